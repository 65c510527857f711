package io.battdat.hdf5.write;

import io.battdat.column.ColumnType;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.ElementType.Number;
import io.battdat.hdf5.ElementType.NumberFormat;
import java.util.ArrayList;
import java.util.List;

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
            case STRUCT -> throw new WriteException("columns of a " + type + " are not written. Leave the column out");
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

    /** Whether values of a type are written: numbers, booleans, fixed-length texts, and arrays of them. */
    static boolean isWritten(ElementType type) {
        ElementType element = innermost(type);
        return element instanceof Number || element instanceof ElementType.Bool || element instanceof ElementType.Text;
    }

    /** The same type with texts of another width. */
    static ElementType withTextBytes(ElementType type, int bytes) {
        return type instanceof ElementType.Array array
                ? new ElementType.Array(withTextBytes(array.element(), bytes), array.dimensions())
                : new ElementType.Text(bytes, ((ElementType.Text) type).spacePadded());
    }
}
