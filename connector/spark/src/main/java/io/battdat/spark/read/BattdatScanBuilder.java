package io.battdat.spark.read;

import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.types.StructType;

/** Collects what a query needs of a table. */
final class BattdatScanBuilder implements ScanBuilder, SupportsPushDownRequiredColumns {
    private final Archive archive;
    private final StructType tableSchema;
    private final String schemaOrigin;
    private StructType requiredSchema;

    BattdatScanBuilder(Archive archive, StructType tableSchema, String schemaOrigin) {
        this.archive = archive;
        this.tableSchema = tableSchema;
        this.schemaOrigin = schemaOrigin;
        this.requiredSchema = tableSchema;
    }

    @Override
    public void pruneColumns(StructType required) {
        this.requiredSchema = required;
    }

    @Override
    public Scan build() {
        return new BattdatScan(archive, tableSchema, requiredSchema, schemaOrigin);
    }
}
