package io.battdat.convert;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** CSV exports of Arbin cyclers ({@code ArbinReader} in battdat/io/arbin.py): each file is a cell. */
final class ArbinFormat implements VendorFormat {
    private static final FileNames NAMES = new FileNames("(.+)\\.csv");

    @Override
    public String name() {
        return "arbin";
    }

    @Override
    public boolean hasName(String fileName) {
        return NAMES.match(fileName);
    }

    @Override
    public boolean recognises(SourceFile file) throws IOException {
        return hasName(file.name()) && FileNames.hasColumns(() -> FieldReader.openCsv(file), ArbinReader.COLUMNS);
    }

    @Override
    public List<CellFiles> group(Collection<? extends SourceFile> files) {
        return NAMES.group(files, Comparator.naturalOrder());
    }

    @Override
    public VendorReader reader(CellFiles cell, VendorOptions options) {
        return new ArbinReader(cell);
    }
}
