package io.battdat.spark.read;

import io.battdat.spark.ReadConf;
import io.battdat.spark.ReadOption;
import java.util.Optional;
import org.apache.spark.sql.internal.SQLConf;

/**
 * What a query wants to be told of the shape of its data. The session's settings are those of the query, not of when the
 * table was first looked at, so that {@code SET} works on views too.
 *
 * @param grouped whether a partition is to have rows of one cell only, or of one Hive-style partition
 * @param splitGroups whether large cells make several partitions, which Spark is able to spread over tasks of a join
 * @param ordered whether the order of rows is to be proven and told
 */
record DataShape(boolean grouped, boolean splitGroups, boolean ordered) {
    /** Nothing is told. */
    static final DataShape NONE = new DataShape(false, false, false);

    private static final String PARTIALLY_CLUSTERED =
            "spark.sql.sources.v2.bucketing.partiallyClusteredDistribution.enabled";

    static DataShape of(ReadConf conf, SQLConf session) {
        boolean grouped = conf.preserveDataGrouping() != null
                ? conf.preserveDataGrouping()
                : flag(session, ReadOption.DATA_GROUPING_SETTING, false);
        boolean ordered = conf.preserveDataOrdering() != null
                ? conf.preserveDataOrdering()
                : flag(session, ReadOption.DATA_ORDERING_SETTING, grouped);
        return new DataShape(grouped, flag(session, PARTIALLY_CLUSTERED, false), ordered);
    }

    /** What rows are to be grouped by; empty if they are not, or if the query reads no column that has groups. */
    Optional<GroupingKey> key(ScanProjection projection) {
        return grouped ? GroupingKey.of(projection) : Optional.empty();
    }

    private static boolean flag(SQLConf session, String key, boolean otherwise) {
        return Boolean.parseBoolean(
                session.getConfString(key, Boolean.toString(otherwise)).trim());
    }
}
