package io.battdat.benchmarks;

import static org.bytedeco.hdf5.global.hdf5.H5Dclose;
import static org.bytedeco.hdf5.global.hdf5.H5Dcreate2;
import static org.bytedeco.hdf5.global.hdf5.H5Dget_space;
import static org.bytedeco.hdf5.global.hdf5.H5Dwrite;
import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_TRUNC;
import static org.bytedeco.hdf5.global.hdf5.H5Fclose;
import static org.bytedeco.hdf5.global.hdf5.H5Fcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Gclose;
import static org.bytedeco.hdf5.global.hdf5.H5Gopen2;
import static org.bytedeco.hdf5.global.hdf5.H5P_CLS_DATASET_CREATE_ID_g;
import static org.bytedeco.hdf5.global.hdf5.H5P_DEFAULT;
import static org.bytedeco.hdf5.global.hdf5.H5Pclose;
import static org.bytedeco.hdf5.global.hdf5.H5Pcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_chunk;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_deflate;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_shuffle;
import static org.bytedeco.hdf5.global.hdf5.H5S_SELECT_SET;
import static org.bytedeco.hdf5.global.hdf5.H5S_UNLIMITED;
import static org.bytedeco.hdf5.global.hdf5.H5Sclose;
import static org.bytedeco.hdf5.global.hdf5.H5Screate_simple;
import static org.bytedeco.hdf5.global.hdf5.H5Sselect_hyperslab;
import static org.bytedeco.hdf5.global.hdf5.H5T_COMPOUND;
import static org.bytedeco.hdf5.global.hdf5.H5T_IEEE_F64LE_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_STD_I64LE_g;
import static org.bytedeco.hdf5.global.hdf5.H5Tclose;
import static org.bytedeco.hdf5.global.hdf5.H5Tcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Tinsert;
import static org.bytedeco.hdf5.global.hdf5.H5open;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;

/**
 * Writes a battdat file with one table {@code raw_data} through the HDF5 C library, as PyTables would: the same chunks,
 * filters and attributes. Values: {@link CyclerRows}.
 */
record BenchmarkTable(long rows, Storage storage) {
    /** Rows of a chunk: what PyTables chooses for 5 million rows of these columns. */
    static final int CHUNK_ROWS = 2340;

    static final int ROW_BYTES = CyclerRows.COLUMNS.size() * Long.BYTES;

    private static final int ZLIB_LEVEL = 5;
    private static final int BATCH_ROWS = 50 * CHUNK_ROWS;
    static final long SEED = 1;
    private static final String BATTDAT_VERSION = "0.4.9";
    private static final String BATTERY_METADATA =
            "{\"name\": \"benchmark\", \"version\": \"" + BATTDAT_VERSION + "\", \"is_measurement\": false}";

    /** The filters of a table. */
    enum Storage {
        /** As battdat writes. */
        ZLIB_SHUFFLE(true, true),
        ZLIB(false, true),
        /** Byte planes, not compressed: what is left of decoding when inflating costs nothing. */
        SHUFFLE(true, false),
        UNCOMPRESSED(false, false);

        private final boolean shuffled;
        private final boolean deflated;

        Storage(boolean shuffled, boolean deflated) {
            this.shuffled = shuffled;
            this.deflated = deflated;
        }
    }

