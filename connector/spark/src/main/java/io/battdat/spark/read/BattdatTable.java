package io.battdat.spark.read;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.connector.catalog.SupportsMetadataColumns;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** One table of an archive, as Spark sees it. Its files are listed when it is first looked at. */
public final class BattdatTable implements SupportsRead, SupportsMetadataColumns {
    private final Supplier<Contents> source;
    private Contents contents;

    /**
     * @param origin where the types come from, for messages about files that differ
     */
    private record Contents(Archive archive, StructType schema, String origin) {}

    private BattdatTable(Supplier<Contents> source) {
        this.source = source;
    }

    /** A table with a schema that was inferred. */
    public static BattdatTable inferred(Archive archive, StructType schema) {
        return new BattdatTable(
                () -> new Contents(archive, schema, archive.inferred().origin()));
    }

    /**
     * A table with a schema that the user gave; columns that options and directories add are added to it. Spark also asks
     * for one when it is about to write: then there may be no files, and nobody looks at it.
     */
    public static BattdatTable withUserSchema(CaseInsensitiveStringMap options, StructType userSchema) {
        return new BattdatTable(() -> {
            Archive archive = Archive.list(options).withUserSchema(userSchema);
            StructType schema = new InferredSchema(userSchema, "the schema given").withMissingColumns(archive);
            return new Contents(archive, schema, "the schema given");
        });
    }

    /**
     * A table with the columns of all of its files together, whose contents are known.
     *
     * @param declared columns that it has beside those of the files, and whose order counts; may be none, and may have
     *     those that options and directories add
     * @throws io.battdat.MissingTableException if neither files nor declaration have columns
     */
    public static BattdatTable merged(Archive archive, List<FileContents> contents, StructType declared) {
        MergedTable merged = MergedTable.of(archive, contents, declared);
        return new BattdatTable(() -> new Contents(merged.archive(), merged.schema(), merged.origin()));
    }

    private Contents contents() {
        if (contents == null) {
            contents = source.get();
        }
        return contents;
    }

    @Override
    public String name() {
        Archive archive = contents().archive();
        return "battdat " + archive.conf().table() + " of " + String.join(", ", archive.paths());
    }

    /** Deprecated in favour of {@code columns()}, which by default is made from it; Spark 3.5 to 4.x call either. */
    @Override
    @Deprecated
    public StructType schema() {
        return contents().schema();
    }

    @Override
    public Set<TableCapability> capabilities() {
        return EnumSet.of(TableCapability.BATCH_READ, TableCapability.MICRO_BATCH_READ);
    }

    @Override
    public MetadataColumn[] metadataColumns() {
        return new MetadataColumn[] {new FileMetadataColumn()};
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
        return SystemSampling.offer(new BattdatScanBuilder(
                contents().archive(), contents().schema(), contents().origin()));
    }
}
