package io.battdat.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.zones.TableScan;
import io.battdat.hdf5.zones.ZoneGrid;
import io.battdat.hdf5.zones.ZoneValues;
import io.battdat.testing.BytesInput;
import io.battdat.testing.CountingInput;
import io.battdat.testing.SampleFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IndexFileTest {
    private static final List<String> FIXTURES =
            List.of("comp-zlib-5", "types-integers", "cells-prefixes", "size-empty", "comp-blosc2-manychunks");

    private static List<ScannedTable> scan(String fixture) throws IOException {
        List<ScannedTable> tables = new ArrayList<>();
        try (BattdatFile file = BattdatFile.open(SampleFolder.fixture(fixture))) {
            for (BattdatFile.TableName name : file.tableNames()) {
                TableInfo table = file.table(name.prefix(), name.name());
                ZoneGrid grid = ZoneGrid.of(table);
                tables.add(new ScannedTable(
                        name.prefix(),
                        name.name(),
                        file.cellName(name.prefix()),
                        table.chunks().totalStoredBytes(),
                        TableStructure.checksum(table),
                        grid,
                        TableScan.scan(file.input(), table, grid, 0, grid.zoneCount())
                                .values()));
            }
        }
        return tables;
    }

    private static byte[] index() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        IndexFileWriter writer = new IndexFileWriter(bytes);
        for (String fixture : FIXTURES) {
            writer.add("cells/" + fixture + ".h5", 1000 + fixture.length(), 77, scan(fixture));
        }
        writer.finish();
        return bytes.toByteArray();
    }

    private static IndexFileReader open(byte[] bytes) throws IOException {
        return IndexFileReader.open(new BytesInput(bytes));
    }

    private static List<IndexedFile> all(IndexFileReader reader) throws IOException {
        return reader.files(key -> true, (prefix, name) -> true);
    }

    private static void assertSame(ZoneGrid grid, ZoneValues found, ZoneValues expected) {
        for (int column = 0; column < grid.columns().size(); column++) {
            for (int zone = 0; zone < grid.zoneCount(); zone++) {
                assertThat(found.minimum(column, zone)).isEqualTo(expected.minimum(column, zone));
                assertThat(found.maximum(column, zone)).isEqualTo(expected.maximum(column, zone));
                assertThat(found.holdsNan(column, zone)).isEqualTo(expected.holdsNan(column, zone));
                assertThat(found.isAscending(column, zone)).isEqualTo(expected.isAscending(column, zone));
            }
        }
    }

    private static void assertHoldsAll(byte[] bytes) throws IOException {
        try (IndexFileReader reader = open(bytes)) {
            List<IndexedFile> files = all(reader);
            assertThat(files).hasSameSizeAs(FIXTURES);
            for (int i = 0; i < files.size(); i++) {
                String fixture = FIXTURES.get(i);
                assertThat(files.get(i).key()).isEqualTo("cells/" + fixture + ".h5");
                assertThat(files.get(i).isOf(1000 + fixture.length(), 77)).isTrue();
                assertThat(files.get(i).isOf(1000 + fixture.length(), 78)).isFalse();
                assertThat(files.get(i).isOf(1001 + fixture.length(), 77)).isFalse();
                List<ScannedTable> expected = scan(fixture);
                assertThat(files.get(i).tables()).hasSameSizeAs(expected);
                for (int t = 0; t < expected.size(); t++) {
                    IndexedTable table = files.get(i).tables().get(t);
                    assertThat(table.prefix()).isEqualTo(expected.get(t).prefix());
                    assertThat(table.name()).isEqualTo(expected.get(t).name());
                    assertThat(table.cell()).isEqualTo(expected.get(t).cell());
                    assertThat(table.storedBytes()).isEqualTo(expected.get(t).storedBytes());
                    assertThat(table.structure()).isEqualTo(expected.get(t).structure());
                    assertThat(table.grid()).isEqualTo(expected.get(t).grid());
                    assertSame(
                            table.grid(), reader.zones(table), expected.get(t).zones());
                    ZoneValues summary = expected.get(t).summary();
                    for (int column = 0; column < table.grid().columns().size(); column++) {
                        assertThat(table.summary().minimum(column, 0)).isEqualTo(summary.minimum(column, 0));
                        assertThat(table.summary().maximum(column, 0)).isEqualTo(summary.maximum(column, 0));
                        assertThat(table.summary().holdsNan(column, 0)).isEqualTo(summary.holdsNan(column, 0));
                        assertThat(table.summary().isAscending(column, 0)).isEqualTo(summary.isAscending(column, 0));
                    }
                }
            }
        }
    }

    @Test
    void whatWasScannedIsFoundAgain() throws IOException {
        assertHoldsAll(index());
    }

    @Test
    void filesAreCopiedFromOneIndexToAnother() throws IOException {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        try (IndexFileReader reader = open(index())) {
            IndexFileWriter writer = new IndexFileWriter(copy);
            for (IndexedFile file : all(reader)) {
                writer.copy(reader, file);
            }
            writer.finish();
        }
        assertHoldsAll(copy.toByteArray());
    }

    /** A table ascends if every zone does and none begins below the one before. */
    @Test
    void aTableIsSummedUp() throws IOException {
        ScannedTable table = scan("comp-blosc2-manychunks").stream()
                .filter(each -> each.name().equals("raw_data"))
                .findFirst()
                .orElseThrow();
        assertThat(table.grid().zoneCount()).isGreaterThan(1);
        List<String> ascending = new ArrayList<>();
        for (int column = 0; column < table.grid().columns().size(); column++) {
            if (table.summary().isAscending(column, 0)) {
                ascending.add(table.grid().columns().get(column).name());
            }
        }
        assertThat(ascending).contains("cycle_number", "test_time").doesNotContain("voltage", "current");
    }

    @Test
    void onlyWhatIsAskedForIsReadAndKept() throws IOException {
        byte[] bytes = index();
        CountingInput input = new CountingInput(new BytesInput(bytes));
        try (IndexFileReader reader = IndexFileReader.open(input)) {
            List<IndexedFile> files = reader.files(key -> true, (prefix, name) -> prefix.equals("cell_10"));
            assertThat(files).hasSize(FIXTURES.size());
            assertThat(files.get(0).tables()).isEmpty();
            assertThat(files.get(2).tables()).hasSize(2).allMatch(table -> table.prefix()
                    .equals("cell_10"));
            assertThat(reader.files(key -> key.equals("cells/types-integers.h5"), (prefix, name) -> true))
                    .singleElement()
                    .extracting(IndexedFile::key)
                    .isEqualTo("cells/types-integers.h5");
        }
        assertThat(input.isClosed()).isTrue();
        assertThat(input.bytes()).isLessThanOrEqualTo(bytes.length);
    }

    /** Whatever becomes of an index file, it is found out, and nothing is made of it that was not put in. */
    @Test
    void damageIsFoundOut() throws IOException {
        byte[] sound = index();
        Random random = new Random(3);
        int damaged = 0;
        for (int i = 0; i < 3000; i++) {
            byte[] bytes = sound.clone();
            int at = i < 100 ? bytes.length - 1 - i : random.nextInt(bytes.length);
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            damaged += isFoundOut(bytes) ? 1 : 0;
        }
        // the header is for people who look at the file
        assertThat(damaged).isGreaterThan(2900);
        for (int length = 0; length < sound.length; length += 1 + random.nextInt(40)) {
            assertThat(isFoundOut(Arrays.copyOf(sound, length)))
                    .as("cut to %d", length)
                    .isTrue();
        }
    }

    private static boolean isFoundOut(byte[] bytes) throws IOException {
        try {
            assertHoldsAll(bytes);
            return false;
        } catch (DamagedIndexException e) {
            assertThat(e).hasMessageContaining("memory.h5");
            return true;
        }
    }

    /** What a checksum does not tell, because somebody made it fit. */
    @Test
    void lengthsAreChecked() throws IOException {
        byte[] sound = index();
        int footer = sound.length - IndexFileWriter.FOOTER_BYTES;
        for (long position : new long[] {-1, 0, sound.length, Long.MAX_VALUE}) {
            byte[] bytes = sound.clone();
            ByteBuffer.wrap(bytes).putLong(footer, position);
            assertThat(isFoundOut(bytes)).isTrue();
        }
        for (int offset : new int[] {Long.BYTES, Long.BYTES + Integer.BYTES}) {
            for (int length : new int[] {-1, Integer.MAX_VALUE, 0}) {
                byte[] bytes = sound.clone();
                ByteBuffer.wrap(bytes).putInt(footer + offset, length);
                assertThat(isFoundOut(bytes)).isTrue();
            }
        }
    }

    @Test
    void laterVersionsAreRefused() throws IOException {
        byte[] bytes = index();
        ByteBuffer.wrap(bytes).putInt(bytes.length - 8 - Integer.BYTES, 2);
        assertThatThrownBy(() -> open(bytes))
                .isInstanceOf(DamagedIndexException.class)
                .hasMessageContaining("it is of version 2, and only 1 is known");
    }

    @Test
    void aFileIsInAnIndexOnce() throws IOException {
        IndexFileWriter writer = new IndexFileWriter(new ByteArrayOutputStream());
        writer.add("a.h5", 1, 2, List.of());
        assertThatThrownBy(() -> writer.add("a.h5", 3, 4, List.of()))
                .hasMessageContaining("a.h5 is in the index already");
    }

    /** Each thing that tells where the rows are tells a changed table from the one that was scanned. */
    @Test
    void structureTellsTablesApart() throws IOException {
        List<Integer> checksums = new ArrayList<>();
        for (String fixture : List.of("comp-zlib-1", "comp-zlib-5", "comp-zlib-9", "comp-none", "comp-lzo")) {
            try (BattdatFile file = BattdatFile.open(SampleFolder.fixture(fixture))) {
                TableInfo table = file.table("/", "raw_data");
                checksums.add(TableStructure.checksum(table));
                assertThat(TableStructure.checksum(file.table("/", "raw_data")))
                        .isEqualTo(checksums.get(checksums.size() - 1));
                checksums.add(TableStructure.checksum(new TableInfo(
                        table.file(),
                        table.prefix(),
                        table.name(),
                        table.rowCount() + 1,
                        table.layout(),
                        table.filters(),
                        table.chunkRows(),
                        table.chunks(),
                        table.fillRow())));
            }
        }
        assertThat(checksums).doesNotHaveDuplicates();
    }
}
