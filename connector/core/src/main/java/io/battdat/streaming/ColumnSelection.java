package io.battdat.streaming;

import io.battdat.MissingTableException;
import io.battdat.column.ColumnType;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.read.TableReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which columns to read.
 *
 * @param names null for all
 */
record ColumnSelection(List<String> names) {
    static final ColumnSelection ALL = new ColumnSelection(null);

    static ColumnSelection of(String... names) {
        return new ColumnSelection(List.copyOf(new LinkedHashSet<>(List.of(names))));
    }

    /** Positions in the table's layout of those columns that the table has. */
    List<Integer> members(TableInfo table) {
        int memberCount = table.layout().members().size();
        if (names == null) {
            return IntStream.range(0, memberCount).boxed().toList();
        }
        List<Integer> members = new ArrayList<>();
        for (String name : names) {
            table.layout().indexOf(name).ifPresent(members::add);
        }
        return members;
    }

    /** Names and types of some members of a table. */
    static TableColumns columns(TableInfo table, List<Integer> members) {
        List<String> names = new ArrayList<>();
        List<ColumnType> types = new ArrayList<>();
        for (int index : members) {
            Member member = table.layout().members().get(index);
            names.add(member.name());
            types.add(TableReader.columnType(table, member));
        }
        return new TableColumns(table.file(), table.path(), names, types);
    }

    /**
     * Checks that each column stands in one table at least.
     *
     * @throws MissingTableException if not; the message lists the columns there are
     */
    void checkPresent(List<TableInfo> tables) {
        if (names == null) {
            return;
        }
        Set<String> present = new LinkedHashSet<>();
        List<String> paths = new ArrayList<>();
        for (TableInfo table : tables) {
            table.layout().members().forEach(member -> present.add(member.name()));
            paths.add(table.path());
        }
        for (String name : names) {
            if (!present.contains(name)) {
                throw new MissingTableException(tables.get(0).file() + ": table " + String.join(", ", paths)
                        + ": there is no column " + name + ". The columns are: " + String.join(", ", present) + ".");
            }
        }
    }
}
