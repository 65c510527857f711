package io.battdat;

/** Root of all that battdat throws of its own; the message names file, table, place and remedy. */
public class BattdatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BattdatException(String message) {
        super(message);
    }

    public BattdatException(String message, Throwable cause) {
        super(message, cause);
    }
}
