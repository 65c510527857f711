package io.battdat.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.battdat.BattdatException;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.TableInfo;
import io.battdat.io.LocalInput;
import io.battdat.testing.CountingInput;
import io.battdat.testing.DamagedFile;
import io.battdat.testing.SampleFolder;
import io.battdat.testing.TableContents;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is due for each damaged or hostile file happens: rows or a clear error, soon, and in little memory. */
class DamagedFilesTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    /** Each of the files has a few kilobytes. */
    private static final long LITTLE_MEMORY = 64 << 20;

    /** Where a table declares more rows than could be kept, so many are read from each of its ends. */
    private static final long ROWS_AT_AN_END = 100_000;

    private static final int SOUND_ROWS = 90;

    /** The damage that nobody can notice: one bit of one value. */
    private static final String UNNOTICED = "data-plain-flip.h5";

    static List<DamagedFile> files() {
        return SampleFolder.damagedFiles();
    }

    @ParameterizedTest
    @MethodSource("files")
    void doesWhatIsDue(DamagedFile damaged) {
        assertTimeoutPreemptively(SOON, () -> {
            long before = allocatedBytes();
            switch (damaged.due()) {
                case ERROR -> assertClearError(damaged, () -> readRows(damaged.path()));
                case READABLE -> checkSoundRows(damaged);
                case METADATA_ERROR -> {
                    checkSoundRows(damaged);
                    assertClearError(damaged, () -> readMetadata(damaged.path()));
                }
                case EITHER -> checkEither(damaged);
            }
            assertThat(allocatedBytes() - before).as("bytes allocated").isLessThan(LITTLE_MEMORY);
        });
    }

    /** Whatever asking for metadata does, it ends in an answer or in a clear error. */
    @ParameterizedTest
    @MethodSource("files")
    void givesMetadataOrAClearError(DamagedFile damaged) {
        assertTimeoutPreemptively(SOON, () -> {
            try {
                readMetadata(damaged.path());
            } catch (BattdatException e) {
                assertTellsWhere(damaged, e);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("files")
    void leavesNothingOpen(DamagedFile damaged) throws IOException {
        CountingInput input = new CountingInput(LocalInput.open(damaged.path()));
        try (BattdatFile file = BattdatFile.open(input)) {
            assertThat(file.location()).isEqualTo(damaged.path().toString());
        } catch (BattdatException e) {
            assertTellsWhere(damaged, e);
        }
        assertThat(input.isClosed()).isTrue();
    }

    private static void assertClearError(
            DamagedFile damaged, org.assertj.core.api.ThrowableAssert.ThrowingCallable attempt) {
        assertThatThrownBy(attempt)
                .isInstanceOf(BattdatException.class)
                .satisfies(e -> assertTellsWhere(damaged, (BattdatException) e));
    }

    /** The message starts with the file, then names a place or a table, then says what is wrong there. */
    private static void assertTellsWhere(DamagedFile damaged, BattdatException e) {
        assertThat(e.getMessage())
                .as("message")
                .startsWith(damaged.path() + ": ")
                .matches("(?s).*\\Q" + damaged.name() + "\\E: (.{4,}: .{8,}|there is no table .{8,})");
    }

    private static void checkEither(DamagedFile damaged) throws IOException {
        try {
            for (TableContents rows : readRows(damaged.path())) {
                rows.members().forEach(rows::bytes);
            }
        } catch (BattdatException e) {
            assertTellsWhere(damaged, e);
        }
    }

    private static void checkSoundRows(DamagedFile damaged) throws IOException {
        TableContents sound =
                readRows(damaged.path().resolveSibling("base-good.h5")).get(0);
        List<TableContents> found = readRows(damaged.path());
        assertThat(found).hasSize(1);
        assertThat(found.get(0).rowCount()).isEqualTo(SOUND_ROWS);
        int different = 0;
        for (int member : sound.members()) {
            byte[] expected = sound.bytes(member);
            byte[] bytes = found.get(0).bytes(member);
            assertThat(bytes).hasSameSizeAs(expected);
            for (int i = 0; i < bytes.length; i++) {
                different += Integer.bitCount((bytes[i] ^ expected[i]) & 0xFF);
            }
        }
        assertThat(different).as("bits that differ").isEqualTo(damaged.name().equals(UNNOTICED) ? 1 : 0);
    }

    /** All rows, or those at both ends. */
    private static List<TableContents> readRows(Path path) throws IOException {
        try (BattdatFile file = BattdatFile.open(path)) {
            TableInfo table = file.table(BattdatFile.ROOT, BattdatFile.RAW_DATA);
            List<Integer> members = new ArrayList<>();
            for (int i = 0; i < table.layout().members().size(); i++) {
                members.add(i);
            }
            long rows = table.rowCount();
            if (rows <= 2 * ROWS_AT_AN_END) {
                return List.of(TableContents.read(file.input(), table, members));
            }
            return List.of(
                    TableContents.read(file.input(), table, members, 0, ROWS_AT_AN_END),
                    TableContents.read(file.input(), table, members, rows - ROWS_AT_AN_END, rows));
        }
    }

    private static void readMetadata(Path path) throws IOException {
        try (BattdatFile file = BattdatFile.open(path)) {
            assertThat(file.metadata()).isNotNull();
            assertThat(file.columnSchema(BattdatFile.ROOT, BattdatFile.RAW_DATA))
                    .isNotNull();
        }
    }

    private static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
