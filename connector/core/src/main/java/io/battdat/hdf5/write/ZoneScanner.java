package io.battdat.hdf5.write;

import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.ElementType.NumberFormat;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.RecordLayout;
import io.battdat.hdf5.filter.PlaneTranspose;
import io.battdat.hdf5.zones.Zone;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Finds the {@link Zone} of a chunk from its bytes as they are encoded: so it is right however the rows got
 * there, also for those that another program had put into a chunk that was not full.
 */
final class ZoneScanner {
    private static final VarHandle LONG_LITTLE =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final List<Member> members;
    private long[] bits = {};

    ZoneScanner(RecordLayout layout) {
        this.members = Zone.columns(layout);
    }

    /** @param tail of the chunk that the block has become */
    Zone scan(RowBlock block, int rows, long tail) {
        int count = members.size();
        Zone zone = new Zone(rows, tail, new long[count], new long[count], new boolean[count], new boolean[count]);
        if (bits.length < rows) {
            bits = new long[rows];
        }
        for (int i = 0; i < count; i++) {
            Member member = members.get(i);
            ElementType.Number number = (ElementType.Number) member.type();
            gather(block, member.offset(), number, rows);
            switch (number.format()) {
                case INT8, INT16, INT32, INT64 -> scanSigned(zone, i, rows, Long.SIZE - Byte.SIZE * number.bytes());
                case UINT8, UINT16, UINT32, UINT64 -> scanUnsigned(zone, i, rows);
                case FLOAT16, FLOAT32, FLOAT64 -> scanFloats(zone, i, rows, number.format());
            }
        }
        return zone;
    }

    private void gather(RowBlock block, int offset, ElementType.Number number, int rows) {
        byte[] bytes = block.bytes();
        int rowStride = block.rowStride();
        int bytesEach = number.bytes();
        if (block.byteStride() == 1 && bytesEach == Long.BYTES) {
            for (int row = 0, at = offset; row < rows; row++, at += rowStride) {
                long value = (long) LONG_LITTLE.get(bytes, at);
                bits[row] = number.bigEndian() ? Long.reverseBytes(value) : value;
            }
            return;
        }
        if (bytesEach == Long.BYTES) {
            int lowest = offset + (number.bigEndian() ? bytesEach - 1 : 0);
            int step = number.bigEndian() ? -block.byteStride() : block.byteStride();
            PlaneTranspose.longs(bytes, lowest * block.byteStride(), step, rows, bits);
            return;
        }
        for (int b = 0; b < bytesEach; b++) {
            int shift = Byte.SIZE * (number.bigEndian() ? bytesEach - 1 - b : b);
            int at = (offset + b) * block.byteStride();
            if (b == 0) {
                for (int row = 0; row < rows; row++, at += rowStride) {
                    bits[row] = (bytes[at] & 0xFFL) << shift;
                }
            } else {
                for (int row = 0; row < rows; row++, at += rowStride) {
                    bits[row] |= (bytes[at] & 0xFFL) << shift;
                }
            }
        }
    }

    private void scanSigned(Zone zone, int column, int rows, int unusedBits) {
        long minimum = Long.MAX_VALUE;
        long maximum = Long.MIN_VALUE;
        boolean ascending = true;
        for (int row = 0; row < rows; row++) {
            long value = bits[row] << unusedBits >> unusedBits;
            ascending &= value >= maximum;
            minimum = Math.min(minimum, value);
            maximum = Math.max(maximum, value);
        }
        zone.minimums()[column] = minimum;
        zone.maximums()[column] = maximum;
        zone.ascending()[column] = ascending;
    }

    private void scanUnsigned(Zone zone, int column, int rows) {
        // flipping the highest bit makes signed order of unsigned order
        long minimum = Long.MAX_VALUE;
        long maximum = Long.MIN_VALUE;
        boolean ascending = true;
        for (int row = 0; row < rows; row++) {
            long value = bits[row] ^ Long.MIN_VALUE;
            ascending &= value >= maximum;
            minimum = Math.min(minimum, value);
            maximum = Math.max(maximum, value);
        }
        zone.minimums()[column] = minimum ^ Long.MIN_VALUE;
        zone.maximums()[column] = maximum ^ Long.MIN_VALUE;
        zone.ascending()[column] = ascending;
    }

    private void scanFloats(Zone zone, int column, int rows, NumberFormat format) {
        double minimum = Double.POSITIVE_INFINITY;
        double maximum = Double.NEGATIVE_INFINITY;
        boolean nan = false;
        boolean ascending = true;
        for (int row = 0; row < rows; row++) {
            double value = toDouble(bits[row], format);
            ascending &= value >= maximum; // never true of NaN
            if (value < minimum) {
                minimum = value;
            }
            if (value > maximum) {
                maximum = value;
            }
            nan |= value != value;
        }
        zone.minimums()[column] = Double.doubleToRawLongBits(minimum);
        zone.maximums()[column] = Double.doubleToRawLongBits(maximum);
        zone.holdsNan()[column] = nan;
        zone.ascending()[column] = ascending;
    }

    private static double toDouble(long bits, NumberFormat format) {
        if (format == NumberFormat.FLOAT64) {
            return Double.longBitsToDouble(bits);
        }
        return format == NumberFormat.FLOAT32 ? Float.intBitsToFloat((int) bits) : HalfFloat.toDouble((int) bits);
    }
}
