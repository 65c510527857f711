package io.battdat.column;

import java.io.Serializable;
import java.util.Objects;

/**
 * The type of a column once decoded.
 *
 * @param kind the kind of one value
 * @param element the type of an array's elements, null for any other kind
 * @param length elements in each array, 0 for any other kind
 */
public record ColumnType(Kind kind, ColumnType element, int length) implements Serializable {
    /** Kinds of values; unsigned integers of up to 32 bits are decoded into the next wider signed kind. */
    public enum Kind {
        BOOLEAN,
        BYTE,
        SHORT,
        INT,
        LONG,
        /** A {@code long} whose 64 bits are an unsigned number. */
        UNSIGNED_LONG,
        FLOAT,
        DOUBLE,
        /** UTF-8 text. */
        TEXT,
        /** An array of a fixed length, the same in every row. */
        ARRAY
    }

    public static final ColumnType BOOLEAN = scalar(Kind.BOOLEAN);
    public static final ColumnType BYTE = scalar(Kind.BYTE);
    public static final ColumnType SHORT = scalar(Kind.SHORT);
    public static final ColumnType INT = scalar(Kind.INT);
    public static final ColumnType LONG = scalar(Kind.LONG);
    public static final ColumnType UNSIGNED_LONG = scalar(Kind.UNSIGNED_LONG);
    public static final ColumnType FLOAT = scalar(Kind.FLOAT);
    public static final ColumnType DOUBLE = scalar(Kind.DOUBLE);
    public static final ColumnType TEXT = scalar(Kind.TEXT);

    public ColumnType {
        Objects.requireNonNull(kind, "kind");
        if ((kind == Kind.ARRAY) != (element != null)) {
            throw new IllegalArgumentException("an array has an element type, nothing else has one");
        }
    }

    private static ColumnType scalar(Kind kind) {
        return new ColumnType(kind, null, 0);
    }

    /** An array of {@code length} elements in every row. */
    public static ColumnType array(ColumnType element, int length) {
        return new ColumnType(Kind.ARRAY, Objects.requireNonNull(element, "element"), length);
    }

    @Override
    public String toString() {
        return kind == Kind.ARRAY
                ? "array of " + length + " " + element
                : kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
