package io.battdat.convert;

import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** A vendor's way to store cycler data: which files are of it, which of them belong together, and how they are read. */
public interface VendorFormat {
    /** The name by which users choose the format, such as {@code arbin}. */
    String name();

    /** Whether a file's name is of the kind that the format has. */
    boolean hasName(String fileName);

    /**
     * Whether a file is of this format, by its name and its first lines.
     *
     * @throws IOException if it cannot be read
     */
    boolean recognises(SourceFile file) throws IOException;

    /**
     * Puts together the files of each cell, in the order in which they are read. Files whose names are not of the
     * format are left out.
     */
    List<CellFiles> group(Collection<? extends SourceFile> files);

    /** A reader of one cell; it reads nothing before it is asked to. */
    VendorReader reader(CellFiles cell, VendorOptions options);
}
