package io.battdat.spark.read;

import io.battdat.CorruptFileException;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.TableInfo;
import io.battdat.io.HadoopInput;
import io.battdat.io.SeekableInput;
import io.battdat.predicate.TableZones;
import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The tables of a split, or the range of one that it is, of a file that is open. Owns the open file. */
final class OpenSplit implements Closeable {
    /** Gives the tables to read; each may need a look at the file. */
    @FunctionalInterface
    private interface Tables {
        /** Empty at the end. */
        Optional<FoundTable> next() throws IOException;
    }

    private final Closeable owned;
    private final SeekableInput input;
    /** Null for a range of rows, of which the planner has seen the file. */
    private final BattdatFile file;

    private final Zones zones;
    private final Tables tables;

    private OpenSplit(Closeable owned, SeekableInput input, BattdatFile file, Zones zones, Tables tables) {
        this.owned = owned;
        this.input = input;
        this.file = file;
        this.zones = zones;
        this.tables = tables;
    }

    static OpenSplit open(Split split, ScanProjection projection, Configuration configuration, MetricCounts counts)
            throws IOException {
        if (split instanceof Split.RowRange range) {
            SeekableInput input =
                    HadoopInput.open(new Path(range.file().path()), range.file().length(), configuration);
            return new OpenSplit(input, input, null, Zones.STORED, once(() -> Optional.of(range.found())));
        }
        boolean mayGrow = split instanceof Split.TableRows;
        BattdatFile file = mayGrow
                ? BattdatFile.open(new Path(split.file().path()), configuration)
                : FilePlanner.open(split.file(), configuration);
        try {
            Zones zones =
                    split instanceof Split.WholeFile whole ? new Zones(whole.known(), configuration) : Zones.STORED;
            FileTables tables = new FileTables(file, split.file(), projection, zones, counts);
            return new OpenSplit(
                    file,
                    file.input(),
                    file,
                    zones,
                    split instanceof Split.TableRows rows ? once(() -> someRows(tables, rows)) : tables::next);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static Tables once(Tables tables) {
        Iterator<Tables> ones = List.of(tables).iterator();
        return () -> ones.hasNext() ? ones.next().next() : Optional.empty();
    }

    /** Rows of a table that may have grown since it was looked at. */
    private static Optional<FoundTable> someRows(FileTables tables, Split.TableRows rows) throws IOException {
        Optional<FoundTable> found = tables.find(rows.prefix());
        if (found.isEmpty()) {
            return found;
        }
        TableInfo table = found.get().table();
        if (table.rowCount() < rows.endRow()) {
            throw new CorruptFileException(
                    table.file(),
                    "table " + table.path(),
                    "it has " + table.rowCount() + " rows, and had " + rows.endRow()
                            + " when the query looked. A stream follows tables that grow");
        }
        return Optional.of(found.get().within(rows.firstRow(), rows.endRow()));
    }

    SeekableInput input() {
        return input;
    }

    /** The next table; empty at the end. */
    Optional<FoundTable> next() throws IOException {
        return tables.next();
    }

    /** What is known of a table's chunks; nothing of a range of rows, where the planner has asked. */
    TableZones zones(TableInfo table) throws IOException {
        return file == null ? TableZones.NONE : zones.of(file, table);
    }

    @Override
    public void close() throws IOException {
        owned.close();
    }
}
