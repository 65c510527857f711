package io.battdat;

/** A file is not HDF5, is cut short, or contradicts itself. */
public class CorruptFileException extends BattdatException {
    private static final long serialVersionUID = 1L;

    private static final String REMEDY =
            "Restore the file from a copy, or skip damaged files (in Spark: option ignoreCorruptFiles=true).";

    public CorruptFileException(String file, String place, String problem, Throwable cause) {
        super(file + ": " + place + ": " + problem + ". " + REMEDY, cause);
    }

    public CorruptFileException(String file, String place, String problem) {
        this(file, place, problem, null);
    }
}
