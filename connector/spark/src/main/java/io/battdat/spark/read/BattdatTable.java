package io.battdat.spark.read;

import java.util.EnumSet;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.connector.catalog.SupportsMetadataColumns;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** One table of an archive, as Spark sees it. */
public final class BattdatTable implements SupportsRead, SupportsMetadataColumns {
    private final Archive archive;
    private final StructType schema;
    /** Where the types come from, for messages about files that differ. */
    private final String schemaOrigin;

    /** A table with a schema that was inferred. */
    public BattdatTable(Archive archive, StructType schema) {
        this(archive, schema, archive.inferred().origin());
    }

    private BattdatTable(Archive archive, StructType schema, String schemaOrigin) {
        this.archive = archive;
        this.schema = schema;
        this.schemaOrigin = schemaOrigin;
    }

    /** A table with a schema that the user gave; columns that options and directories add are added to it. */
    public static BattdatTable withUserSchema(Archive archive, StructType userSchema) {
        Archive retyped = archive.withUserSchema(userSchema);
        StructType schema = new InferredSchema(userSchema, "the schema given").withMissingColumns(retyped);
        return new BattdatTable(retyped, schema, "the schema given");
    }

    @Override
    public String name() {
        return "battdat " + archive.conf().table() + " of " + String.join(", ", archive.paths());
    }

    /** Deprecated in favour of {@code columns()}, which by default is made from it; Spark 3.5 to 4.x call either. */
    @Override
    @Deprecated
    public StructType schema() {
        return schema;
    }

    @Override
    public Set<TableCapability> capabilities() {
        return EnumSet.of(TableCapability.BATCH_READ);
    }

    @Override
    public MetadataColumn[] metadataColumns() {
        return new MetadataColumn[] {new FileMetadataColumn()};
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
        return new BattdatScanBuilder(archive, schema, schemaOrigin);
    }
}
