package io.battdat.examples;

import io.battdat.column.DoubleColumn;
import io.battdat.convert.BattdatConversion;
import io.battdat.convert.BatteryArchiveWriter;
import io.battdat.convert.CellFiles;
import io.battdat.convert.ColumnBatches;
import io.battdat.convert.ExportTarget;
import io.battdat.convert.LocalFile;
import io.battdat.convert.VendorFormats;
import io.battdat.convert.VendorOptions;
import io.battdat.convert.VendorReader;
import io.battdat.convert.VendorTable;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.write.WriteMode;
import io.battdat.postprocess.CycleStats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * Plain Java without Spark: exports of MACCOR cyclers as battdat files with statistics of their cycles, and these as CSV
 * files for Battery Archive.
 *
 * <p>Usage: {@code ReadVendorFiles <directory of exports> [<empty directory>]}
 */
public final class ReadVendorFiles {
    private ReadVendorFiles() {}

    public static void main(String[] arguments) throws IOException {
        Path exports = Path.of(arguments[0]);
        Path archive = arguments.length > 1 ? Path.of(arguments[1]) : Files.createTempDirectory("battdat-archive");

        // each cell's files, part by part, become a battdat file
        for (CellFiles cell : VendorFormats.MACCOR.group(LocalFile.in(exports, true))) {
            VendorReader reader = VendorFormats.MACCOR.reader(cell, VendorOptions.DEFAULT);
            Path file = archive.resolve(cell.cell() + ".h5");
            Map<String, Long> rows = BattdatConversion.write(reader, file, WriteMode.CREATE, 5);
            System.out.println(cell.cell() + ": " + rows);

            // a table that it lacks is computed
            System.out.println("cycles: " + CycleStats.addTo(file, "/", 5));

            // CSV files for Battery Archive
            Path directory = Files.createDirectory(archive.resolve(cell.cell()));
            try (BattdatFile battdat = BattdatFile.open(file)) {
                new BatteryArchiveWriter(ZoneOffset.UTC).export(battdat, "/", ExportTarget.directory(directory));
            }

            // the same rows without any file
            double highest = 0;
            for (VendorTable table : reader.tables()) {
                try (ColumnBatches batches = table.open()) {
                    while (batches.next()) {
                        DoubleColumn voltage = (DoubleColumn) batches.columns().get("voltage");
                        for (int row = 0; row < batches.rowCount(); row++) {
                            highest = Math.max(highest, voltage.values()[row]);
                        }
                    }
                }
            }
            System.out.println("highest voltage: " + highest + " V");
        }
        System.out.println("written to " + archive);
    }
}
