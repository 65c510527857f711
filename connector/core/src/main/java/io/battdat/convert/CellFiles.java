package io.battdat.convert;

import java.util.List;

/**
 * The files that hold one cell.
 *
 * @param cell the cell's name, from the names of its files
 * @param files in the order in which they are read
 */
public record CellFiles(String cell, List<SourceFile> files) {
    public CellFiles {
        files = List.copyOf(files);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("cell " + cell + " has no files");
        }
    }

    /** Bytes of all files together, by which work can be shared out. */
    public long length() {
        return files.stream().mapToLong(SourceFile::length).sum();
    }
}
