package io.battdat.convert;

import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.write.Hdf5OutputFile;
import io.battdat.hdf5.write.WriteMode;
import io.battdat.streaming.HDF5Writer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes cells that vendor files hold as battdat files.
 *
 * <pre>{@code
 * for (CellFiles cell : VendorFormats.ARBIN.group(LocalFile.in(directory, true))) {
 *     VendorReader reader = VendorFormats.ARBIN.reader(cell, VendorOptions.DEFAULT);
 *     BattdatConversion.write(reader, target.resolve(cell.cell() + ".h5"), WriteMode.CREATE, 5);
 * }
 * }</pre>
 */
public final class BattdatConversion {
    private BattdatConversion() {}

    /**
     * Writes a cell to a file of its own, which is seen when it is complete; if anything fails, nothing changes.
     *
     * @param complevel zlib's level, 0 for none
     * @return the rows of each table
     * @throws VendorFileException if the vendor's files are not as they should be
     */
    public static Map<String, Long> write(VendorReader reader, Path path, WriteMode mode, int complevel)
            throws IOException {
        Hdf5OutputFile file = Hdf5OutputFile.open(path, mode, reader.metadata());
        try {
            Map<String, Long> rows = write(reader, file, BattdatFile.ROOT, complevel);
            file.close();
            return rows;
        } catch (IOException | RuntimeException e) {
            file.abort();
            throw e;
        }
    }

    /**
     * Writes the tables of a cell to a file that is open; the caller sets the metadata.
     *
     * @param prefix the cell's group
     * @return the rows of each table
     */
    public static Map<String, Long> write(VendorReader reader, Hdf5OutputFile file, String prefix, int complevel)
            throws IOException {
        Map<String, Long> rows = new LinkedHashMap<>();
        for (VendorTable table : reader.tables()) {
            rows.put(table.name(), write(table, file, prefix, complevel));
        }
        return rows;
    }

    private static long write(VendorTable table, Hdf5OutputFile file, String prefix, int complevel) throws IOException {
        long rows = 0;
        try (HDF5Writer writer = HDF5Writer.over(file)
                .prefix(prefix)
                .table(table.name())
                .schema(table.schema())
                .complevel(complevel)
                .expectedRows(table.estimatedRows())) {
            table.columns().forEach(writer::column);
            try (ColumnBatches batches = table.open()) {
                while (batches.next()) {
                    writer.writeColumns(batches.columns(), 0, batches.rowCount());
                    rows += batches.rowCount();
                }
            }
        }
        return rows;
    }
}
