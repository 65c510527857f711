package io.battdat.streaming;

import io.battdat.column.ColumnType;
import io.battdat.column.ColumnType.Kind;
import java.util.EnumSet;
import java.util.Set;

/** The ways to read a value, and the columns whose every value each of them gives without loss. */
enum Getter {
    BOOLEAN("getBoolean", "booleans", EnumSet.of(Kind.BOOLEAN)),
    INT("getInt", "ints", EnumSet.of(Kind.BYTE, Kind.SHORT, Kind.INT)),
    LONG("getLong", "longs", EnumSet.of(Kind.BYTE, Kind.SHORT, Kind.INT, Kind.LONG)),
    BIG_INTEGER(
            "getBigInteger",
            "values",
            EnumSet.of(Kind.BYTE, Kind.SHORT, Kind.INT, Kind.LONG, Kind.UNSIGNED_LONG)),
    FLOAT("getFloat", "floats", EnumSet.of(Kind.BYTE, Kind.SHORT, Kind.FLOAT)),
    DOUBLE("getDouble", "doubles", EnumSet.of(Kind.BYTE, Kind.SHORT, Kind.INT, Kind.FLOAT, Kind.DOUBLE)),
    STRING("getString", "strings", EnumSet.of(Kind.TEXT)),
    LIST("getList", "values", EnumSet.of(Kind.ARRAY));

    private final String recordMethod;
    private final String tableMethod;
    private final Set<Kind> kinds;

    Getter(String recordMethod, String tableMethod, Set<Kind> kinds) {
        this.recordMethod = recordMethod;
        this.tableMethod = tableMethod;
        this.kinds = kinds;
    }

    boolean reads(ColumnType type) {
        return kinds.contains(type.kind());
    }

    /** The getter made for columns of a type. */
    static Getter of(ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> BOOLEAN;
            case BYTE, SHORT, INT -> INT;
            case LONG -> LONG;
            case UNSIGNED_LONG -> BIG_INTEGER;
            case FLOAT -> FLOAT;
            case DOUBLE -> DOUBLE;
            case TEXT -> STRING;
            case ARRAY -> LIST;
        };
    }

    String recordMethod() {
        return recordMethod;
    }

    String tableMethod() {
        return tableMethod;
    }
}
