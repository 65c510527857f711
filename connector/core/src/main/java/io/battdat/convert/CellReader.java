package io.battdat.convert;

import io.battdat.metadata.BatteryMetadata;

/** Base of all readers: the cell's files, whose names are all that is known about it. */
abstract class CellReader implements VendorReader {
    private final CellFiles files;

    CellReader(CellFiles files) {
        this.files = files;
    }

    @Override
    public final CellFiles files() {
        return files;
    }

    @Override
    public final BatteryMetadata metadata() {
        return BatteryMetadata.builder().name(files.cell()).build();
    }
}
