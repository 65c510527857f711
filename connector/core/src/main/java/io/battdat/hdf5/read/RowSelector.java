package io.battdat.hdf5.read;

import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.TableInfo;
import io.battdat.io.SeekableInput;
import io.battdat.predicate.Predicate;
import io.battdat.predicate.RowMatcher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Chooses rows by a predicate: decodes the columns that it looks at, and no others. */
final class RowSelector {
    private final MemberColumns columns;
    private final RowMatcher matcher;
    private final boolean[] matches;

    /**
     * @param predicate on members of the table, of nested ones too, that have single values
     */
    RowSelector(TableInfo table, Predicate predicate, SeekableInput input) {
        List<List<String>> paths = new ArrayList<>(predicate.columns());
        this.columns = new MemberColumns(
                table, paths.stream().map(path -> member(table, path)).toList(), input);
        this.matcher = new RowMatcher(predicate, path -> columns.column(paths.indexOf(path)));
        this.matches = new boolean[columns.batchCapacity()];
    }

    /** A member of the row, or of a compound in it, as a member of the row. */
    static Member member(TableInfo table, List<String> path) {
        List<Member> members = table.layout().members();
        int offset = 0;
        Member found = null;
        for (String name : path) {
            found = members.stream()
                    .filter(member -> member.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "table " + table.path() + " has no column " + String.join(".", path)));
            offset += found.offset();
            members = found.type() instanceof ElementType.Compound compound ? compound.members() : List.of();
        }
        return new Member(String.join(".", path), offset, found.type());
    }

    MemberColumns columns() {
        return columns;
    }

    /** Adds the rows that match, of rows in the current chunk. */
    void select(ChunkReader chunk, long firstRow, long endRow, RowSelection selection) throws IOException {
        if (columns.isEmpty()) {
            matcher.match(1, matches);
            if (matches[0]) {
                selection.add(firstRow, endRow);
            }
            return;
        }
        RowSource source = chunk.decode(columns, firstRow, endRow);
        long row = firstRow;
        while (row < endRow) {
            columns.startBatch();
            int count = (int) Math.min(columns.batchCapacity(), endRow - row);
            count = columns.gather(source, row, chunk.inSource(row), count, 0);
            matcher.match(count, matches);
            add(row, count, selection);
            row += count;
        }
    }

    private void add(long row, int count, RowSelection selection) {
        int i = 0;
        while (i < count) {
            if (!matches[i]) {
                i++;
                continue;
            }
            int first = i;
            while (i < count && matches[i]) {
                i++;
            }
            selection.add(row + first, row + i);
        }
    }
}
