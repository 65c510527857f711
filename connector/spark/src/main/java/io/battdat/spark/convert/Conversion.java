package io.battdat.spark.convert;

import io.battdat.BattdatException;
import io.battdat.convert.MaccorStates;
import io.battdat.convert.VendorOptions;
import io.battdat.hdf5.write.Compression;
import io.battdat.postprocess.CycleStats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;

/**
 * Converts an archive of cells to another form, as a Spark job.
 *
 * <pre>{@code
 * ConversionResult result = Conversion.of("/archive/2019")
 *         .to("/archive/today")
 *         .complevel(5)
 *         .run(spark);
 * result.quarantined().forEach(file -> System.out.println(file.reason()));
 * }</pre>
 *
 * <p>Each file is made whole in scratch, read again and compared with its source, and then moved into its place in one
 * step. A source that cannot be read is reported and left out; sources are never changed. A conversion that is cut off is
 * taken up again by {@link #resume}.
 */
public final class Conversion {
    private static final int DEFAULT_COMPLEVEL = 5;
    private static final long DEFAULT_FILE_BYTES = 256L << 20;

    private final List<String> sources;
    private String target;
    private ConversionFormat sourceFormat = ConversionFormat.BATTDAT;
    private ConversionFormat targetFormat = ConversionFormat.BATTDAT;
    private ConversionLayout layout = ConversionLayout.SAME;
    private final TreeSet<String> tables = new TreeSet<>();
    private final TreeSet<String> withoutColumns = new TreeSet<>();
    private boolean derivesCycleStats;
    private String complib = "zlib";
    private int complevel = DEFAULT_COMPLEVEL;
    private int chunkRows;
    private String codec = "snappy";
    private VendorOptions vendor = VendorOptions.DEFAULT;
    private boolean verify = true;
    private boolean resume;
    private boolean overwrite;
    private long fileBytes = DEFAULT_FILE_BYTES;
    private ProgressListener progress = unused -> {};

    private Conversion(List<String> sources) {
        this.sources = sources;
    }

    /** A conversion of files, directories with all that is in them, or globs, on any Hadoop file system. */
    public static Conversion of(String... sources) {
        if (sources.length == 0) {
            throw new BattdatException("no source was given. Name the files or the directory to convert");
        }
        return new Conversion(List.of(sources));
    }

    /**
     * The directory to convert to: new or empty, unless {@link #resume} or {@link #overwrite} is set. It may be the source
     * itself: each file is then replaced, in one step, when what becomes of it is complete and verified.
     */
    public Conversion to(String directory) {
        this.target = directory;
        return this;
    }

    /** What the sources are; by default battdat's HDF5 files. */
    public Conversion sourceFormat(ConversionFormat format) {
        this.sourceFormat = format;
        return this;
    }

    /** What to make of them; by default battdat's HDF5 files. */
    public Conversion targetFormat(ConversionFormat format) {
        if (!format.isWritten()) {
            throw new BattdatException("the format " + format.text() + " is read, and not written. Convert to one of "
                    + ConversionFormat.targets());
        }
        this.targetFormat = format;
        return this;
    }

    /** Of vendors' files: whether columns that have no place in battdat's schema are kept, under the vendor's names. */
    public Conversion storeAll(boolean all) {
        this.vendor = vendor.withStoreAll(all);
        return this;
    }

    /** Of vendors' files: where the cycler's clock stood, such as {@code Europe/Paris}; by default UTC. */
    public Conversion timeZone(String zone) {
        try {
            this.vendor = vendor.withTimeZone(ZoneId.of(zone));
        } catch (DateTimeException e) {
            throw new BattdatException(
                    "time zone " + zone + ": name a region such as Europe/Paris, or an offset such as +02:00", e);
        }
        return this;
    }

    /** Of MACCOR files: whether clock times, which not all of them have, are left out. */
    public Conversion ignoreTime(boolean ignore) {
        this.vendor = vendor.withIgnoreTime(ignore);
        return this;
    }

    /** Of MACCOR files: what becomes of their states; by default what battdat makes of them. */
    public Conversion maccorStates(MaccorStates states) {
        this.vendor = vendor.withMaccorStates(states);
        return this;
    }

    /** How cells are spread over files; by default as they are. */
    public Conversion layout(ConversionLayout layout) {
        this.layout = layout;
        return this;
    }

