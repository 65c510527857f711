package io.battdat.spark.read;

import io.battdat.predicate.Predicate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.connector.read.SupportsPushDownV2Filters;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects what a query needs of a table. */
final class BattdatScanBuilder implements SupportsPushDownRequiredColumns, SupportsPushDownV2Filters {
    private static final Logger LOG = LoggerFactory.getLogger(BattdatScanBuilder.class);

    private final Archive archive;
    private final StructType tableSchema;
    private final String schemaOrigin;
    private final FilterColumns filterColumns;
    private final List<org.apache.spark.sql.connector.expressions.filter.Predicate> pushed = new ArrayList<>();
    private Predicate predicate = Predicate.ALWAYS;
    private StructType requiredSchema;

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

    /** Takes what can be decided here exactly; Spark evaluates the others. */
    @Override
    public org.apache.spark.sql.connector.expressions.filter.Predicate[] pushPredicates(
            org.apache.spark.sql.connector.expressions.filter.Predicate[] filters) {
        FilterTranslation translation = new FilterTranslation(filterColumns);
        List<Predicate> parts = new ArrayList<>(List.of(predicate));
        List<org.apache.spark.sql.connector.expressions.filter.Predicate> left = new ArrayList<>();
        for (org.apache.spark.sql.connector.expressions.filter.Predicate filter : filters) {
            try {
                parts.add(translation.translate(filter));
                pushed.add(filter);
            } catch (DeclinedPushdown e) {
                LOG.info("Spark evaluates the filter {}: {}", filter, e.getMessage());
                left.add(filter);
            }
        }
        predicate = Predicate.and(parts);
        return left.toArray(new org.apache.spark.sql.connector.expressions.filter.Predicate[0]);
    }

    @Override
    public org.apache.spark.sql.connector.expressions.filter.Predicate[] pushedPredicates() {
        return pushed.toArray(new org.apache.spark.sql.connector.expressions.filter.Predicate[0]);
    }

    @Override
    public Scan build() {
        PushedFilters filters = new PushedFilters(filterColumns, predicate, Predicate.ALWAYS);
        return new BattdatScan(archive, tableSchema, requiredSchema, schemaOrigin, filters);
    }
}
