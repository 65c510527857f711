package io.battdat.convert;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where the files of an export go: a directory, wherever it is. */
public interface ExportTarget {
    /** Creates a file; the caller closes the stream, which needs no buffer of its own. */
    OutputStream create(String name) throws IOException;

    /** A local directory that is there, in which none of the files may be yet. */
    static ExportTarget directory(Path directory) {
        return name -> Files.newOutputStream(directory.resolve(name), StandardOpenOption.CREATE_NEW);
    }
}
