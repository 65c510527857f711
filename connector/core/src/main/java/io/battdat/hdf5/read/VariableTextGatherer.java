package io.battdat.hdf5.read;

import io.battdat.column.TextColumn;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.HeapLayout;
import java.io.IOException;

/**
 * Gathers texts of variable length: the row holds a text's length, the address of a global heap and a number in it
 * (format specification, IV.B). A reference of all zeros, which stands in rows never written, is an empty text.
 */
final class VariableTextGatherer implements ElementGatherer {
    private final HeapLayout layout;
    private final GlobalHeap heap;
    private final TextColumn column;
    private final Utf8Check utf8 = new Utf8Check();
    private final BitGatherer lengths = new BitGatherer();
    private final BitGatherer addresses = new BitGatherer();
    private final BitGatherer numbers = new BitGatherer();

    VariableTextGatherer(ElementType.VariableText type, GlobalHeap heap, TextColumn column) {
        this.layout = type.heap();
        this.heap = heap;
        this.column = column;
    }

    @Override
    public void addHeapBytes(RowSource source, int offset, int firstRow, int rowCount, long[] rowBytes) {
        int[] bytes = lengths.ints(source, offset, Integer.BYTES, false, firstRow, rowCount);
        for (int i = 0; i < rowCount; i++) {
            rowBytes[i] += Integer.toUnsignedLong(bytes[i]);
        }
    }

    @Override
    public void gather(RowSource source, int offset, int firstRow, int rowCount, int start, int stride)
            throws IOException {
        int addressAt = offset + Integer.BYTES;
        int numberAt = addressAt + layout.offsetBytes();
        int[] bytes = lengths.ints(source, offset, Integer.BYTES, false, firstRow, rowCount);
        int[] number = numbers.ints(source, numberAt, Integer.BYTES, false, firstRow, rowCount);
        boolean wide = layout.offsetBytes() == Long.BYTES;
        long[] wideAddress = wide ? addresses.longs(source, addressAt, false, firstRow, rowCount) : null;
        int[] address =
                wide ? null : addresses.ints(source, addressAt, layout.offsetBytes(), false, firstRow, rowCount);
        for (int i = 0, to = start; i < rowCount; i++, to += stride) {
            long length = Integer.toUnsignedLong(bytes[i]);
            if (length == 0) {
                column.refer(to, 0, 0);
            } else {
                put(i, to, length, wide ? wideAddress[i] : Integer.toUnsignedLong(address[i]), number[i]);
            }
        }
    }

    private void put(int row, int to, long length, long address, int number) throws IOException {
        GlobalHeap.Extent text;
        try {
            text = heap.find(address, number);
        } catch (GlobalHeap.DamagedException e) {
            throw new BadValueException(row, e.getMessage());
        }
        if (length > text.length()) {
            throw new BadValueException(
                    row,
                    "its text of " + length + " bytes is longer than the " + text.length() + " that the heap holds");
        }
        // some writers store the terminator of a C string with the text
        int end = text.start() + (int) length;
        while (end > text.start() && text.bytes()[end - 1] == 0) {
            end--;
        }
        utf8.check(text.bytes(), text.start(), end - text.start(), row);
        column.put(to, text.bytes(), text.start(), end - text.start());
    }
}
