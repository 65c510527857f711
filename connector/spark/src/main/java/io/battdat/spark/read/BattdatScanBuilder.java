package io.battdat.spark.read;

import io.battdat.predicate.NullCheck;
import io.battdat.predicate.Predicate;
import io.battdat.spark.ReadOption;
import io.battdat.spark.files.ListedFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.expressions.SortDirection;
import org.apache.spark.sql.connector.expressions.SortOrder;
import org.apache.spark.sql.connector.expressions.aggregate.Aggregation;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownAggregates;
import org.apache.spark.sql.connector.read.SupportsPushDownLimit;
import org.apache.spark.sql.connector.read.SupportsPushDownOffset;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.connector.read.SupportsPushDownTopN;
import org.apache.spark.sql.connector.read.SupportsPushDownV2Filters;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects what a query needs of a table. */
final class BattdatScanBuilder
        implements SupportsPushDownRequiredColumns,
                SupportsPushDownV2Filters,
                SupportsPushDownAggregates,
                SupportsPushDownLimit,
                SupportsPushDownTopN,
                SupportsPushDownOffset {
    private static final Logger LOG = LoggerFactory.getLogger(BattdatScanBuilder.class);

    private final Archive archive;
    private final StructType tableSchema;
    private final String schemaOrigin;
    private final FilterColumns filterColumns;
    private final List<org.apache.spark.sql.connector.expressions.filter.Predicate> pushed = new ArrayList<>();
    private Predicate predicate = Predicate.ALWAYS;
    private RowsWanted rows = RowsWanted.ALL;
    private StructType requiredSchema;
    /** What Spark asked for last, and may push; null if it is declined. */
    private PushedAggregates candidate;
    /** Null if rows are wanted. */
    private PushedAggregates aggregates;
    /** The rows of the aggregates, if an index tells them; null if files are to be looked at. */
    private List<InternalRow> aggregated;

    BattdatScanBuilder(Archive archive, StructType tableSchema, String schemaOrigin) {
        this.archive = archive;
        this.tableSchema = tableSchema;
        this.schemaOrigin = schemaOrigin;
        this.requiredSchema = tableSchema;
        this.filterColumns = new FilterColumns(archive.conf(), tableSchema, archive.partitionSchema());
    }

    @Override
    public void pruneColumns(StructType required) {
        this.requiredSchema = required;
    }

    /**
     * Takes what can be decided here exactly; Spark evaluates the others. What is asked of rows it evaluates once more
     * if these may be few: it makes runtime filters for the other side of a join only from a side that it broadcasts and on
     * which it sees a filter.
     */
    @Override
    public org.apache.spark.sql.connector.expressions.filter.Predicate[] pushPredicates(
            org.apache.spark.sql.connector.expressions.filter.Predicate[] filters) {
        FilterTranslation translation = new FilterTranslation(filterColumns);
        List<Predicate> parts = new ArrayList<>(List.of(predicate));
        List<org.apache.spark.sql.connector.expressions.filter.Predicate> left = new ArrayList<>();
        List<org.apache.spark.sql.connector.expressions.filter.Predicate> ofRows = new ArrayList<>();
        for (org.apache.spark.sql.connector.expressions.filter.Predicate filter : filters) {
            try {
                Predicate translated = translation.translate(filter);
                parts.add(translated);
                pushed.add(filter);
                if (selectsRows(translated)) {
                    ofRows.add(filter);
                }
            } catch (DeclinedPushdown e) {
                LOG.info("Spark evaluates the filter {}: {}", filter, e.getMessage());
                left.add(filter);
            }
        }
        predicate = Predicate.and(parts);
        if (!ofRows.isEmpty() && mayBeBroadcast()) {
            left.addAll(ofRows);
        }
        return left.toArray(new org.apache.spark.sql.connector.expressions.filter.Predicate[0]);
    }

    private boolean mayBeBroadcast() {
        long threshold = SQLConf.get().autoBroadcastJoinThreshold();
        return threshold >= 0 && scan().estimateStatistics().sizeInBytes().orElse(Long.MAX_VALUE) <= threshold;
    }

    /** Whether it asks of rows more than that columns have values, which Spark asks of each join by itself. */
    private boolean selectsRows(Predicate translated) {
        boolean checksNullOnly = translated instanceof Predicate.Test test && test.condition() instanceof NullCheck;
        return !checksNullOnly
                && translated.columns().stream()
                        .anyMatch(path -> filterColumns.origin(path) == FilterColumns.Origin.ROW);
    }

    @Override
    public org.apache.spark.sql.connector.expressions.filter.Predicate[] pushedPredicates() {
        return pushed.toArray(new org.apache.spark.sql.connector.expressions.filter.Predicate[0]);
    }

    /** Whether an index tells all; else each file gives a part. */
    @Override
    public boolean supportCompletePushDown(Aggregation aggregation) {
        candidate = null;
        aggregated = null;
        try {
            if (!aggregatePushdown()) {
                throw new DeclinedPushdown("option aggregatePushdown is off");
            }
            candidate = new AggregateTranslation(filterColumns).translate(aggregation, filters());
            aggregated = known(candidate);
            boolean grouped = DataShape.of(archive.conf(), SQLConf.get()).grouped();
            if (aggregated == null && grouped && !candidate.groups().isEmpty()) {
                candidate = null;
                throw new DeclinedPushdown("it is told of grouped rows, which need no shuffle");
            }
        } catch (DeclinedPushdown e) {
            LOG.info("Spark computes {}: {}", aggregation, e.getMessage());
        }
        return aggregated != null;
    }

    /** The rows of aggregates that an index knows; null if files must be looked at. */
    private List<InternalRow> known(PushedAggregates translated) {
        if (rows.sample() != null) {
            return null; // an index knows no single chunks without a look at the file
        }
        PushedFilters filters = filters();
        List<ListedFile> files = archive.files().stream()
                .filter(file -> filters.ofFile(file).mayMatch())
                .toList();
        return new IndexedAggregates(translated, filters)
                .of(files, archive.index().of(files))
                .map(AggregateGroups::rows)
                .orElse(null);
    }

    private boolean aggregatePushdown() {
        Boolean option = archive.conf().aggregatePushdown();
        return option != null
                ? option
                : Boolean.parseBoolean(SQLConf.get().getConfString(ReadOption.AGGREGATE_PUSHDOWN_SETTING, "true"));
    }

    /** Of what {@link #supportCompletePushDown} was asked before. */
    @Override
    public boolean pushAggregation(Aggregation aggregation) {
        aggregates = candidate;
        return aggregates != null;
    }

    /** Each task stops when it has so many rows; Spark still counts them. */
    @Override
    public boolean pushLimit(int limit) {
        if (aggregates != null) {
            LOG.info("Spark takes the first {} groups: they come in parts", limit);
            return false;
        }
        rows = rows.withLimit(limit);
        return true;
    }

    @Override
    public boolean pushTopN(SortOrder[] orders, int limit) {
        String order = Arrays.stream(orders).map(SortOrder::toString).collect(Collectors.joining(", "));
        try {
            if (aggregates != null) {
                throw new DeclinedPushdown("groups come in parts");
            }
            List<String> path = filterColumns.comparable(orders[0].expression());
            if (path.size() > 1
                    || filterColumns.origin(path) != FilterColumns.Origin.ROW
                    || !(filterColumns.type(path) instanceof NumericType)) {
                throw new DeclinedPushdown("zone maps do not tell of " + String.join(".", path));
            }
            rows = rows.withTop(
                    new TopRows(path.get(0), orders[0].direction() == SortDirection.ASCENDING, limit, order));
            return true;
        } catch (DeclinedPushdown e) {
            LOG.info("Spark sorts all rows by {}: {}", order, e.getMessage());
            return false;
        }
    }

    /** Of limits and orders alike: Spark has the last word. */
    @Override
    public boolean isPartiallyPushed() {
        return true;
    }

    /** Rows that are left out would have to be counted over all partitions. */
    @Override
    public boolean pushOffset(int offset) {
        LOG.info("Spark leaves out the first {} rows: they are counted over all tasks", offset);
        return false;
    }

    /** Takes a sample of chunks. */
    boolean pushSample(double lowerBound, double upperBound, boolean withReplacement, long seed) {
        if (withReplacement) {
            LOG.info("Spark samples with replacement: no chunk is read twice");
            return false;
        }
        rows = rows.withSample(new ChunkSample(lowerBound, upperBound, seed));
        return true;
    }

    private PushedFilters filters() {
        return new PushedFilters(filterColumns, predicate, Predicate.ALWAYS);
    }

    private BattdatScan scan() {
        return new BattdatScan(archive, tableSchema, requiredSchema, schemaOrigin, filters(), rows);
    }

    @Override
    public Scan build() {
        if (aggregates != null && aggregated != null) {
            return new KnownAggregates(archive, aggregates, filters(), aggregated);
        } else if (aggregates != null) {
            return new AggregateScan(archive, aggregates, schemaOrigin, filters(), rows);
        }
        return scan();
    }
}
