package io.battdat;

/** A sound file uses something that is not read: a filter, a column type, a storage layout. */
public class UnsupportedFormatException extends BattdatException {
    private static final long serialVersionUID = 1L;

    public UnsupportedFormatException(String file, String place, String problemAndRemedy) {
        super(file + ": " + place + ": " + problemAndRemedy);
    }
}
