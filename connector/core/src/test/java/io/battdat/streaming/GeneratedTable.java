package io.battdat.streaming;

import static org.bytedeco.hdf5.global.hdf5.H5Dclose;
import static org.bytedeco.hdf5.global.hdf5.H5Dcreate2;
import static org.bytedeco.hdf5.global.hdf5.H5Dwrite_chunk;
import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_TRUNC;
import static org.bytedeco.hdf5.global.hdf5.H5Fclose;
import static org.bytedeco.hdf5.global.hdf5.H5Fcreate;
import static org.bytedeco.hdf5.global.hdf5.H5P_CLS_DATASET_CREATE_ID_g;
import static org.bytedeco.hdf5.global.hdf5.H5P_DEFAULT;
import static org.bytedeco.hdf5.global.hdf5.H5Pcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_chunk;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_deflate;
import static org.bytedeco.hdf5.global.hdf5.H5S_UNLIMITED;
import static org.bytedeco.hdf5.global.hdf5.H5Screate_simple;
import static org.bytedeco.hdf5.global.hdf5.H5T_COMPOUND;
import static org.bytedeco.hdf5.global.hdf5.H5T_IEEE_F64LE_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_STD_I64LE_g;
import static org.bytedeco.hdf5.global.hdf5.H5Tcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Tinsert;
import static org.bytedeco.hdf5.global.hdf5.H5open;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.bytedeco.javacpp.BytePointer;

/**
 * Writes a table {@code raw_data} with the HDF5 C library: {@code cycle_number} (int64), then {@code value_0} and on
 * (float64), each of which holds the number of its row in its chunk; zlib.
 *
 * @param distinctChunks chunk {@code i} is stored as chunk {@code i % distinctChunks} is, which makes a table of
 *     gigabytes in a second
 */
record GeneratedTable(
        int valueColumns, int chunkRows, int chunkCount, int distinctChunks, LongUnaryOperator cycleOfRow) {
    int rowBytes() {
        return Long.BYTES + valueColumns * Double.BYTES;
    }

    long rowCount() {
        return (long) chunkRows * chunkCount;
    }

    Path write(Path path) {
        H5open();
        long file = checked(H5Fcreate(path.toString(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT));
        long type = checked(H5Tcreate(H5T_COMPOUND, rowBytes()));
        H5Tinsert(type, "cycle_number", 0, H5T_STD_I64LE_g());
        for (int i = 0; i < valueColumns; i++) {
            H5Tinsert(type, "value_" + i, Long.BYTES + (long) i * Double.BYTES, H5T_IEEE_F64LE_g());
        }
        long space = checked(H5Screate_simple(1, new long[] {rowCount()}, H5S_UNLIMITED));
        long properties = checked(H5Pcreate(H5P_CLS_DATASET_CREATE_ID_g()));
        H5Pset_chunk(properties, 1, chunkRows);
        H5Pset_deflate(properties, 1);
        long dataset = checked(H5Dcreate2(file, "raw_data", type, space, H5P_DEFAULT, properties, H5P_DEFAULT));
        List<byte[]> payloads = new ArrayList<>();
        for (int chunk = 0; chunk < chunkCount; chunk++) {
            if (chunk < distinctChunks) {
                payloads.add(payload(chunk));
            }
            byte[] payload = payloads.get(chunk % distinctChunks);
            try (BytePointer bytes = new BytePointer(payload)) {
                checked(H5Dwrite_chunk(
                        dataset, H5P_DEFAULT, 0, new long[] {(long) chunk * chunkRows}, payload.length, bytes));
            }
        }
        checked(H5Dclose(dataset));
        checked(H5Fclose(file));
        return path;
    }

    private byte[] payload(int chunk) {
        ByteBuffer rows = ByteBuffer.allocate(chunkRows * rowBytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < chunkRows; row++) {
            rows.putLong(cycleOfRow.applyAsLong((long) chunk * chunkRows + row));
            for (int i = 0; i < valueColumns; i++) {
                rows.putDouble(row);
            }
        }
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(stored, new Deflater(1))) {
            deflater.write(rows.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return stored.toByteArray();
    }

    private static long checked(long result) {
        if (result < 0) {
            throw new IllegalStateException("the HDF5 library refused to write the table");
        }
        return result;
    }
}
