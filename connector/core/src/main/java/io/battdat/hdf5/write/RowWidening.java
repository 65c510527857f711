package io.battdat.hdf5.write;

import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.Leaf;
import io.battdat.hdf5.RecordLayout;
import java.util.Arrays;
import java.util.List;

/** Copies rows into a layout whose texts are wider. */
final class RowWidening {
    private final RecordLayout narrow;
    private final RecordLayout wide;
    private final List<Leaf> from;
    private final List<Leaf> to;

    RowWidening(RecordLayout narrow, RecordLayout wide) {
        this.narrow = narrow;
        this.wide = wide;
        this.from = leaves(narrow);
        this.to = leaves(wide);
    }

    private static List<Leaf> leaves(RecordLayout layout) {
        return layout.members().stream()
                .flatMap(member -> Leaf.of(member).stream())
                .toList();
    }

    byte[] widen(byte[] rows, int rowCount) {
        byte[] target = new byte[Math.multiplyExact(rowCount, wide.rowBytes())];
        for (int i = 0; i < from.size(); i++) {
            copy(rows, from.get(i), target, to.get(i), rowCount);
        }
        return target;
    }

    private void copy(byte[] rows, Leaf leaf, byte[] target, Leaf wider, int rowCount) {
        int fromBytes = leaf.type().bytes();
        int toBytes = wider.type().bytes();
        boolean spaces = leaf.type() instanceof ElementType.Text text && text.spacePadded();
        for (int i = 0; i < leaf.places().perRow(); i++) {
            int source = leaf.places().offset(i);
            int destination = wider.places().offset(i);
            for (int row = 0; row < rowCount; row++) {
                System.arraycopy(rows, source, target, destination, fromBytes);
                if (spaces) {
                    Arrays.fill(target, destination + fromBytes, destination + toBytes, (byte) ' ');
                }
                source += narrow.rowBytes();
                destination += wide.rowBytes();
            }
        }
    }
}
