package io.battdat.hdf5.write;

import io.battdat.column.ColumnType;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.ElementType.Number;
import io.battdat.hdf5.ElementType.NumberFormat;
import io.battdat.hdf5.Member;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** How values are stored that a table is created for; little-endian, as PyTables on the usual machines. */
public final class StorageTypes {
    public static final ElementType BOOL = new ElementType.Bool();
    public static final ElementType INT8 = new Number(NumberFormat.INT8, false);
    public static final ElementType INT16 = new Number(NumberFormat.INT16, false);
    public static final ElementType INT32 = new Number(NumberFormat.INT32, false);
    public static final ElementType INT64 = new Number(NumberFormat.INT64, false);
    public static final ElementType UINT8 = new Number(NumberFormat.UINT8, false);
    public static final ElementType UINT16 = new Number(NumberFormat.UINT16, false);
    public static final ElementType UINT32 = new Number(NumberFormat.UINT32, false);
    public static final ElementType UINT64 = new Number(NumberFormat.UINT64, false);
    public static final ElementType FLOAT16 = new Number(NumberFormat.FLOAT16, false);
    public static final ElementType FLOAT32 = new Number(NumberFormat.FLOAT32, false);
    public static final ElementType FLOAT64 = new Number(NumberFormat.FLOAT64, false);

    private StorageTypes() {}

    /**
     * Text.
     *
     * @param bytes of UTF-8 that the longest text takes; the column is widened where a longer one comes
     */
    public static ElementType text(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("a text column has at least one byte, not " + bytes);
        }
        return new ElementType.Text(bytes, false);
    }

    /** An array of these dimensions in every row. */
    public static ElementType array(ElementType element, int... dimensions) {
        List<Integer> lengths = new ArrayList<>();
        for (int dimension : dimensions) {
            if (dimension < 1) {
                throw new IllegalArgumentException("the dimensions of an array are positive, not " + dimension);
            }
            lengths.add(dimension);
        }
        return new ElementType.Array(element, lengths);
    }

    /**
     * A row within the row, members one behind the other without gaps, as PyTables has it. One of the two members
     * {@code re} and {@code im}, floats of one type, is a complex number, which has members {@code r} and {@code i} in
     * the file.
     *
     * @param members types by name, in order
     */
    public static ElementType.Compound struct(Map<String, ElementType> members) {
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a struct has at least one member");
        }
        List<Member> placed = new ArrayList<>();
        int offset = 0;
        for (Map.Entry<String, ElementType> member : members.entrySet()) {
            placed.add(new Member(member.getKey(), offset, member.getValue()));
            offset = Math.addExact(offset, member.getValue().bytes());
        }
        return new ElementType.Compound(offset, placed);
    }

    /** A complex number of two float32 or two float64. */
    public static ElementType complex(ElementType part) {
        return ElementType.Compound.complex((Number) part);
    }

    /** The type that stores every value of a column type; texts get one byte, to be widened by the first rows. */
    public static ElementType of(ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> BOOL;
            case BYTE -> INT8;
            case SHORT -> INT16;
            case INT -> INT32;
            case LONG -> INT64;
            case UNSIGNED_LONG -> UINT64;
            case FLOAT -> FLOAT32;
            case DOUBLE -> FLOAT64;
            case TEXT -> text(1);
            case ARRAY -> array(type);
            case STRUCT -> {
                Map<String, ElementType> members = new LinkedHashMap<>();
                type.fields().forEach(field -> members.put(field.name(), of(field.type())));
                yield struct(members);
            }
        };
    }

    private static ElementType array(ColumnType type) {
        List<Integer> dimensions = new ArrayList<>();
        ColumnType element = type;
        while (element.kind() == ColumnType.Kind.ARRAY) {
            dimensions.add(element.length());
            element = element.element();
        }
        return array(
                of(element), dimensions.stream().mapToInt(Integer::intValue).toArray());
    }

    /** The type of single values: of an array, that of its elements. */
    static ElementType innermost(ElementType type) {
        return type instanceof ElementType.Array array ? innermost(array.element()) : type;
    }

    /** Whether values of a type are written: anything but texts of variable length, and what is not read either. */
    public static boolean isWritten(ElementType type) {
        if (innermost(type) instanceof ElementType.Compound compound) {
            return compound.members().stream().allMatch(member -> isWritten(member.type()));
        }
        return !(innermost(type) instanceof ElementType.VariableText)
                && !(innermost(type) instanceof ElementType.Undecodable);
    }

    /** Whether arrays of structs occur in it, of which PyTables opens none but those of complex numbers. */
    public static boolean hasArrayOfStructs(ElementType type) {
        ElementType element = innermost(type);
        return element instanceof ElementType.Compound compound
                && (type instanceof ElementType.Array && !compound.isComplex()
                        || compound.members().stream().anyMatch(member -> hasArrayOfStructs(member.type())));
    }

    /** The same type, structs without gaps between their members. */
    static ElementType packed(ElementType type) {
        return mapped(type, UnaryOperator.identity());
    }

    /**
     * The same type with texts of other widths.
     *
     * @param bytes a width for each leaf of texts, in their order
     */
    static ElementType withTextBytes(ElementType type, Iterator<Integer> bytes) {
        return mapped(
                type,
                element -> element instanceof ElementType.Text text
                        ? new ElementType.Text(bytes.next(), text.spacePadded())
                        : element);
    }

    /** The type with another one in the place of each leaf. */
    private static ElementType mapped(ElementType type, UnaryOperator<ElementType> leaf) {
        if (type instanceof ElementType.Array array) {
            return new ElementType.Array(mapped(array.element(), leaf), array.dimensions());
        } else if (type instanceof ElementType.Compound compound) {
            Map<String, ElementType> members = new LinkedHashMap<>();
            compound.members().forEach(member -> members.put(member.name(), mapped(member.type(), leaf)));
            return struct(members);
        }
        return leaf.apply(type);
    }
}
