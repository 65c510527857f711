package io.battdat.convert;

import io.battdat.column.ColumnType;
import io.battdat.metadata.ColumnSchema;
import io.battdat.metadata.StandardSchemas;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Base of the readers of cyclers' exports ({@code CycleTestReader} in battdat/io/base.py): the files of a cell, one after
 * the other, are one {@code raw_data} table with states, methods, steps and substeps.
 */
abstract class CycleTestReader extends CellReader {
    CycleTestReader(CellFiles files) {
        super(files);
    }

    /** The columns in battdat's order. */
    abstract Map<String, ColumnType> columns();

    /** Opens a file of the test. */
    abstract CycleTestFile open(SourceFile file) throws IOException;

    /** Looks at the files before the first one is read: whether they stand in the order of the test. */
    abstract void checkOrder() throws IOException;

    @Override
    public final List<VendorTable> tables() throws IOException {
        checkOrder();
        for (SourceFile file : files().files()) {
            open(file).close(); // a missing column is found before anything is written
        }
        return List.of(new RawData());
    }

    private final class RawData implements VendorTable {
        @Override
        public String name() {
            return "raw_data";
        }

        @Override
        public Map<String, ColumnType> columns() {
            return CycleTestReader.this.columns();
        }

        @Override
        public ColumnSchema schema() {
            return StandardSchemas.RAW_DATA;
        }

        @Override
        public long estimatedRows() throws IOException {
            return RowEstimate.of(files().files());
        }

        @Override
        public ColumnBatches open() {
            return new CycleTestBatches(CycleTestReader.this);
        }
    }
}
