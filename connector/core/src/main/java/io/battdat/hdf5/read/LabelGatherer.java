package io.battdat.hdf5.read;

import io.battdat.column.TextColumn;
import io.battdat.hdf5.ElementType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Gathers the labels of enums. A batch holds the bytes of a label once, however many of its rows have it. */
final class LabelGatherer implements ElementGatherer {
    private static final int NOT_KEPT = -1;
    /** Labels that a message about an unknown value lists. */
    private static final int LABELS_IN_MESSAGE = 10;

    private final ElementType.Enumeration type;
    private final TextColumn column;
    private final BitGatherer bits = new BitGatherer();
    /** The values as their bits in the row, zero-extended and in the order of longs. */
    private final long[] values;
    /** By position in {@link #values}. */
    private final byte[][] labels;
    /** Where the labels are in the column. */
    private final int[] starts;

    LabelGatherer(ElementType.Enumeration type, TextColumn column) {
        this.type = type;
        this.column = column;
        List<Map.Entry<Long, String>> byBits = type.labels().entrySet().stream()
                .map(entry -> Map.entry(entry.getKey() & mask(), entry.getValue()))
                .sorted(Map.Entry.comparingByKey())
                .toList();
        this.values = byBits.stream().mapToLong(Map.Entry::getKey).toArray();
        this.labels = byBits.stream()
                .map(entry -> entry.getValue().getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        this.starts = new int[values.length];
        Arrays.fill(starts, NOT_KEPT);
    }

    private long mask() {
        return type.bytes() == Long.BYTES ? -1L : (1L << Byte.SIZE * type.bytes()) - 1;
    }

    @Override
    public void startBatch() {
        Arrays.fill(starts, NOT_KEPT);
    }

    @Override
    public void gather(RowSource source, int offset, int firstRow, int rowCount, int start, int stride)
            throws BadValueException {
        boolean bigEndian = type.base().bigEndian();
        if (type.bytes() == Long.BYTES) {
            long[] raw = bits.longs(source, offset, bigEndian, firstRow, rowCount);
            for (int i = 0, to = start; i < rowCount; i++, to += stride) {
                put(raw[i], i, to);
            }
        } else {
            int[] raw = bits.ints(source, offset, type.bytes(), bigEndian, firstRow, rowCount);
            for (int i = 0, to = start; i < rowCount; i++, to += stride) {
                put(Integer.toUnsignedLong(raw[i]), i, to);
            }
        }
    }

    private void put(long value, int row, int to) throws BadValueException {
        int label = Arrays.binarySearch(values, value);
        if (label < 0) {
            throw new BadValueException(
                    row, "the value " + decimal(value) + " is none of its enum, whose labels are " + described());
        }
        if (starts[label] == NOT_KEPT) {
            starts[label] = column.keep(labels[label], 0, labels[label].length);
        }
        column.refer(to, starts[label], labels[label].length);
    }

    private String decimal(long value) {
        return switch (type.base().format()) {
            case INT8 -> Byte.toString((byte) value);
            case INT16 -> Short.toString((short) value);
            case INT32 -> Integer.toString((int) value);
            case INT64 -> Long.toString(value);
            default -> Long.toUnsignedString(value);
        };
    }

    private String described() {
        String first = String.join(
                ", ", type.labels().values().stream().limit(LABELS_IN_MESSAGE).toList());
        return labels.length > LABELS_IN_MESSAGE
                ? first + " and " + (labels.length - LABELS_IN_MESSAGE) + " more"
                : first;
    }
}
