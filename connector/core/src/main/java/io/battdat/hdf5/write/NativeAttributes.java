package io.battdat.hdf5.write;

import static org.bytedeco.hdf5.global.hdf5.H5Acreate2;
import static org.bytedeco.hdf5.global.hdf5.H5Adelete;
import static org.bytedeco.hdf5.global.hdf5.H5Aexists;
import static org.bytedeco.hdf5.global.hdf5.H5Aget_name;
import static org.bytedeco.hdf5.global.hdf5.H5Aget_space;
import static org.bytedeco.hdf5.global.hdf5.H5Aget_storage_size;
import static org.bytedeco.hdf5.global.hdf5.H5Aget_type;
import static org.bytedeco.hdf5.global.hdf5.H5Aopen_by_idx;
import static org.bytedeco.hdf5.global.hdf5.H5Aread;
import static org.bytedeco.hdf5.global.hdf5.H5Awrite;
import static org.bytedeco.hdf5.global.hdf5.H5O_INFO_NUM_ATTRS;
import static org.bytedeco.hdf5.global.hdf5.H5Oget_info3;
import static org.bytedeco.hdf5.global.hdf5.H5S_NULL;
import static org.bytedeco.hdf5.global.hdf5.H5S_SCALAR;
import static org.bytedeco.hdf5.global.hdf5.H5Screate;
import static org.bytedeco.hdf5.global.hdf5.H5Sget_simple_extent_npoints;
import static org.bytedeco.hdf5.global.hdf5.H5T_CSET_UTF8;
import static org.bytedeco.hdf5.global.hdf5.H5T_C_S1_g;
import static org.bytedeco.hdf5.global.hdf5.H5Tcopy;
import static org.bytedeco.hdf5.global.hdf5.H5Tget_size;
import static org.bytedeco.hdf5.global.hdf5.H5Tset_cset;
import static org.bytedeco.hdf5.global.hdf5.H5Tset_size;

import io.battdat.hdf5.ElementType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.bytedeco.hdf5.H5O_info2_t;
import org.bytedeco.hdf5.global.hdf5;
import org.bytedeco.javacpp.BytePointer;

/**
 * Writes attributes as PyTables does: texts as fixed-length UTF-8 scalars without a terminator, an empty text as a null
 * dataspace (PyTables, {@code H5ATTRset_attribute_string}). One that is there already is replaced. To be called with the
 * library locked.
 */
final class NativeAttributes {
    /**
     * Bytes of text that fit into an attribute of any object: 64 KiB (specification, IV.A.1.a: the size of a header
     * message has 16 bits) less name, type and dataspace.
     */
    static final int MAX_COMPACT_BYTES = 65_000;

    private NativeAttributes() {}

    /** Whether a text needs dense attribute storage, which only objects with version 2 headers have. */
    static boolean needsDenseStorage(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length > MAX_COMPACT_BYTES;
    }

    static void text(Handle object, String name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (Handle type = Handle.of(Handle.Kind.DATATYPE, H5Tcopy(H5T_C_S1_g()), "a text type")) {
            NativeHdf5.check(H5Tset_cset(type.id(), H5T_CSET_UTF8), "cannot make a text type");
            if (bytes.length > 0) {
                NativeHdf5.check(H5Tset_size(type.id(), bytes.length), "cannot make a text type");
            }
            write(object, name, type, bytes.length == 0 ? H5S_NULL : H5S_SCALAR, bytes);
        }
    }

    static void integer(Handle object, String name, long value) throws IOException {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
        try (Handle type = Handle.of(Handle.Kind.DATATYPE, H5Tcopy(hdf5.H5T_STD_I64LE_g()), "an integer type")) {
            write(object, name, type, H5S_SCALAR, bytes);
        }
    }

    /** A value of a type, given by its bytes. */
    static void value(Handle object, String name, ElementType type, byte[] value) throws IOException {
        try (Handle nativeType = NativeTypes.element(type)) {
            write(object, name, nativeType, H5S_SCALAR, value);
        }
    }

