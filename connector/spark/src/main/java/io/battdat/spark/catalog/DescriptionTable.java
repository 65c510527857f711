package io.battdat.spark.catalog;

import io.battdat.spark.read.Archive;
import io.battdat.spark.read.FileRowsScan;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * A table that describes the files of a directory.
 *
 * @param reading options that list the files
 */
record DescriptionTable(String name, Description description, CaseInsensitiveStringMap reading)
        implements SupportsRead {
    /** Deprecated in favour of {@code columns()}, which by default is made from it; Spark 3.5 to 4.x call either. */
    @Override
    @Deprecated
    public StructType schema() {
        return description.schema();
    }

    @Override
    public Map<String, String> properties() {
        return Map.of(
                TableCatalog.PROP_COMMENT, description.comment(),
                TableCatalog.PROP_PROVIDER, BattdatCatalog.PROVIDER,
                TableCatalog.PROP_LOCATION, reading.get("path"));
    }

    @Override
    public Set<TableCapability> capabilities() {
        return EnumSet.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
        return () -> new FileRowsScan(Archive.list(reading), description.schema(), description.rows(), name);
    }
}
