package io.battdat.spark.write;

import io.battdat.BattdatException;
import io.battdat.hdf5.write.NativeHdf5;
import io.battdat.metadata.ColumnSchema;
import io.battdat.spark.WriteConf;
import io.battdat.spark.files.AnalysisFailure;
import io.battdat.spark.files.ListedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.util.SerializableConfiguration;

/** Writes a DataFrame to a directory: decides by the save mode what becomes of files that are there, and runs the job. */
public final class ArchiveSave {
    private final SparkSession session;
    private final CaseInsensitiveStringMap options;
    private final SaveMode mode;
    private final Optional<TablePlaces> removed;

    /** @param options those of the write, the path among them */
    public ArchiveSave(SparkSession session, CaseInsensitiveStringMap options, SaveMode mode) {
        this(session, options, mode, Optional.empty());
    }

    private ArchiveSave(
            SparkSession session, CaseInsensitiveStringMap options, SaveMode mode, Optional<TablePlaces> removed) {
        this.session = session;
        this.options = options;
        this.mode = mode;
        this.removed = removed;
    }

    /** A save that puts rows into the place of others of the same table, and leaves all other tables alone. */
    public static ArchiveSave replacing(SparkSession session, CaseInsensitiveStringMap options, TablePlaces removed) {
        return new ArchiveSave(session, options, SaveMode.Append, Optional.of(removed));
    }

    /**
     * Writes the rows. Nothing of them is seen before all are written; on failure the directory is as it was.
     *
     * <p>Throws {@link PathExistsException}, which is checked and not declared, if the path is there and the mode is
     * {@link SaveMode#ErrorIfExists}.
     *
     * @throws BattdatException if an option, a column or the path does not do; before any task starts
     * @throws io.battdat.hdf5.write.NativeLibraryException if this platform cannot write
     */
    public void run(Dataset<Row> data) {
        try {
            save(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void save(Dataset<Row> data) throws IOException {
        WriteConf conf = WriteConf.of(options, SQLConf.get());
        Target target = Target.of(options);
        if (target.exists()) {
            switch (mode) {
                case ErrorIfExists ->
                    throw AnalysisFailure.raise(
                            new PathExistsException(target.path().toString()));
                case Ignore -> {
                    return;
                }
                case Append, Overwrite -> target.checkDirectory();
            }
        }
        NativeHdf5.require();
        StoredColumns.checkDistinct(conf.table(), data.schema(), conf.caseSensitive());
        PreparedRows rows = new PreparedRows(data.schema(), conf);
        StructType stored = rows.stored();
        StoredColumns.check(conf.table(), stored);
        Map<String, String> cellMetadata =
                conf.cellMetadata() == null ? Map.of() : CellMetadata.read(conf.cellMetadata(), target.configuration());
        Broadcast<SerializableConfiguration> configuration = JavaSparkContext.fromSparkContext(session.sparkContext())
                .broadcast(new SerializableConfiguration(target.configuration()));
        boolean adds = mode == SaveMode.Append && conf.layout().hasCells();
        SortedMap<String, ListedFile> files = target.files();
        CellPlaces cells = adds ? CellPlaces.find(files, configuration, session.sparkContext()) : CellPlaces.NONE;
        Dataset<Row> prepared = rows.of(data, cells);
        WriteJob job = new WriteJob(
                UUID.randomUUID().toString(),
                conf,
                target.path().toString(),
                prepared.schema(),
                stored,
                columnSchema(conf, stored).toJson(),
                new HashMap<>(cellMetadata),
                cells,
                new HashSet<>(files.keySet()),
                mode == SaveMode.Overwrite,
                removed.map(places -> Removal.of(places, target, files.keySet()))
                        .orElse(Removal.NONE));
        SortedMap<String, ListedFile> replaced = mode == SaveMode.Overwrite ? files : new TreeMap<>();
        BattdatSink.write(prepared, new ArchiveWrite(job, target, files, replaced, configuration));
    }

    private static ColumnSchema columnSchema(WriteConf conf, StructType stored) {
        return conf.columnSchema() == null
                ? DescribedColumns.schema(conf.table(), stored)
                : ColumnSchema.fromJson(conf.columnSchema());
    }
}
