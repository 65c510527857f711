package io.battdat.convert;

import io.battdat.metadata.ColumnSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Base of the readers of archives' CSV files, which have the tables already: columns get other names and units. */
abstract class CsvReader extends CellReader {
    private final boolean storeAll;

    CsvReader(CellFiles files, VendorOptions options) {
        super(files);
        this.storeAll = options.storeAll();
    }

    /** Adds the tables that a file holds. */
    abstract void addTables(SourceFile file, List<VendorTable> tables) throws IOException;

    @Override
    public final List<VendorTable> tables() throws IOException {
        List<VendorTable> tables = new ArrayList<>();
        for (SourceFile file : files().files()) {
            addTables(file, tables);
        }
        return tables;
    }

    /** A table of these columns and, if they are to be stored, all others of the file. */
    final VendorTable table(String name, ColumnSchema schema, SourceFile file, List<CsvColumn> columns)
            throws IOException {
        List<CsvColumn> all = new ArrayList<>(columns);
        if (storeAll) {
            all.addAll(OtherColumns.of(file, fieldNames(columns)));
        }
        try (FieldReader fields = FieldReader.openCsv(file)) {
            fieldNames(columns).forEach(fields::column); // a missing one is found before anything is written
        }
        return new CsvTable(name, schema, file, all, Optional.empty());
    }

    static List<String> fieldNames(List<CsvColumn> columns) {
        return columns.stream().map(CsvColumn::field).toList();
    }
}
