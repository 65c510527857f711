package io.battdat.streaming;

import io.battdat.BattdatException;

/** Tables that are read together stand at different cycles. The message names each table with its cycle. */
public class CycleMismatchException extends BattdatException {
    private static final long serialVersionUID = 1L;

    public CycleMismatchException(String message) {
        super(message);
    }
}
