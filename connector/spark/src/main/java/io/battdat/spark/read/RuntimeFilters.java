package io.battdat.spark.read;

import io.battdat.predicate.Predicate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Filters that come from the other side of a join while the query runs. */
final class RuntimeFilters {
    private static final Logger LOG = LoggerFactory.getLogger(RuntimeFilters.class);

    /** The column that rows are stored in the order of, so that a few of its values are in a few chunks. */
    private static final String CYCLE_NUMBER = "cycle_number";

    private RuntimeFilters() {}

    /**
     * The columns by which files and chunks can be left out. Spark looks each of them up among the columns that the scan
     * gives, and takes no part of one: {@code _metadata.cell} and {@code _metadata.file_path} cannot be told.
     */
    static NamedReference[] columns(StructType required, FilterColumns columns) {
        return Stream.of(required.fieldNames())
                .filter(name -> choosesFilesOrChunks(List.of(name), columns))
                .map(name -> Expressions.column("`" + name.replace("`", "``") + "`"))
                .toArray(NamedReference[]::new);
    }

    private static boolean choosesFilesOrChunks(List<String> path, FilterColumns columns) {
        return !columns.isFileMetadata(path)
                && (columns.origin(path) != FilterColumns.Origin.ROW || columns.sameName(path.get(0), CYCLE_NUMBER));
    }

    /** The filters with others that came while the query runs. */
    static PushedFilters added(
            PushedFilters filters, org.apache.spark.sql.connector.expressions.filter.Predicate[] predicates) {
        FilterTranslation translation = new FilterTranslation(filters.columns());
        List<Predicate> parts = new ArrayList<>(List.of(filters.runtime()));
        for (org.apache.spark.sql.connector.expressions.filter.Predicate predicate : predicates) {
            try {
                parts.add(translation.translate(predicate));
            } catch (DeclinedPushdown e) {
                LOG.info("A runtime filter leaves out no files or chunks: {}: {}", predicate, e.getMessage());
            }
        }
        return new PushedFilters(filters.columns(), filters.planned(), Predicate.and(parts));
    }
}
