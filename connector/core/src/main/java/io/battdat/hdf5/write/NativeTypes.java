package io.battdat.hdf5.write;

import static org.bytedeco.hdf5.global.hdf5.H5T_COMPOUND;
import static org.bytedeco.hdf5.global.hdf5.H5T_C_S1_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_STR_SPACEPAD;
import static org.bytedeco.hdf5.global.hdf5.H5Tarray_create2;
import static org.bytedeco.hdf5.global.hdf5.H5Tcopy;
import static org.bytedeco.hdf5.global.hdf5.H5Tcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Tenum_create;
import static org.bytedeco.hdf5.global.hdf5.H5Tenum_insert;
import static org.bytedeco.hdf5.global.hdf5.H5Tinsert;
import static org.bytedeco.hdf5.global.hdf5.H5Tset_ebias;
import static org.bytedeco.hdf5.global.hdf5.H5Tset_fields;
import static org.bytedeco.hdf5.global.hdf5.H5Tset_size;
import static org.bytedeco.hdf5.global.hdf5.H5Tset_strpad;

import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.RecordLayout;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.bytedeco.hdf5.global.hdf5;

/** Makes the library's datatypes, the same ones that PyTables makes. To be called with the library locked. */
final class NativeTypes {
    private NativeTypes() {}

    /** The compound type of a table's rows. */
    static Handle row(RecordLayout layout) throws IOException {
        return compound(layout.rowBytes(), layout.members());
    }

    private static Handle compound(int bytes, List<Member> members) throws IOException {
        return completed(datatype(H5Tcreate(H5T_COMPOUND, bytes)), compound -> {
            for (Member member : members) {
                try (Handle type = element(member.type())) {
                    NativeHdf5.check(
                            H5Tinsert(compound.id(), NativeHdf5.utf8(member.name()), member.offset(), type.id()),
                            "cannot make column " + member.name());
                }
            }
        });
    }

    private interface Completion {
        void complete(Handle type) throws IOException;
    }

    /** A type that is made in several steps, and closed if one of them fails. */
    private static Handle completed(Handle type, Completion completion) throws IOException {
        try {
            completion.complete(type);
            return type;
        } catch (IOException | RuntimeException e) {
            type.close();
            throw e;
        }
    }

    static Handle element(ElementType type) throws IOException {
        if (type instanceof ElementType.Number number) {
            return number.format() == ElementType.NumberFormat.FLOAT16
                    ? half(number.bigEndian())
                    : datatype(H5Tcopy(number(number)));
        } else if (type instanceof ElementType.Bool) {
            return datatype(H5Tcopy(hdf5.H5T_STD_B8LE_g()));
        } else if (type instanceof ElementType.Text text) {
            return text(text);
        } else if (type instanceof ElementType.Array array) {
            try (Handle element = element(array.element())) {
                long[] dimensions = array.dimensions().stream()
                        .mapToLong(Integer::longValue)
                        .toArray();
                return datatype(H5Tarray_create2(element.id(), dimensions.length, dimensions));
            }
        } else if (type instanceof ElementType.Compound compound) {
            return compound(compound.bytes(), compound.isComplex() ? complexParts(compound) : compound.members());
        } else if (type instanceof ElementType.Time time) {
            return datatype(H5Tcopy(time(time)));
        } else if (type instanceof ElementType.Enumeration enumeration) {
            return enumeration(enumeration);
        }
        throw new IllegalArgumentException("columns of " + type + " are not written");
    }

    /** What h5py and PyTables call the parts of a complex number. */
    private static List<Member> complexParts(ElementType.Compound complex) {
        Member real = complex.members().get(0);
        Member imaginary = complex.members().get(1);
        return List.of(
                new Member("r", real.offset(), real.type()), new Member("i", imaginary.offset(), imaginary.type()));
    }

    private static Handle enumeration(ElementType.Enumeration type) throws IOException {
        try (Handle base = element(type.base())) {
            return completed(datatype(H5Tenum_create(base.id())), made -> {
                for (Map.Entry<Long, String> label : type.labels().entrySet()) {
                    byte[] value = DefaultValue.bytes(label.getKey(), type.base());
                    NativeHdf5.check(
                            H5Tenum_insert(made.id(), NativeHdf5.utf8(label.getValue()), NativeHdf5.bytes(value)),
                            "cannot make label " + label.getValue() + " of an enum");
                }
            });
        }
    }

    private static long time(ElementType.Time time) {
        if (time.bytes() == Integer.BYTES) {
            return time.bigEndian() ? hdf5.H5T_UNIX_D32BE_g() : hdf5.H5T_UNIX_D32LE_g();
        }
        return time.bigEndian() ? hdf5.H5T_UNIX_D64BE_g() : hdf5.H5T_UNIX_D64LE_g();
    }

    /** ASCII by declaration, whatever the bytes, as PyTables has it. */
    private static Handle text(ElementType.Text text) throws IOException {
        return completed(datatype(H5Tcopy(H5T_C_S1_g())), type -> {
            NativeHdf5.check(H5Tset_size(type.id(), text.bytes()), "cannot make a text of " + text.bytes() + " bytes");
            if (text.spacePadded()) {
                NativeHdf5.check(
                        H5Tset_strpad(type.id(), H5T_STR_SPACEPAD), "cannot make a text with spaces behind it");
            }
        });
    }

    /** IEEE 754 binary16: sign, 5 bits of exponent with bias 15, 10 bits of mantissa. */
    private static Handle half(boolean bigEndian) throws IOException {
        long single = bigEndian ? hdf5.H5T_IEEE_F32BE_g() : hdf5.H5T_IEEE_F32LE_g();
        return completed(datatype(H5Tcopy(single)), type -> {
            NativeHdf5.check(H5Tset_fields(type.id(), 15, 10, 5, 0, 10), "cannot make the type float16");
            NativeHdf5.check(H5Tset_size(type.id(), 2), "cannot make the type float16");
            NativeHdf5.check(H5Tset_ebias(type.id(), 15), "cannot make the type float16");
        });
    }

    private static Handle datatype(long id) throws IOException {
        return Handle.of(Handle.Kind.DATATYPE, id, "a datatype");
    }

    private static long number(ElementType.Number number) {
        boolean big = number.bigEndian();
        return switch (number.format()) {
            case INT8 -> hdf5.H5T_STD_I8LE_g();
            case INT16 -> big ? hdf5.H5T_STD_I16BE_g() : hdf5.H5T_STD_I16LE_g();
            case INT32 -> big ? hdf5.H5T_STD_I32BE_g() : hdf5.H5T_STD_I32LE_g();
            case INT64 -> big ? hdf5.H5T_STD_I64BE_g() : hdf5.H5T_STD_I64LE_g();
            case UINT8 -> hdf5.H5T_STD_U8LE_g();
            case UINT16 -> big ? hdf5.H5T_STD_U16BE_g() : hdf5.H5T_STD_U16LE_g();
            case UINT32 -> big ? hdf5.H5T_STD_U32BE_g() : hdf5.H5T_STD_U32LE_g();
            case UINT64 -> big ? hdf5.H5T_STD_U64BE_g() : hdf5.H5T_STD_U64LE_g();
            case FLOAT32 -> big ? hdf5.H5T_IEEE_F32BE_g() : hdf5.H5T_IEEE_F32LE_g();
            case FLOAT64 -> big ? hdf5.H5T_IEEE_F64BE_g() : hdf5.H5T_IEEE_F64LE_g();
            case FLOAT16 -> throw new IllegalStateException("float16 is made, not copied");
        };
    }
}
