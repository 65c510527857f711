package io.battdat.convert;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * ASCII exports of MACCOR cyclers ({@code MACCORReader} in battdat/io/maccor.py): {@code <cell>.001}, {@code <cell>.002},
 * … are one cell.
 */
final class MaccorFormat implements VendorFormat {
    private static final FileNames NAMES = new FileNames("(.+)\\.(\\d{3,})");

    @Override
    public String name() {
        return "maccor";
    }

    @Override
    public boolean hasName(String fileName) {
        return NAMES.match(fileName);
    }

    @Override
    public boolean recognises(SourceFile file) throws IOException {
        return hasName(file.name()) && FileNames.hasColumns(() -> MaccorReader.fields(file), MaccorReader.COLUMNS);
    }

    @Override
    public List<CellFiles> group(Collection<? extends SourceFile> files) {
        return NAMES.group(files, Comparator.comparing(BigInteger::new));
    }

    @Override
    public VendorReader reader(CellFiles cell, VendorOptions options) {
        return new MaccorReader(cell, options);
    }
}
