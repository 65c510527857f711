package io.battdat.fuzz;

import io.battdat.BattdatException;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.BattdatFile.TableName;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.read.TableReader;
import io.battdat.streaming.BattdatStreams;
import io.battdat.streaming.CycleStream;
import io.battdat.streaming.RecordStream;
import io.battdat.testing.BytesInput;
import io.battdat.testing.TableContents;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a file has to say: tables, metadata, schemas, and the values of every column, as hashes.
 *
 * @param tables by path: the hash of the rows of tables that were read whole, with every column
 * @param texts metadata and schemas, as far as they are not refused
 * @param refusals messages of what was refused
 */
record FileReading(Map<String, Long> tables, Map<String, String> texts, List<String> refusals) {
    /** Where tables declare more, so many rows are read from each end, and no more bytes than {@link #MOST_BYTES}. */
    private static final long ROWS_AT_AN_END = 20_000;

    private static final long MOST_BYTES = 16 << 20;
    private static final int MOST_ITEMS = 300;

    /** Something that may be refused. */
    private interface Attempt {
        void run() throws IOException;
    }

    /** Reads a file of these bytes. What is no refusal is thrown. */
    static FileReading of(byte[] bytes) throws IOException {
        FileReading reading = new FileReading(new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
        reading.attempt(() -> {
            try (BattdatFile file = BattdatFile.open(new BytesInput(bytes))) {
                reading.readFile(file);
            }
        });
        return reading;
    }

    private void readFile(BattdatFile file) throws IOException {
        attempt(() -> texts.put("metadata", file.metadataJson(BattdatFile.ROOT)));
        attempt(() -> file.metadata());
        attempt(() -> file.cellName(BattdatFile.ROOT));
        attempt(() -> file.tables(BattdatFile.RAW_DATA));
        attempt(() -> {
            for (TableName name : file.tableNames()) {
                attempt(() ->
                        texts.put("schema of " + name, String.valueOf(file.columnSchema(name.prefix(), name.name()))));
                attempt(() -> file.cellName(name.prefix()));
                attempt(() -> readTable(file, file.table(name.prefix(), name.name())));
            }
        });
    }

    private void readTable(BattdatFile file, TableInfo table) throws IOException {
        List<Integer> members = TableContents.decodable(table);
        long most = Math.max(
                1,
                Math.min(ROWS_AT_AN_END, MOST_BYTES / Math.max(1, table.layout().rowBytes())));
        long rows = table.rowCount();
        Contents contents = new Contents();
        table.layout().members().forEach(member -> contents.add(member.hashCode()));
        contents.add(rows);
        attempt(() -> {
            read(file, table, members, 0, Math.min(rows, most), contents);
            read(file, table, members, Math.max(most, rows - most), Math.max(most, rows), contents);
            if (rows <= 2 * most && members.size() == table.layout().members().size()) {
                tables.put(table.path(), contents.hash());
            }
        });
        if (!members.isEmpty()) {
            // parts of chunks, and what can be left out of them
            List<Integer> middle = List.of(members.get(members.size() / 2));
            attempt(() -> read(file, table, middle, Math.min(rows, most) / 2, Math.min(rows, most), new Contents()));
        }
        attempt(() -> readRecords(file, table));
        if (rows <= ROWS_AT_AN_END) {
            attempt(() -> readCycles(file, table));
        }
    }

    private static void read(
            BattdatFile file, TableInfo table, List<Integer> members, long firstRow, long endRow, Contents contents)
            throws IOException {
        if (firstRow >= endRow || endRow > table.rowCount()) {
            return;
        }
        try (TableReader reader = new TableReader(file.input(), table, members, firstRow, endRow)) {
            while (reader.next()) {
                for (int i = 0; i < members.size(); i++) {
                    contents.add(reader.column(i), 0, reader.rowCount());
                }
            }
        }
    }

    private static void readRecords(BattdatFile file, TableInfo table) throws IOException {
        try (RecordStream records = BattdatStreams.records(file, table.path())) {
            for (int i = 0; i < MOST_ITEMS && records.hasNext(); i++) {
                records.next().asMap();
            }
        }
    }

    private static void readCycles(BattdatFile file, TableInfo table) throws IOException {
        try (CycleStream cycles =
                BattdatStreams.cycles(file).prefix(table.prefix()).table(table.name())) {
            for (int i = 0; i < MOST_ITEMS && cycles.hasNext(); i++) {
                cycles.next();
            }
        }
    }

    /** A refusal is an exception of battdat's that names the file. */
    private void attempt(Attempt attempt) throws IOException {
        try {
            attempt.run();
        } catch (BattdatException e) {
            if (e.getMessage() == null || !e.getMessage().contains(BytesInput.LOCATION)) {
                throw new IllegalStateException("the file is not named: " + e.getMessage(), e);
            }
            refusals.add(e.getMessage());
        }
    }
}
