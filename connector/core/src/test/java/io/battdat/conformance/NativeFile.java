package io.battdat.conformance;

import static org.bytedeco.hdf5.global.hdf5.H5Dclose;
import static org.bytedeco.hdf5.global.hdf5.H5Dget_space;
import static org.bytedeco.hdf5.global.hdf5.H5Dget_type;
import static org.bytedeco.hdf5.global.hdf5.H5Dopen2;
import static org.bytedeco.hdf5.global.hdf5.H5Dread;
import static org.bytedeco.hdf5.global.hdf5.H5Eset_auto2;
import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_RDONLY;
import static org.bytedeco.hdf5.global.hdf5.H5Fclose;
import static org.bytedeco.hdf5.global.hdf5.H5Fopen;
import static org.bytedeco.hdf5.global.hdf5.H5Lexists;
import static org.bytedeco.hdf5.global.hdf5.H5P_DEFAULT;
import static org.bytedeco.hdf5.global.hdf5.H5S_SELECT_SET;
import static org.bytedeco.hdf5.global.hdf5.H5Sclose;
import static org.bytedeco.hdf5.global.hdf5.H5Screate_simple;
import static org.bytedeco.hdf5.global.hdf5.H5Sget_simple_extent_npoints;
import static org.bytedeco.hdf5.global.hdf5.H5Sselect_hyperslab;
import static org.bytedeco.hdf5.global.hdf5.H5T_ARRAY;
import static org.bytedeco.hdf5.global.hdf5.H5T_COMPOUND;
import static org.bytedeco.hdf5.global.hdf5.H5T_ORDER_BE;
import static org.bytedeco.hdf5.global.hdf5.H5Tclose;
import static org.bytedeco.hdf5.global.hdf5.H5Tcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Tget_class;
import static org.bytedeco.hdf5.global.hdf5.H5Tget_member_index;
import static org.bytedeco.hdf5.global.hdf5.H5Tget_member_offset;
import static org.bytedeco.hdf5.global.hdf5.H5Tget_member_type;
import static org.bytedeco.hdf5.global.hdf5.H5Tget_nmembers;
import static org.bytedeco.hdf5.global.hdf5.H5Tget_order;
import static org.bytedeco.hdf5.global.hdf5.H5Tget_size;
import static org.bytedeco.hdf5.global.hdf5.H5Tget_super;
import static org.bytedeco.hdf5.global.hdf5.H5Tinsert;
import static org.bytedeco.hdf5.global.hdf5.H5open;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;

/** A file opened by the HDF5 C library, which is not for use by several threads. */
final class NativeFile implements AutoCloseable {
    private final Path path;
    private final long file;

    NativeFile(Path path) {
        H5open();
        H5Eset_auto2(0, null, null); // failures are thrown, not printed
        this.path = path;
        try (BytePointer name = text(path.toString())) {
            this.file = checked(H5Fopen(name, H5F_ACC_RDONLY(), H5P_DEFAULT()), "H5Fopen");
        }
    }

    long rowCount(String table) {
        try (Handles handles = new Handles()) {
            return rowCount(handles, dataset(handles, table));
        }
    }

    /**
     * The values of one column as they are in the file, but little-endian and without the gaps of compounds: through all
     * filters, without any conversion.
     */
    byte[] column(String table, String column, long firstRow, int rowCount) {
        try (Handles handles = new Handles();
                BytePointer name = text(column)) {
            long dataset = dataset(handles, table);
            long rows = handles.add(checked(H5Dget_type(dataset), "H5Dget_type"), handle -> H5Tclose(handle));
            int member = (int) checked(H5Tget_member_index(rows, name), "H5Tget_member_index");
            long type = handles.add(
                    checked(H5Tget_member_type(rows, member), "H5Tget_member_type"), handle -> H5Tclose(handle));
            int bytes = Math.toIntExact(H5Tget_size(type));
            long single = handles.add(checked(H5Tcreate(H5T_COMPOUND, bytes), "H5Tcreate"), handle -> H5Tclose(handle));
            checked(H5Tinsert(single, name, 0, type), "H5Tinsert");
            byte[] values = new byte[Math.multiplyExact(bytes, rowCount)];
            read(handles, dataset, single, firstRow, values, rowCount);
            ByteArrayOutputStream packed = new ByteArrayOutputStream(values.length);
            Shape shape = shape(handles, type);
            for (int row = 0; row < rowCount; row++) {
                shape.pack(values, row * bytes, packed);
            }
            return packed.toByteArray();
        }
    }