    /** Writes the file, over one that may be there; a batch of rows is in memory at a time. */
    Path write(Path path) {
        NativeObjects.check(H5open());
        try (NativeObjects objects = new NativeObjects()) {
            long file = objects.add(
                    H5Fcreate(path.toString(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), id -> H5Fclose(id));
            long root = objects.add(H5Gopen2(file, "/", H5P_DEFAULT), id -> H5Gclose(id));
            describeRoot(root);
            long type = objects.add(H5Tcreate(H5T_COMPOUND, ROW_BYTES), id -> H5Tclose(id));
            for (int i = 0; i < CyclerRows.COLUMNS.size(); i++) {
                long number = i < CyclerRows.INTEGER_COLUMNS ? H5T_STD_I64LE_g() : H5T_IEEE_F64LE_g();
                NativeObjects.check(H5Tinsert(type, CyclerRows.COLUMNS.get(i), (long) i * Long.BYTES, number));
            }
            long space = objects.add(H5Screate_simple(1, new long[] {rows}, H5S_UNLIMITED), id -> H5Sclose(id));
            long properties = objects.add(H5Pcreate(H5P_CLS_DATASET_CREATE_ID_g()), id -> H5Pclose(id));
            chooseFilters(properties);
            long dataset = objects.add(
                    H5Dcreate2(file, "raw_data", type, space, H5P_DEFAULT, properties, H5P_DEFAULT),
                    id -> H5Dclose(id));
            describeTable(dataset);
            writeRows(dataset, type);
        }
        return path;
    }

    private void chooseFilters(long properties) {
        NativeObjects.check(H5Pset_chunk(properties, 1, CHUNK_ROWS));
        if (storage.shuffled) {
            NativeObjects.check(H5Pset_shuffle(properties));
        }
        if (storage.deflated) {
            NativeObjects.check(H5Pset_deflate(properties, ZLIB_LEVEL));
        }
    }

    private static void describeRoot(long root) {
        NativeObjects.text(root, "CLASS", "GROUP");
        NativeObjects.text(root, "PYTABLES_FORMAT_VERSION", "2.1");
        NativeObjects.text(root, "TITLE", "");
        NativeObjects.text(root, "VERSION", "1.0");
        NativeObjects.text(root, "metadata", BATTERY_METADATA);
        NativeObjects.text(root, "battdat_version", BATTDAT_VERSION);
    }

    private void describeTable(long dataset) {
        NativeObjects.text(dataset, "CLASS", "TABLE");
        NativeObjects.text(dataset, "VERSION", "2.7");
        NativeObjects.text(dataset, "TITLE", "");
        NativeObjects.integer(dataset, "NROWS", rows);
        for (int i = 0; i < CyclerRows.COLUMNS.size(); i++) {
            NativeObjects.text(dataset, "FIELD_" + i + "_NAME", CyclerRows.COLUMNS.get(i));
        }
        NativeObjects.text(dataset, "metadata", columnSchema());
        NativeObjects.text(dataset, "battdat_version", BATTDAT_VERSION);
    }

    private static String columnSchema() {
        StringBuilder schema = new StringBuilder("{\"extra_columns\": {}");
        for (int i = 0; i < CyclerRows.COLUMNS.size(); i++) {
            String name = CyclerRows.COLUMNS.get(i);
            String type = i < CyclerRows.INTEGER_COLUMNS ? "integer" : "float";
            schema.append(", \"%s\": {\"required\": false, \"type\": \"%s\", \"description\": \"%s of the benchmark\"}"
                    .formatted(name, type, name));
        }
        return schema.append("}").toString();
    }

    private void writeRows(long dataset, long type) {
        CyclerRows values = new CyclerRows(SEED);
        ByteBuffer batch = ByteBuffer.allocateDirect(BATCH_ROWS * ROW_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long firstRow = 0; firstRow < rows; firstRow += BATCH_ROWS) {
            long endRow = Math.min(rows, firstRow + BATCH_ROWS);
            batch.clear();
            for (long row = firstRow; row < endRow; row++) {
                values.put(row, batch);
            }
            writeBatch(dataset, type, firstRow, endRow - firstRow, batch.flip());
        }
    }

    private static void writeBatch(long dataset, long type, long firstRow, long rowCount, ByteBuffer batch) {
        long[] start = {firstRow};
        long[] count = {rowCount};
        try (NativeObjects objects = new NativeObjects();
                BytePointer bytes = new BytePointer(batch)) {
            long inFile = objects.add(H5Dget_space(dataset), id -> H5Sclose(id));
            NativeObjects.check(H5Sselect_hyperslab(inFile, H5S_SELECT_SET, start, null, count, (long[]) null));
            long inMemory = objects.add(H5Screate_simple(1, count, (long[]) null), id -> H5Sclose(id));
            NativeObjects.check(H5Dwrite(dataset, type, inMemory, inFile, H5P_DEFAULT, bytes));
        }
    }
}
