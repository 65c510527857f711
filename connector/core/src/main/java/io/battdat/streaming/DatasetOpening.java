package io.battdat.streaming;

import io.battdat.MissingTableException;
import io.battdat.hdf5.BattdatFile;
import io.battdat.metadata.BatteryMetadata;
import io.battdat.metadata.ColumnSchema;
import io.battdat.metadata.StandardSchemas;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Opens the cycles of a cell as datasets.
 *
 * @param tables null for all tables of the cell
 */
record DatasetOpening(String prefix, List<String> tables, ColumnSelection columns)
        implements FileIterator.Opening<BatteryDataset> {
    @Override
    public Items<BatteryDataset> open(BattdatFile file) throws IOException {
        List<TableAddress> addresses = new ArrayList<>();
        Map<String, ColumnSchema> schemas = new LinkedHashMap<>();
        for (String name : tables != null ? tables : tablesOfCell(file)) {
            TableAddress address = TableAddress.of(prefix, name);
            Optional<ColumnSchema> schema = file.columnSchema(address.prefix(), address.name());
            schema.ifPresent(found -> schemas.put(name, found));
            // battdat passes over tables that others put into its files; a table named by the user is meant
            if (tables != null || schema.isPresent() || isBattdatsOwn(file, address)) {
                addresses.add(address);
            }
        }
        if (addresses.isEmpty()) {
            throw new MissingTableException(file.location() + ": there is no table of battdat's under prefix "
                    + TableAddress.normalPrefix(prefix) + ". Name the tables, or one of the prefixes: "
                    + String.join(", ", file.prefixes()) + ".");
        }
        BatteryMetadata metadata = file.metadata(TableAddress.normalPrefix(prefix));
        return new MappedItems<>(
                CycleItems.open(file, addresses, columns, schemas),
                cycle -> new BatteryDataset(metadata, schemas, cycle));
    }

    /** Releases before 0.3.4 stored no schemas, and knew tables by their names. */
    private static boolean isBattdatsOwn(BattdatFile file, TableAddress address) throws IOException {
        return StandardSchemas.forTable(address.name()).isPresent()
                && file.isOfOldRelease(address.prefix(), address.name());
    }

    private List<String> tablesOfCell(BattdatFile file) throws IOException {
        String cell = TableAddress.normalPrefix(prefix);
        return file.tableNames().stream()
                .filter(table -> table.prefix().equals(cell))
                .map(BattdatFile.TableName::name)
                .toList();
    }
}
