package io.battdat.streaming;

import io.battdat.hdf5.BattdatFile;
import java.nio.file.Path;

/**
 * Reads battdat files row by row or cycle by cycle, without Spark and without holding a file in memory.
 *
 * <p>A path is opened when the first item is asked for ({@code hasNext} or {@code next}), and closed after the last one,
 * on failure, or by closing the stream: put streams in try-with-resources. A {@link BattdatFile} given here stays open,
 * may serve several streams of one thread at once, and must outlive them.
 *
 * <p>{@link HadoopStreams} does the same for files behind a Hadoop file system. {@code hasNext} and {@code next} throw:
 *
 * <ul>
 *   <li>{@link io.battdat.MissingTableException} if the file has no such table, prefix or column, or {@code cycles} meets
 *       a table without {@code cycle_number};
 *   <li>{@link io.battdat.UnsupportedFormatException} if the table is stored with a filter or a column type that is not
 *       read ({@code columns} leaves such a column out);
 *   <li>{@link io.battdat.CorruptFileException} if the file is damaged, at the first batch that the damage touches;
 *   <li>{@link CycleMismatchException} if tables that are read together stand at different cycles;
 *   <li>{@link java.io.UncheckedIOException} if the file cannot be opened or storage fails;
 *   <li>{@link IllegalStateException} after the stream was closed or has failed.
 * </ul>
 *
 * <p>Values are what the file holds, in the units of its column schemas (battdat: seconds, amperes, volts, …). Battery
 * metadata and schemas are read for {@link CycleStream#datasets()} only; records and cycles come out of a file whose
 * metadata is damaged.
 */
public final class BattdatStreams {
    private BattdatStreams() {}

    /** The rows of {@code raw_data} in the root of a local file; the stream's methods choose another table or cell. */
    public static RecordStream records(Path path) {
        return new RecordStream(FileSource.of(path));
    }

    /** The rows of a table; {@code cell_a/raw_data} is the table {@code raw_data} of the cell {@code cell_a}. */
    public static RecordStream records(Path path, String table) {
        return records(path).table(table);
    }

    /** As {@link #records(Path)}, of an open file, which stays open. */
    public static RecordStream records(BattdatFile file) {
        return new RecordStream(FileSource.of(file));
    }

    /** As {@link #records(Path, String)}, of an open file, which stays open. */
    public static RecordStream records(BattdatFile file, String table) {
        return records(file).table(table);
    }

    /** The cycles of {@code raw_data} in the root of a local file; the stream's methods choose tables, cell and shape. */
    public static CycleStream cycles(Path path) {
        return new CycleStream(FileSource.of(path));
    }

    /** As {@link #cycles(Path)}, of an open file, which stays open. */
    public static CycleStream cycles(BattdatFile file) {
        return new CycleStream(FileSource.of(file));
    }
}
