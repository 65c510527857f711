package io.battdat.spark.read;

import io.battdat.BattdatException;

/** A column of a file has another type than the schema of the read. */
public final class SchemaConflictException extends BattdatException {
    private static final long serialVersionUID = 1L;

    SchemaConflictException(String message) {
        super(message);
    }
}