    private static void write(Handle object, String name, Handle type, int spaceClass, byte[] value)
            throws IOException {
        try (Handle space = Handle.of(Handle.Kind.DATASPACE, H5Screate(spaceClass), "a dataspace")) {
            write(object, name, type, space, NativeHdf5.bytes(value));
        }
    }

    private static void write(Handle object, String name, Handle type, Handle space, BytePointer value)
            throws IOException {
        BytePointer nativeName = NativeHdf5.utf8(name);
        if (exists(object, name)) {
            NativeHdf5.check(H5Adelete(object.id(), nativeName), "cannot replace attribute " + name);
        }
        long id = H5Acreate2(object.id(), nativeName, type.id(), space.id(), NativeHdf5.DEFAULT, NativeHdf5.DEFAULT);
        try (Handle attribute = Handle.of(Handle.Kind.ATTRIBUTE, id, "attribute " + name)) {
            NativeHdf5.check(H5Awrite(attribute.id(), type.id(), value), "cannot write attribute " + name);
        }
    }

    static boolean exists(Handle object, String name) throws IOException {
        return NativeHdf5.check(H5Aexists(object.id(), NativeHdf5.utf8(name)), "cannot look for attribute " + name) > 0;
    }

    /** Bytes of the largest attribute's value. */
    static long largest(Handle object) throws IOException {
        long count = count(object);
        long largest = 0;
        for (long i = 0; i < count; i++) {
            try (Handle attribute = open(object, i)) {
                largest = Math.max(largest, H5Aget_storage_size(attribute.id()));
            }
        }
        return largest;
    }

    private static long count(Handle object) throws IOException {
        try (H5O_info2_t info = new H5O_info2_t()) {
            NativeHdf5.check(H5Oget_info3(object.id(), info, H5O_INFO_NUM_ATTRS), "cannot count attributes");
            return info.num_attrs();
        }
    }

    private static Handle open(Handle object, long index) throws IOException {
        long id = H5Aopen_by_idx(
                object.id(),
                NativeHdf5.utf8("."),
                hdf5.H5_INDEX_NAME,
                hdf5.H5_ITER_INC,
                index,
                NativeHdf5.DEFAULT,
                NativeHdf5.DEFAULT);
        return Handle.of(Handle.Kind.ATTRIBUTE, id, "attribute " + index);
    }

    /** Copies every attribute that the target lacks, and those named. */
    static void copy(Handle source, Handle target, Set<String> replaced) throws IOException {
        long count = count(source);
        for (long i = 0; i < count; i++) {
            try (Handle attribute = open(source, i)) {
                String name = name(attribute);
                if (replaced.contains(name) || !exists(target, name)) {
                    copy(attribute, target, name);
                }
            }
        }
    }

    private static void copy(Handle attribute, Handle target, String name) throws IOException {
        try (Handle type = Handle.of(Handle.Kind.DATATYPE, H5Aget_type(attribute.id()), "type of attribute " + name);
                Handle space =
                        Handle.of(Handle.Kind.DATASPACE, H5Aget_space(attribute.id()), "space of attribute " + name)) {
            long values = NativeHdf5.check(H5Sget_simple_extent_npoints(space.id()), "cannot read attribute " + name);
            long bytes = Math.multiplyExact(values, H5Tget_size(type.id()));
            BytePointer value = NativeHdf5.bytes(new byte[Math.toIntExact(bytes)]);
            if (values > 0) {
                NativeHdf5.check(H5Aread(attribute.id(), type.id(), value), "cannot read attribute " + name);
            }
            write(target, name, type, space, value);
        }
    }

    private static String name(Handle attribute) throws IOException {
        int length = (int) NativeHdf5.check(H5Aget_name(attribute.id(), 0, (BytePointer) null), "cannot read a name");
        byte[] name = new byte[length + 1];
        NativeHdf5.check(H5Aget_name(attribute.id(), name.length, name), "cannot read a name");
        return new String(name, 0, length, StandardCharsets.UTF_8);
    }
}
