package io.battdat.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.hdf5.write.WriteMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong in a vendor's file is said with file, line and remedy. */
class VendorProblemsTest {
    private static final String ARBIN = "Cycle_Index,DateTime,Current,Voltage,Internal_Resistance,Temperature\n";
    private static final String MACCOR_DATE =
            "Today's Date 04/04/2016  Date of Test:\t03/31/2016\tProcedure: 25 \u00b0C\r\n";
    private static final String MACCOR = "Rec#\tCyc#\tTest (Min)\tAmps\tVolts\tState\tDPt Time\r\n";

    @TempDir
    Path folder;

    private ReadTable arbin(String rows) throws IOException {
        return ReadTable.of(
                VendorFormats.ARBIN,
                VendorOptions.DEFAULT,
                "raw_data",
                List.of(VendorFixtures.write(folder, "cell.csv", rows)));
    }

    private ReadTable maccor(String... files) throws IOException {
        for (int i = 0; i < files.length; i++) {
            VendorFixtures.write(folder, "cell.00" + (i + 1), files[i]);
        }
        return ReadTable.of(VendorFormats.MACCOR, VendorOptions.DEFAULT, "raw_data", LocalFile.in(folder, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,10,x1,3.5,,25       | line 3: column Current holds no number: x1",
                "1,10,0.1,,,25         | line 3: column Voltage is empty",
                "1,10,0.1              | line 3: column Voltage is empty",
                "1.5,10,0.1,3.5,,25    | line 3: column Cycle_Index holds no whole number: 1.5",
                "0,10,0.1,3.5,,25      | line 3: cycle 0 comes after cycle 1",
                "1,-20,0.1,3.5,,25     | line 3: the time goes back by 20.0 s",
                "1,10,0.1,3.5,,25,7    | line 3: the row has 7 fields, but there are 6 columns",
                "1,10,0.1,3.5,,\"25    | line 3: a quoted field does not end in this line",
                "1,10,0.1,3.5,\"1\"0,2 | line 3: there is text behind a closing quote"
            })
    void badRowsAreNamed(String row, String problem) {
        assertThatThrownBy(() -> arbin(ARBIN + "1,0,0.1,3.5,,25\n" + row + "\n"))
                .isInstanceOf(VendorFileException.class)
                .hasMessageContaining("cell.csv, " + problem)
                .message()
                .matches(
                        message -> message.endsWith(".")
                                || message.endsWith("mend the line")
                                || message.endsWith("begins anew")
                                || message.endsWith("begin anew"),
                        "has a remedy");
    }

    @Test
    void aMissingColumnIsNamedBeforeAnythingIsWritten() throws IOException {
        LocalFile file = VendorFixtures.write(folder, "cell.csv", ARBIN.replace("Voltage", "Volts") + "1,0,0,3,,\n");
        VendorReader reader = VendorFormats.ARBIN.reader(new CellFiles("cell", List.of(file)), VendorOptions.DEFAULT);
        Path target = folder.resolve("cell.h5");
        assertThatThrownBy(() -> BattdatConversion.write(reader, target, WriteMode.CREATE, 0))
                .isInstanceOf(VendorFileException.class)
                .hasMessageContaining(
                        "there is no column Voltage; the columns are Cycle_Index, DateTime, Current, Volts");
        assertThat(target).doesNotExist();
    }

    @Test
    void aBadRowLeavesNoFile() throws IOException {
        LocalFile file = VendorFixtures.write(folder, "cell.csv", ARBIN + "1,0,0,3,,\n1,1,0,?,,\n");
        VendorReader reader = VendorFormats.ARBIN.reader(new CellFiles("cell", List.of(file)), VendorOptions.DEFAULT);
        assertThatThrownBy(() -> BattdatConversion.write(reader, folder.resolve("cell.h5"), WriteMode.CREATE, 0))
                .isInstanceOf(VendorFileException.class);
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file.path());
        }
    }

    @Test
    void partsInTheWrongOrderAreRefused() {
        assertThatThrownBy(() -> maccor(MACCOR_DATE + MACCOR, MACCOR_DATE.replace("03/31", "03/30") + MACCOR))
                .isInstanceOf(VendorFileException.class)
                .hasMessageContaining("cell.002, line 1: the date of the test, 2016-03-30, is before that of")
                .hasMessageContaining("cell.001, 2016-03-31");
    }

    @Test
    void aMaccorFileWithoutItsDateIsRefused() {
        assertThatThrownBy(() -> maccor("Procedure: x\r\n" + MACCOR))
                .hasMessageContaining("cell.001, line 1: there is no date of the test");
        assertThatThrownBy(() -> maccor(MACCOR_DATE.replace("03/31", "13/31") + MACCOR))
                .hasMessageContaining("cell.001, line 1: there is no date of the test");
    }

    @Test
    void aMaccorHeaderMayBeLatin1AndAStateUnknown() throws IOException {
        ReadTable read = maccor(MACCOR_DATE + MACCOR + "1\t0\t0.5\t0.1\t3.3\tQ\t03/31/2016 16:05:31\t\t\r\n");
        assertThat(read.values("state")).containsExactly("unknown");
        assertThat(read.values("time")).containsExactly(1459440331.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Discharge", "d", "", "4"})
    void aStateThatIsNoneIsNamed(String state) {
        assertThatThrownBy(() -> maccor(
                        MACCOR_DATE + MACCOR + "1\t0\t0.5\t0.1\t3.3\t" + state + "\t03/31/2016 16:05:31\t\t\r\n"))
                .isInstanceOf(VendorFileException.class)
                .hasMessageContaining("cell.001, line 3: column State holds no state: '" + state + "'");
    }

    /** One field of the second row is another one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hub-raw.csv        | Voltage_V     | 3.4.5 | column Voltage_V holds no number: 3.4.5",
                "hub-raw.csv        | Cycle_Index   |       | column Cycle_Index is empty",
                "hub-raw.csv        | Step          | 1.5   | column Step holds no whole number: 1.5",
                "hub-raw.csv        | Datenum_d     | 1e9   | column Datenum_d holds no day",
                "hub-summary.csv    | Q_chg         | 1,5,  | the row has",
                "ba_timeseries.csv  | Date_Time     | noon  | column Date_Time holds no time",
                "ba_timeseries.csv  | Current (A)   | 1.0A  | column Current (A) holds no number: 1.0A",
                "ba_cycle_data.csv  | Cycle_Index   | two   | column Cycle_Index holds no number: two",
            })
    void badRowsOfArchivesAreNamed(String name, String column, String value, String problem) throws IOException {
        List<String> lines = new ArrayList<>(
                Files.readAllLines(VendorFixtures.file("cell-" + name).path()));
        lines.set(0, lines.get(0).replace("\uFEFF", ""));
        String[] fields = lines.get(2).split(",", -1);
        int index = List.of(lines.get(0).split(",")).indexOf(column);
        fields[index] = value == null ? "" : value;
        lines.set(2, String.join(",", fields));
        assertThatThrownBy(() -> readAll(name, lines))
                .isInstanceOf(VendorFileException.class)
                .hasMessageContaining("cell-" + name + ", line 3: " + problem);
        lines.set(2, lines.get(1));
        lines.set(0, lines.get(0).replace(column, "Something"));
        assertThatThrownBy(() -> readAll(name, lines))
                .isInstanceOf(VendorFileException.class)
                .hasMessageContaining("cell-" + name + ": there is no column " + column + "; the columns are ");
    }

    private void readAll(String name, List<String> lines) throws IOException {
        LocalFile file = VendorFixtures.write(folder, "cell-" + name, String.join("\n", lines));
        VendorFormat format = name.startsWith("hub") ? VendorFormats.BATTERY_DATA_HUB : VendorFormats.BATTERY_ARCHIVE;
        CellFiles cell = format.group(List.of(file)).get(0);
        for (VendorTable table : format.reader(cell, VendorOptions.DEFAULT).tables()) {
            try (ColumnBatches batches = table.open()) {
                while (batches.next()) {
                    assertThat(batches.rowCount()).isPositive();
                }
            }
        }
    }

    @Test
    void aClockTimeThatIsNoneIsNamed() {
        assertThatThrownBy(() -> maccor(MACCOR_DATE + MACCOR + "1\t0\t0.5\t0.1\t3.3\tR\t16:65:31\r\n"))
                .hasMessageContaining("cell.001, line 3: column DPt Time holds no time: '16:65:31'")
                .hasMessageContaining("ignoreTime");
    }

    @Test
    void anUtf16FileAndAnEmptyOneAreNamed() {
        assertThatThrownBy(() -> arbin("\u00ff\u00feC\u0000y\u0000"))
                .hasMessageContaining("cell.csv: the text is UTF-16. Convert it to UTF-8");
        assertThatThrownBy(() -> arbin("\n\n")).hasMessageContaining("cell.csv: there is no line of column names");
    }

    @Test
    void textOfAnotherEncodingIsNamedWithItsLine() throws IOException {
        String text =
                Files.readString(VendorFixtures.file("cell-hub-summary.csv").path());
        LocalFile file = VendorFixtures.write(folder, "x-summary.csv", text.replaceFirst("Aging", "caf\u00e9"));
        VendorOptions all = VendorOptions.DEFAULT.withStoreAll(true);
        assertThatThrownBy(() -> ReadTable.of(VendorFormats.BATTERY_DATA_HUB, all, "cycle_stats", List.of(file)))
                .isInstanceOf(VendorFileException.class)
                .hasMessageContaining("x-summary.csv, line 2: column Cycle_Label holds bytes that are not UTF-8")
                .hasMessageContaining("iconv");
        // who does not want the text does not mind it
        assertThat(ReadTable.of(VendorFormats.BATTERY_DATA_HUB, VendorOptions.DEFAULT, "cycle_stats", List.of(file))
                        .rowCount())
                .isEqualTo(5);
    }

    @Test
    void marksLineEndsAndQuotesDoNotMatter() throws IOException {
        String row = "1,10,0.5,3.5,,25";
        ReadTable plain = arbin(ARBIN + row);
        ReadTable odd =
                arbin("\u00ef\u00bb\u00bf" + ARBIN.replace("\n", "\r\n") + "\r\n\"1\",\"10\",0.5,\"3.5\",,25,,\r\n\n");
        assertThat(plain.rowCount()).isEqualTo(1);
        for (String column : plain.columns().keySet()) {
            assertThat(odd.values(column)).as(column).isEqualTo(plain.values(column));
        }
    }

    @Test
    void aNameOfAnotherEncodingIsNamedIfItIsWanted() throws IOException {
        String text =
                Files.readString(VendorFixtures.file("cell-hub-summary.csv").path());
        LocalFile file = VendorFixtures.write(folder, "x-summary.csv", text.replaceFirst("Cycle_Label", "\u00e9tat"));
        VendorOptions all = VendorOptions.DEFAULT.withStoreAll(true);
        assertThatThrownBy(() -> ReadTable.of(VendorFormats.BATTERY_DATA_HUB, all, "cycle_stats", List.of(file)))
                .isInstanceOf(VendorFileException.class)
                .hasMessageContaining("x-summary.csv, line 1: the name of column")
                .hasMessageContaining("not UTF-8");
    }

    @Test
    void whatIsOutOfAllProportionIsRefusedInAFewWords() throws IOException {
        assertThatThrownBy(() -> arbin(",".repeat(100_000) + "\n"))
                .hasMessageContaining("cell.csv, line 1: the line of names has 100001 fields");
        assertThatThrownBy(() -> arbin("a".repeat(100_000) + ",b".repeat(1000) + "\n"))
                .hasMessageContaining("there is no column")
                .message()
                .hasSizeLessThan(1000);
        assertThatThrownBy(() -> arbin(ARBIN + "1,0,0.1,3.5,,25" + ",1".repeat(200_000) + "\n"))
                .hasMessageContaining("cell.csv, line 2: the row has 200006 fields");
        assertThatThrownBy(() -> arbin(ARBIN + "1,0," + "x".repeat(500_000) + ",3.5,,25\n"))
                .hasMessageContaining("cell.csv, line 2: column Current holds no number: xxx")
                .message()
                .hasSizeLessThan(1000);
        String hub = Files.readAllLines(
                        VendorFixtures.file("cell-hub-summary.csv").path())
                .get(0);
        LocalFile file = VendorFixtures.write(
                folder,
                "x-summary.csv",
                hub + ",remark\n1" + ",1".repeat(hub.split(",").length - 1) + "," + "r".repeat(5000));
        assertThatThrownBy(() -> ReadTable.of(
                        VendorFormats.BATTERY_DATA_HUB,
                        VendorOptions.DEFAULT.withStoreAll(true),
                        "cycle_stats",
                        List.of(file)))
                .hasMessageContaining("x-summary.csv, line 2: column remark holds a text of 5000 bytes");
    }

    @Test
    void batchesOfLongTextsAreShort() throws IOException {
        String hub = Files.readAllLines(
                        VendorFixtures.file("cell-hub-summary.csv").path())
                .get(0);
        String row = "1" + ",1".repeat(hub.split(",").length - 1) + "," + "r".repeat(4000) + "\n";
        LocalFile file = VendorFixtures.write(folder, "x-summary.csv", hub + ",remark\n" + row.repeat(3000));
        CellFiles cell = VendorFormats.BATTERY_DATA_HUB.group(List.of(file)).get(0);
        VendorTable table = VendorFormats.BATTERY_DATA_HUB
                .reader(cell, VendorOptions.DEFAULT.withStoreAll(true))
                .tables()
                .get(0);
        int rows = 0;
        try (ColumnBatches batches = table.open()) {
            while (batches.next()) {
                assertThat(batches.rowCount()).isLessThan(1100);
                rows += batches.rowCount();
            }
        }
        assertThat(rows).isEqualTo(3000);
    }

    @Test
    void aFileThatIsNoTextIsRefusedInBoundedMemory() throws IOException {
        Files.write(folder.resolve("cell.csv"), new byte[8 << 20]);
        assertThatThrownBy(() -> ReadTable.of(
                        VendorFormats.ARBIN, VendorOptions.DEFAULT, "raw_data", LocalFile.in(folder, false)))
                .hasMessageContaining("cell.csv, line 1: the line has more than 1048576 bytes");
    }
}
