package io.battdat.streaming;

import io.battdat.BattdatException;

/**
 * A value was asked for as a type that does not hold every value of its column. The message names the column, its type,
 * and what to call instead.
 */
public class WrongColumnTypeException extends BattdatException {
    private static final long serialVersionUID = 1L;

    public WrongColumnTypeException(String message) {
        super(message);
    }
}
