package io.battdat.spark.index;

import io.battdat.BattdatException;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.zones.TableScan;
import io.battdat.hdf5.zones.ZoneGrid;
import io.battdat.hdf5.zones.ZoneValues;
import io.battdat.index.ScannedTable;
import io.battdat.index.TableStructure;
import io.battdat.io.HadoopInput;
import io.battdat.spark.files.ListedFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Serializable;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/** Scans data files, or parts of large ones. What is wrong with a file is a result, and no failure of the task. */
record FileScan(Broadcast<SerializableConfiguration> configuration) implements Serializable {
    /** One of two things that are done with a file. */
    @FunctionalInterface
    private interface Work<T> {
        List<T> run() throws IOException;
    }

    @FunctionalInterface
    private interface Failure<T> {
        T of(String reason);
    }

    private List<ScanResult> scan(ScanUnit unit) throws IOException {
        return guarded(unit.file(), reason -> ScanResult.failed(unit.file(), reason), () -> {
            List<ScanResult> results =
                    unit instanceof ScanUnit.Zones zones ? List.of(scanZones(zones)) : scanFile(unit.file());
            checkUnchanged(unit.file());
            return results;
        });
    }

    /**
     * Splits a large file by its zones.
     *
     * @param unitBytes stored bytes to put into a unit
     * @return units; or what is wrong with the file
     */
    List<Split> split(ListedFile file, long unitBytes) throws IOException {
        return guarded(file, reason -> new Split(null, ScanResult.failed(file, reason)), () -> {
            try (BattdatFile opened = open(file)) {
                List<TableInfo> tables = tables(opened);
                if (tables.isEmpty()) {
                    return List.of(new Split(null, new ScanResult(file, 0, null, 0, null)));
                }
                List<Split> splits = new ArrayList<>();
                for (TableInfo table : tables) {
                    ScannedTable facts = facts(opened, table, ZoneGrid.of(table));
                    split(file, tables.size(), table, facts, unitBytes)
                            .forEach(unit -> splits.add(new Split(unit, null)));
                }
                return splits;
            }
        });
    }

    /** A unit to scan, or a result that is there already. */
    record Split(ScanUnit unit, ScanResult result) implements Serializable {
        long weight() {
            return unit == null ? 0 : unit.weight();
        }
    }

    List<ScanResult> results(Split split) throws IOException {
        return split.unit() == null ? List.of(split.result()) : scan(split.unit());
    }

    private static List<ScanUnit> split(
            ListedFile file, int tables, TableInfo table, ScannedTable facts, long unitBytes) {
        ZoneGrid grid = facts.grid();
        List<ScanUnit> units = new ArrayList<>();
        int firstZone = 0;
        long bytes = 0;
        for (int i = 0; i < table.chunks().size(); i++) {
            int zone = grid.zoneOfChunk(table.chunks().number(i));
            if (bytes >= unitBytes && zone > firstZone) {
                units.add(unit(file, tables, table, facts, firstZone, zone, bytes));
                firstZone = zone;
                bytes = 0;
            }
            bytes += table.chunks().storedBytes(i);
        }
        units.add(unit(file, tables, table, facts, firstZone, grid.zoneCount(), bytes));
        return units;
    }

    private static ScanUnit unit(
            ListedFile file, int tables, TableInfo table, ScannedTable facts, int firstZone, int endZone, long bytes) {
        ZoneGrid grid = facts.grid();
        TableInfo slice = table.withChunksOf(grid.firstRow(firstZone), grid.firstRow(endZone));
        return new ScanUnit.Zones(file, tables, facts, slice, firstZone, endZone, bytes);
    }

    private ScanResult scanZones(ScanUnit.Zones unit) throws IOException {
        ListedFile file = unit.file();
        try (HadoopInput input = HadoopInput.open(new Path(file.path()), file.length(), hadoop())) {
            TableScan.Found found =
                    TableScan.scan(input, unit.table(), unit.facts().grid(), unit.firstZone(), unit.endZone());
            return new ScanResult(
                    file, unit.tables(), unit.facts().withZones(found.values()), found.storedBytesRead(), null);
        }
    }

    private List<ScanResult> scanFile(ListedFile file) throws IOException {
        try (BattdatFile opened = open(file)) {
            List<TableInfo> tables = tables(opened);
            if (tables.isEmpty()) {
                return List.of(new ScanResult(file, 0, null, 0, null));
            }
            List<ScanResult> results = new ArrayList<>();
            for (TableInfo table : tables) {
                ZoneGrid grid = ZoneGrid.of(table);
                TableScan.Found found = TableScan.scan(opened.input(), table, grid, 0, grid.zoneCount());
                results.add(new ScanResult(
                        file,
                        tables.size(),
                        facts(opened, table, grid).withZones(found.values()),
                        found.storedBytesRead(),
                        null));
            }
            return results;
        }
    }

    private static List<TableInfo> tables(BattdatFile file) throws IOException {
        List<TableInfo> tables = new ArrayList<>();
        for (BattdatFile.TableName name : file.tableNames()) {
            tables.add(file.table(name.prefix(), name.name()));
        }
        return tables;
    }

    private static ScannedTable facts(BattdatFile file, TableInfo table, ZoneGrid grid) throws IOException {
        return new ScannedTable(
                table.prefix(),
                table.name(),
                cell(file, table.prefix()),
                table.chunks().totalStoredBytes(),
                TableStructure.checksum(table),
                grid,
                new ZoneValues(0, 0, grid.columns().size()));
    }

    /** A table is read whatever its battery metadata are like, unless a query asks for them. */
    private static String cell(BattdatFile file, String prefix) throws IOException {
        try {
            return file.cellName(prefix);
        } catch (BattdatException e) {
            return null;
        }
    }

    private <T> List<T> guarded(ListedFile file, Failure<T> failure, Work<T> work) throws IOException {
        try {
            return work.run();
        } catch (InterruptedIOException | ClosedByInterruptException e) {
            throw e; // the task was killed: nothing is wrong with the file
        } catch (BattdatException e) {
            return List.of(failure.of(e.getMessage()));
        } catch (FileNotFoundException e) {
            return List.of(failure.of(file.path() + ": the file is gone"));
        } catch (IOException e) {
            return List.of(failure.of(file.path() + ": it cannot be read (" + e.getMessage() + ")"));
        }
    }

    /** What was read may be half of what was there before and half of what is there now. */
    private void checkUnchanged(ListedFile file) throws IOException {
        Path path = new Path(file.path());
        FileStatus now = path.getFileSystem(hadoop()).getFileStatus(path);
        if (now.getLen() != file.length() || now.getModificationTime() != file.modificationTimeMillis()) {
            throw new BattdatException(file.path() + ": it was changed while it was indexed. Index it again");
        }
    }

    private BattdatFile open(ListedFile file) throws IOException {
        return BattdatFile.open(HadoopInput.open(new Path(file.path()), file.length(), hadoop()));
    }

    private Configuration hadoop() {
        return configuration.value().value();
    }
}
