package io.battdat.hdf5.write;

import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.RecordLayout;
import java.util.Arrays;

/** Copies rows into a layout whose texts are wider. */
final class RowWidening {
    private final RecordLayout narrow;
    private final RecordLayout wide;

    RowWidening(RecordLayout narrow, RecordLayout wide) {
        this.narrow = narrow;
        this.wide = wide;
    }

    byte[] widen(byte[] rows, int rowCount) {
        byte[] target = new byte[Math.multiplyExact(rowCount, wide.rowBytes())];
        for (int i = 0; i < narrow.members().size(); i++) {
            copy(rows, narrow.members().get(i), target, wide.members().get(i), rowCount);
        }
        return target;
    }

    private void copy(byte[] rows, Member from, byte[] target, Member to, int rowCount) {
        ElementType element = StorageTypes.innermost(from.type());
        int fromBytes = element.bytes();
        int toBytes = StorageTypes.innermost(to.type()).bytes();
        int elements = from.type().bytes() / fromBytes;
        boolean spaces = element instanceof ElementType.Text text && text.spacePadded();
        for (int row = 0; row < rowCount; row++) {
            int source = row * narrow.rowBytes() + from.offset();
            int destination = row * wide.rowBytes() + to.offset();
            for (int i = 0; i < elements; i++) {
                System.arraycopy(rows, source + i * fromBytes, target, destination + i * toBytes, fromBytes);
                if (spaces) {
                    int end = destination + (i + 1) * toBytes;
                    Arrays.fill(target, end - toBytes + fromBytes, end, (byte) ' ');
                }
            }
        }
    }
}