    /** All rows as they are in the file, one behind the other: through all filters, without any conversion. */
    byte[] rows(String table) {
        try (Handles handles = new Handles()) {
            long dataset = dataset(handles, table);
            long type = handles.add(checked(H5Dget_type(dataset), "H5Dget_type"), handle -> H5Tclose(handle));
            int rowCount = Math.toIntExact(rowCount(handles, dataset));
            byte[] rows = new byte[Math.multiplyExact(Math.toIntExact(H5Tget_size(type)), rowCount)];
            read(handles, dataset, type, 0, rows, rowCount);
            return rows;
        }
    }

    /** Whether there is something of that name in the root group. */
    boolean has(String name) {
        try (BytePointer text = text(name)) {
            return checked(H5Lexists(file, text, H5P_DEFAULT()), "H5Lexists of " + name) > 0;
        }
    }

    /** Where a column stands in a row. */
    long offset(String table, String column) {
        try (Handles handles = new Handles();
                BytePointer name = text(column)) {
            long rows = handles.add(
                    checked(H5Dget_type(dataset(handles, table)), "H5Dget_type"), handle -> H5Tclose(handle));
            int member = (int) checked(H5Tget_member_index(rows, name), "H5Tget_member_index");
            return H5Tget_member_offset(rows, member);
        }
    }

    private long dataset(Handles handles, String table) {
        try (BytePointer name = text(table)) {
            return handles.add(
                    checked(H5Dopen2(file, name, H5P_DEFAULT()), "H5Dopen2 of " + table), handle -> H5Dclose(handle));
        }
    }

    private long rowCount(Handles handles, long dataset) {
        long space = handles.add(checked(H5Dget_space(dataset), "H5Dget_space"), handle -> H5Sclose(handle));
        return checked(H5Sget_simple_extent_npoints(space), "H5Sget_simple_extent_npoints");
    }

    private void read(Handles handles, long dataset, long type, long firstRow, byte[] target, int rowCount) {
        if (rowCount == 0) {
            return;
        }
        long[] start = {firstRow};
        long[] count = {rowCount};
        long space = handles.add(checked(H5Dget_space(dataset), "H5Dget_space"), handle -> H5Sclose(handle));
        checked(H5Sselect_hyperslab(space, H5S_SELECT_SET, start, null, count, (long[]) null), "H5Sselect_hyperslab");
        long memory = handles.add(
                checked(H5Screate_simple(1, count, (long[]) null), "H5Screate_simple"), handle -> H5Sclose(handle));
        try (BytePointer buffer = new BytePointer(target.length)) {
            checked(H5Dread(dataset, type, memory, space, H5P_DEFAULT(), buffer), "H5Dread");
            buffer.get(target);
        }
    }

    /** Where single values stand in a value, and which of them are big-endian. */
    private record Shape(int bytes, boolean bigEndian, List<Part> parts) {
        private record Part(int offset, Shape shape) {}

        void pack(byte[] values, int at, ByteArrayOutputStream target) {
            for (Part part : parts) {
                part.shape.pack(values, at + part.offset, target);
            }
            for (int i = 0; parts.isEmpty() && i < bytes; i++) {
                target.write(values[bigEndian ? at + bytes - 1 - i : at + i]);
            }
        }
    }

    private Shape shape(Handles handles, long type) {
        int bytes = Math.toIntExact(H5Tget_size(type));
        List<Shape.Part> parts = new ArrayList<>();
        if (H5Tget_class(type) == H5T_ARRAY) {
            long element = handles.add(checked(H5Tget_super(type), "H5Tget_super"), handle -> H5Tclose(handle));
            Shape shape = shape(handles, element);
            for (int offset = 0; offset < bytes; offset += shape.bytes) {
                parts.add(new Shape.Part(offset, shape));
            }
        } else if (H5Tget_class(type) == H5T_COMPOUND) {
            for (int i = 0; i < H5Tget_nmembers(type); i++) {
                long member = handles.add(
                        checked(H5Tget_member_type(type, i), "H5Tget_member_type"), handle -> H5Tclose(handle));
                parts.add(new Shape.Part((int) H5Tget_member_offset(type, i), shape(handles, member)));
            }
        }
        return new Shape(bytes, H5Tget_order(type) == H5T_ORDER_BE, parts);
    }

    private long checked(long result, String call) {
        if (result < 0) {
            throw new IllegalStateException(path + ": " + call + " failed");
        }
        return result;
    }

    private static BytePointer text(String text) {
        return new BytePointer((text + "\0").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        checked(H5Fclose(file), "H5Fclose");
    }

    /** Handles of the library, closed last first. */
    private static final class Handles implements AutoCloseable {
        private record Handle(long id, java.util.function.LongConsumer close) {}

        private final Deque<Handle> open = new ArrayDeque<>();

        long add(long id, java.util.function.LongConsumer close) {
            open.push(new Handle(id, close));
            return id;
        }

        @Override
        public void close() {
            open.forEach(handle -> handle.close.accept(handle.id));
        }
    }
}
