package io.battdat.convert;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * CSV files as Battery Archive, batteryarchive.org, offers them: a cell is {@code <cell>_timeseries.csv},
 * {@code <cell>_cycle_data.csv}, or both. battdat writes for that archive, and has no reader of these.
 */
final class BatteryArchiveFormat implements VendorFormat {
    static final FileNames NAMES = new FileNames("(.+)_(timeseries|cycle_data)\\.csv");

    @Override
    public String name() {
        return "batteryarchive";
    }

    @Override
    public boolean hasName(String fileName) {
        return NAMES.match(fileName);
    }

    @Override
    public boolean recognises(SourceFile file) throws IOException {
        return hasName(file.name())
                && FileNames.hasColumns(() -> FieldReader.openCsv(file), BatteryArchiveReader.columns(file));
    }

    @Override
    public List<CellFiles> group(Collection<? extends SourceFile> files) {
        return NAMES.group(files, Comparator.reverseOrder());
    }

    @Override
    public VendorReader reader(CellFiles cell, VendorOptions options) {
        return new BatteryArchiveReader(cell, options);
    }
}
