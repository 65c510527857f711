package io.battdat.benchmarks;

import static org.bytedeco.hdf5.global.hdf5.H5Aclose;
import static org.bytedeco.hdf5.global.hdf5.H5Acreate2;
import static org.bytedeco.hdf5.global.hdf5.H5Awrite;
import static org.bytedeco.hdf5.global.hdf5.H5P_DEFAULT;
import static org.bytedeco.hdf5.global.hdf5.H5S_NULL;
import static org.bytedeco.hdf5.global.hdf5.H5S_SCALAR;
import static org.bytedeco.hdf5.global.hdf5.H5Sclose;
import static org.bytedeco.hdf5.global.hdf5.H5Screate;
import static org.bytedeco.hdf5.global.hdf5.H5T_CSET_UTF8;
import static org.bytedeco.hdf5.global.hdf5.H5T_C_S1_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_STD_I64LE_g;
import static org.bytedeco.hdf5.global.hdf5.H5Tclose;
import static org.bytedeco.hdf5.global.hdf5.H5Tcopy;
import static org.bytedeco.hdf5.global.hdf5.H5Tset_cset;
import static org.bytedeco.hdf5.global.hdf5.H5Tset_size;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongToIntFunction;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;

/** Open identifiers of the HDF5 library, closed last first. */
final class NativeObjects implements AutoCloseable {
    private record Opened(long id, LongToIntFunction close) {}

    private final Deque<Opened> opened = new ArrayDeque<>();

    /** Takes over what a call returned; a negative number stands for failure. */
    long add(long id, LongToIntFunction close) {
        opened.push(new Opened(check(id), close));
        return id;
    }

    static long check(long result) {
        if (result < 0) {
            throw new IllegalStateException("the HDF5 library refused to write the table; it says why above");
        }
        return result;
    }

    /** A text attribute as PyTables writes it: of fixed length without a terminator, an empty one without a value. */
    static void text(long object, String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (NativeObjects objects = new NativeObjects();
                BytePointer value = new BytePointer(bytes)) {
            long type = objects.add(H5Tcopy(H5T_C_S1_g()), id -> H5Tclose(id));
            check(H5Tset_cset(type, H5T_CSET_UTF8));
            if (bytes.length > 0) {
                check(H5Tset_size(type, bytes.length));
            }
            long space = objects.add(H5Screate(bytes.length == 0 ? H5S_NULL : H5S_SCALAR), id -> H5Sclose(id));
            long attribute =
                    objects.add(H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT), id -> H5Aclose(id));
            check(H5Awrite(attribute, type, value));
        }
    }

    static void integer(long object, String name, long number) {
        try (NativeObjects objects = new NativeObjects();
                LongPointer value = new LongPointer(number)) {
            long space = objects.add(H5Screate(H5S_SCALAR), id -> H5Sclose(id));
            long attribute = objects.add(
                    H5Acreate2(object, name, H5T_STD_I64LE_g(), space, H5P_DEFAULT, H5P_DEFAULT), id -> H5Aclose(id));
            check(H5Awrite(attribute, H5T_STD_I64LE_g(), value));
        }
    }

    @Override
    public void close() {
        opened.forEach(object -> check(object.close.applyAsInt(object.id)));
    }
}
