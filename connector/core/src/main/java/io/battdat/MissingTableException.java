package io.battdat;

/** The table, prefix or column that was asked for is not in the file. */
public class MissingTableException extends BattdatException {
    private static final long serialVersionUID = 1L;

    public MissingTableException(String message) {
        super(message);
    }
}
