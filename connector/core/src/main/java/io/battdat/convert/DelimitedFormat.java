package io.battdat.convert;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A format of text files of delimited fields.
 *
 * @param names of its files
 * @param partOrder of the files of a cell, by what tells them apart in their names
 * @param opening opens a file
 * @param columns those that a file must have
 * @param readers makes the reader of a cell
 */
record DelimitedFormat(
        String name, FileNames names, Comparator<String> partOrder, Opening opening, Columns columns, Readers readers)
        implements VendorFormat {
    interface Opening {
        FieldReader open(SourceFile file) throws IOException;
    }

    interface Columns {
        List<String> of(SourceFile file);
    }

    interface Readers {
        VendorReader of(CellFiles cell, VendorOptions options);
    }

    @Override
    public boolean hasName(String fileName) {
        return names.match(fileName);
    }

    @Override
    public boolean recognises(SourceFile file) throws IOException {
        if (!hasName(file.name())) {
            return false;
        }
        try (FieldReader fields = opening.open(file)) {
            return fields.names().containsAll(columns.of(file));
        } catch (VendorFileException e) {
            return false; // not even a line of names
        }
    }

    @Override
    public List<CellFiles> group(Collection<? extends SourceFile> files) {
        return names.group(files, partOrder);
    }

    @Override
    public VendorReader reader(CellFiles cell, VendorOptions options) {
        return readers.of(cell, options);
    }
}