    /** The tables to take; by default all. */
    public Conversion tables(String... names) {
        tables.addAll(List.of(names));
        return this;
    }

    /** Columns to leave out of every table that has them, such as one whose type cannot be written. */
    public Conversion withoutColumns(String... names) {
        withoutColumns.addAll(List.of(names));
        return this;
    }

    /**
     * A table that cells get that do not have it: {@code cycle_stats}, computed from {@code raw_data} by battdat's
     * definitions ({@link io.battdat.postprocess.CycleStats}).
     *
     * @throws BattdatException if it is another table
     */
    public Conversion derive(String table) {
        if (!table.equals(CycleStats.TABLE)) {
            throw new BattdatException(
                    "table " + table + " cannot be derived; " + CycleStats.TABLE + " can be, from raw_data");
        }
        this.derivesCycleStats = true;
        return this;
    }

    /** How much HDF5 tables are compressed: 0 not at all, 1 fast, 9 small; by default 5. */
    public Conversion complevel(int level) {
        this.complevel = Compression.of(complib, level).level();
        return this;
    }

    /** The compressor of HDF5 tables; by default {@code zlib}. */
    public Conversion complib(String name) {
        Compression.of(name, complevel);
        this.complib = name;
        return this;
    }

    /** Rows in a chunk of HDF5 tables, in place of PyTables' rule of thumb. */
    public Conversion chunkRows(int rows) {
        if (rows < 1) {
            throw new BattdatException("chunkRows " + rows + ": a chunk has at least one row");
        }
        this.chunkRows = rows;
        return this;
    }

    /** The compressor of Parquet files: {@code snappy} (the default), {@code zstd}, {@code gzip} or {@code uncompressed}. */
    public Conversion codec(String name) {
        this.codec = ParquetCodecs.check(name);
        return this;
    }

    /** Whether each target is read again and compared with its source before it is put in place; by default it is. */
    public Conversion verify(boolean verify) {
        this.verify = verify;
        return this;
    }

    /** Goes on with a conversion to the same directory: what is done and verified is not done again. */
    public Conversion resume(boolean resume) {
        this.resume = resume;
        return this;
    }

    /** Replaces files of the same names; others stay. */
    public Conversion overwrite(boolean overwrite) {
        this.overwrite = overwrite;
        return this;
    }

    /** About how many bytes of sources go to a file of many cells; by default 256 MiB. */
    public Conversion fileBytes(long bytes) {
        if (bytes < 1) {
            throw new BattdatException("a file of " + bytes + " bytes holds no cells");
        }
        this.fileBytes = bytes;
        return this;
    }

    /** Who is told how far the conversion is. */
    public Conversion progress(ProgressListener listener) {
        this.progress = listener;
        return this;
    }

    /**
     * Finds out what would be done: which files there are, what is in them and what would become of them. Writes nothing.
     *
     * @throws BattdatException if settings, sources and target do not go together
     */
    public ConversionResult plan(SparkSession session) {
        return with(session, ConversionRun::plan);
    }

    /**
     * Converts.
     *
     * @throws BattdatException if settings, sources and target do not go together, before anything is written
     * @throws UncheckedIOException if the target cannot be stored; what is done by then stays, for {@link #resume}
     * @throws io.battdat.hdf5.write.NativeLibraryException if HDF5 is to be written where this platform cannot
     */
    public ConversionResult run(SparkSession session) {
        return with(session, ConversionRun::run);
    }

    private interface Step {
        ConversionResult of(ConversionRun run) throws IOException;
    }

    private ConversionResult with(SparkSession session, Step step) {
        if (target == null) {
            throw new BattdatException("no target was given. Name the directory to convert to");
        }
        if (resume && overwrite) {
            throw new BattdatException("either go on with a conversion (resume), or begin it anew (overwrite)");
        }
        try {
            return step.of(new ConversionRun(this, session));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    List<String> sources() {
        return sources;
    }

    String target() {
        return target;
    }

    boolean resumes() {
        return resume;
    }

    boolean overwrites() {
        return overwrite;
    }

    long fileBytes() {
        return fileBytes;
    }

    ProgressListener progress() {
        return progress;
    }

    ConversionSettings settings() {
        return new ConversionSettings(
                sourceFormat,
                targetFormat,
                layout,
                tables,
                withoutColumns,
                derivesCycleStats,
                complib,
                complevel,
                chunkRows,
                codec,
                VendorSettings.of(vendor),
                verify);
    }
}
