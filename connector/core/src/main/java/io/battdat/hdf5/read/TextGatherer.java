package io.battdat.hdf5.read;

import io.battdat.column.TextColumn;
import io.battdat.hdf5.ElementType;

/**
 * Gathers fixed-length texts. The filler behind a text is dropped: trailing NULs, as numpy and so PyTables do, or
 * trailing spaces where the file pads with spaces.
 */
final class TextGatherer implements ElementGatherer {
    private final int width;
    private final byte filler;
    private final TextColumn column;
    private final Utf8Check utf8 = new Utf8Check();
    private byte[] scratch;

    TextGatherer(ElementType.Text type, TextColumn column) {
        this.column = column;
        this.width = type.bytes();
        this.filler = (byte) (type.spacePadded() ? ' ' : 0);
    }

    @Override
    public void gather(RowSource source, int offset, int firstRow, int rowCount, int start, int stride)
            throws BadValueException {
        if (scratch == null) {
            scratch = new byte[width];
        }
        byte[] bytes = source.bytes();
        int byteStride = source.byteStride();
        int row = source.at(offset, firstRow);
        for (int i = 0, to = start; i < rowCount; i++, to += stride, row += source.rowStride()) {
            if (byteStride == 1) {
                put(bytes, row, i, to);
            } else {
                for (int k = 0, at = row; k < width; k++, at += byteStride) {
                    scratch[k] = bytes[at];
                }
                put(scratch, 0, i, to);
            }
        }
    }

    private void put(byte[] bytes, int at, int row, int to) throws BadValueException {
        int length = width;
        while (length > 0 && bytes[at + length - 1] == filler) {
            length--;
        }
        utf8.check(bytes, at, length, row);
        column.put(to, bytes, at, length);
    }
}
