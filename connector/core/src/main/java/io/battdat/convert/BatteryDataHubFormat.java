package io.battdat.convert;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * CSV files of Battery Data Hub, batterydata.energy.gov ({@code BDReader} in battdat/io/batterydata.py): a cell is
 * {@code <cell>-raw.csv}, {@code <cell>-summary.csv}, or both.
 */
final class BatteryDataHubFormat implements VendorFormat {
    static final FileNames NAMES = new FileNames("([-\\w]+)[- ](raw|summary)\\.csv");

    @Override
    public String name() {
        return "batterydata";
    }

    @Override
    public boolean hasName(String fileName) {
        return NAMES.match(fileName);
    }

    @Override
    public boolean recognises(SourceFile file) throws IOException {
        return hasName(file.name())
                && FileNames.hasColumns(() -> FieldReader.openCsv(file), BatteryDataHubReader.columns(file));
    }

    @Override
    public List<CellFiles> group(Collection<? extends SourceFile> files) {
        return NAMES.group(files, Comparator.naturalOrder());
    }

    @Override
    public VendorReader reader(CellFiles cell, VendorOptions options) {
        return new BatteryDataHubReader(cell, options);
    }
}
