package io.battdat.hdf5.read;

import io.battdat.column.ArrayColumn;
import io.battdat.column.BooleanColumn;
import io.battdat.column.ByteColumn;
import io.battdat.column.Column;
import io.battdat.column.DoubleColumn;
import io.battdat.column.FloatColumn;
import io.battdat.column.IntColumn;
import io.battdat.column.LongColumn;
import io.battdat.column.ShortColumn;
import io.battdat.column.TextColumn;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.Member;

/** Gathers the values of one member of a row into a column. */
final class MemberGatherer {
    private final Member member;
    private final ElementType element;
    private final int elementsPerRow;
    private final Column column;
    /** The column that the elements go to: inside arrays, the innermost one. */
    private final Column target;

    private final BitGatherer bits = new BitGatherer();
    private final TextGatherer texts;

    MemberGatherer(Member member, Column column) {
        this.member = member;
        this.column = column;
        ElementType innermost = member.type();
        Column inner = column;
        int count = 1;
        while (innermost instanceof ElementType.Array array) {
            count = Math.multiplyExact(count, array.elementCount());
            innermost = array.element();
        }
        while (inner instanceof ArrayColumn array) {
            inner = array.elements();
        }
        this.element = innermost;
        this.elementsPerRow = count;
        this.target = inner;
        this.texts = innermost instanceof ElementType.Text text ? new TextGatherer(text) : null;
    }

    String name() {
        return member.name();
    }

    Column column() {
        return column;
    }

    /** Bytes of a row up to and including this member: what must be decoded of it. */
    int endOffset() {
        return member.offset() + member.type().bytes();
    }

    /** Forgets the texts of the batch before. */
    void startBatch() {
        if (target instanceof TextColumn text) {
            text.clear();
        }
    }

    /**
     * Gathers {@code rowCount} rows, from row {@code firstRow} of the source to row {@code targetRow} of the column.
     *
     * @throws TextGatherer.NotUtf8Exception if a text is no UTF-8
     */
    void gather(RowSource source, int firstRow, int rowCount, int targetRow) throws TextGatherer.NotUtf8Exception {
        column.ensureCapacity(targetRow + rowCount);
        for (int i = 0; i < elementsPerRow; i++) {
            int offset = member.offset() + i * element.bytes();
            gatherElement(source, offset, firstRow, rowCount, targetRow * elementsPerRow + i);
        }
    }

    private void gatherElement(RowSource source, int offset, int firstRow, int rowCount, int start)
            throws TextGatherer.NotUtf8Exception {
        int stride = elementsPerRow;
        if (element instanceof ElementType.Number number) {
            gatherNumber(number, source, offset, firstRow, rowCount, start, stride);
        } else if (element instanceof ElementType.Bool) {
            boolean[] values = ((BooleanColumn) target).values();
            int[] raw = bits.ints(source, offset, 1, false, firstRow, rowCount);
            for (int i = 0, to = start; i < rowCount; i++, to += stride) {
                values[to] = raw[i] != 0;
            }
        } else {
            texts.gather(source, offset, firstRow, rowCount, (TextColumn) target, start, stride);
        }
    }

    private void gatherNumber(
            ElementType.Number number,
            RowSource source,
            int offset,
            int firstRow,
            int rowCount,
            int start,
            int stride) {
        if (number.bytes() == Long.BYTES) {
            gatherLong(
                    number,
                    bits.longs(source, offset, number.bigEndian(), firstRow, rowCount),
                    rowCount,
                    start,
                    stride);
        } else {
            int[] raw = bits.ints(source, offset, number.bytes(), number.bigEndian(), firstRow, rowCount);
            gatherInt(number, raw, rowCount, start, stride);
        }
    }

    private void gatherLong(ElementType.Number number, long[] raw, int rowCount, int start, int stride) {
        if (number.format() == ElementType.NumberFormat.FLOAT64) {
            double[] values = ((DoubleColumn) target).values();
            for (int i = 0, to = start; i < rowCount; i++, to += stride) {
                values[to] = Double.longBitsToDouble(raw[i]);
            }
        } else {
            long[] values = ((LongColumn) target).values();
            for (int i = 0, to = start; i < rowCount; i++, to += stride) {
                values[to] = raw[i];
            }
        }
    }

    private void gatherInt(ElementType.Number number, int[] raw, int rowCount, int start, int stride) {
        switch (number.format()) {
            case INT8 -> {
                byte[] values = ((ByteColumn) target).values();
                for (int i = 0, to = start; i < rowCount; i++, to += stride) {
                    values[to] = (byte) raw[i];
                }
            }
            case UINT8, INT16 -> {
                short[] values = ((ShortColumn) target).values();
                for (int i = 0, to = start; i < rowCount; i++, to += stride) {
                    values[to] = (short) raw[i];
                }
            }
            case UINT16, INT32 -> {
                int[] values = ((IntColumn) target).values();
                for (int i = 0, to = start; i < rowCount; i++, to += stride) {
                    values[to] = raw[i];
                }
            }
            case UINT32 -> {
                long[] values = ((LongColumn) target).values();
                for (int i = 0, to = start; i < rowCount; i++, to += stride) {
                    values[to] = Integer.toUnsignedLong(raw[i]);
                }
            }
            case FLOAT32 -> {
                float[] values = ((FloatColumn) target).values();
                for (int i = 0, to = start; i < rowCount; i++, to += stride) {
                    values[to] = Float.intBitsToFloat(raw[i]);
                }
            }
            case FLOAT16 -> {
                float[] values = ((FloatColumn) target).values();
                for (int i = 0, to = start; i < rowCount; i++, to += stride) {
                    values[to] = Float.intBitsToFloat(HalfFloat.toFloatBits(raw[i]));
                }
            }
            case INT64, UINT64, FLOAT64 -> throw new IllegalStateException("eight bytes are gathered elsewhere");
        }
    }
}
