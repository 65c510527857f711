package io.battdat.convert;

import java.io.IOException;
import java.io.InputStream;

/** A vendor's file, wherever it is stored; it may be opened several times, each time from its beginning. */
public interface SourceFile {
    /** The name without directories, by which formats recognise their files. */
    String name();

    /** The path or URI, for messages. */
    String location();

    /** The directory; files of one cell lie in one directory. */
    String directory();

    /** The length in bytes. */
    long length();

    /** Opens the file at its beginning; the caller closes it. Needs no buffer of its own. */
    InputStream open() throws IOException;
}
