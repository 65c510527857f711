package io.battdat.convert;

import io.battdat.BattdatException;

/** A vendor's file is not as its format says: the message names file, line and column, and what to do. */
public class VendorFileException extends BattdatException {
    private static final long serialVersionUID = 1L;

    /** @param remedy a sentence with its full stop */
    public VendorFileException(SourceFile file, String problem, String remedy) {
        super(file.location() + ": " + problem + ". " + remedy);
    }

    /** @param line from 1, as editors count */
    public VendorFileException(SourceFile file, long line, String problem, String remedy) {
        super(file.location() + ", line " + line + ": " + problem + ". " + remedy);
    }
}
