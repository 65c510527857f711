package io.battdat.index;

import java.io.IOException;

/** An index file is cut short, altered, or of a later version; the data files that it speaks of are not concerned. */
public final class DamagedIndexException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedIndexException(String file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
    }
}
