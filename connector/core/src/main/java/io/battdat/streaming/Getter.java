package io.battdat.streaming;

import io.battdat.column.ColumnType;

/** The ways to read values of one type, for messages. */
enum Getter {
    BOOLEAN("getBoolean", "booleans"),
    INT("getInt", "ints"),
    LONG("getLong", "longs"),
    BIG_INTEGER("getBigInteger", "values"),
    FLOAT("getFloat", "floats"),
    DOUBLE("getDouble", "doubles"),
    STRING("getString", "strings"),
    LIST("getList", "values"),
    STRUCT("getStruct", "values");

    private final String recordMethod;
    private final String tableMethod;

    Getter(String recordMethod, String tableMethod) {
        this.recordMethod = recordMethod;
        this.tableMethod = tableMethod;
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
            case STRUCT -> STRUCT;
        };
    }

    /** The method of {@link BattdatRecord}, for one row. */
    String recordMethod() {
        return recordMethod;
    }

    /** The method of {@link ColumnarTable}, for all rows. */
    String tableMethod() {
        return tableMethod;
    }
}
