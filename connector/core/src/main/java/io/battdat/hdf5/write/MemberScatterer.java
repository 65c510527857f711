package io.battdat.hdf5.write;

import io.battdat.column.Column;
import io.battdat.hdf5.Leaf;
import io.battdat.hdf5.Member;
import java.util.List;

/**
 * Scatters the values of a column to where they stand in a chunk's rows: those of each leaf of the member by themselves.
 * Values have passed {@link ColumnCheck}.
 */
final class MemberScatterer {
    private final List<Run> runs;

    MemberScatterer(Member member) {
        this.runs = Leaf.of(member).stream()
                .map(leaf -> new Run(leaf, ElementScatterer.of(leaf.type())))
                .toList();
    }

    private record Run(Leaf leaf, ElementScatterer scatterer) {
        void scatter(Column column, int sourceRow, int rowCount, RowBlock block, int targetRow) {
            Column source = leaf.in(column);
            int perRow = leaf.places().perRow();
            for (int i = 0; i < perRow; i++) {
                int at = leaf.places().offset(i) * block.byteStride() + targetRow * block.rowStride();
                scatterer.scatter(source, sourceRow * perRow + i, perRow, rowCount, block, at);
            }
        }
    }

    /** Copies {@code rowCount} rows of {@code column}, from {@code sourceRow} on, to row {@code targetRow} of the chunk. */
    void scatter(Column column, int sourceRow, int rowCount, RowBlock block, int targetRow) {
        for (Run run : runs) {
            run.scatter(column, sourceRow, rowCount, block, targetRow);
        }
    }
}
