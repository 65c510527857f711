package io.battdat.column;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The type of a column once decoded.
 *
 * @param kind the kind of one value
 * @param element the type of an array's elements, null for any other kind
 * @param length elements in each array, 0 for any other kind
 * @param fields the fields of a struct, in order; empty for any other kind
 */
public record ColumnType(Kind kind, ColumnType element, int length, List<Field> fields) implements Serializable {
    /** A field of a struct. */
    public record Field(String name, ColumnType type) implements Serializable {}

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
        ARRAY,
        /** Named fields, each of a type of its own. */
        STRUCT
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
        fields = List.copyOf(fields);
        if ((kind == Kind.STRUCT) == fields.isEmpty()) {
            throw new IllegalArgumentException("a struct has fields, nothing else has them");
        }
    }

    private static ColumnType scalar(Kind kind) {
        return new ColumnType(kind, null, 0, List.of());
    }

    /** An array of {@code length} elements in every row. */
    public static ColumnType array(ColumnType element, int length) {
        return new ColumnType(Kind.ARRAY, Objects.requireNonNull(element, "element"), length, List.of());
    }

    /** Fields of different types in every row. */
    public static ColumnType struct(List<Field> fields) {
        return new ColumnType(Kind.STRUCT, null, 0, fields);
    }

    /** Single values in each row: those of all elements of an array, and of all fields of a struct. */
    public int valuesPerRow() {
        return switch (kind) {
            case ARRAY -> Math.multiplyExact(length, element.valuesPerRow());
            case STRUCT ->
                fields.stream().mapToInt(field -> field.type().valuesPerRow()).reduce(0, Math::addExact);
            default -> 1;
        };
    }

    @Override
    public String toString() {
        return switch (kind) {
            case ARRAY -> "array of " + length + " " + element;
            case STRUCT ->
                "struct of "
                        + fields.stream()
                                .map(field -> field.name() + " " + field.type())
                                .collect(Collectors.joining(", ", "(", ")"));
            default -> kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }
}
