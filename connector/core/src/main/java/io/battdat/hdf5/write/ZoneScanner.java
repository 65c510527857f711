package io.battdat.hdf5.write;

import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.RecordLayout;
import io.battdat.hdf5.filter.PlaneTranspose;
import io.battdat.hdf5.zones.ColumnExtent;
import io.battdat.hdf5.zones.Zone;
import io.battdat.hdf5.zones.ZoneColumn;
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
            ColumnExtent extent = new ColumnExtent(ZoneColumn.of(member).kind());
            widen(number, rows);
            extent.add(bits, 0, rows);
            zone.minimums()[i] = extent.minimum();
            zone.maximums()[i] = extent.maximum();
            zone.holdsNan()[i] = extent.holdsNan();
            zone.ascending()[i] = extent.isAscending();
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

    /** Makes 64 bits of shorter numbers. */
    private void widen(ElementType.Number number, int rows) {
        int unusedBits = Long.SIZE - Byte.SIZE * number.bytes();
        switch (number.format()) {
            case INT8, INT16, INT32 -> {
                for (int row = 0; row < rows; row++) {
                    bits[row] = bits[row] << unusedBits >> unusedBits;
                }
            }
            case FLOAT16 -> {
                for (int row = 0; row < rows; row++) {
                    bits[row] = Double.doubleToRawLongBits(HalfFloat.toDouble((int) bits[row]));
                }
            }
            case FLOAT32 -> {
                for (int row = 0; row < rows; row++) {
                    bits[row] = Double.doubleToRawLongBits(Float.intBitsToFloat((int) bits[row]));
                }
            }
            case INT64, UINT8, UINT16, UINT32, UINT64, FLOAT64 -> {
                // their bits are as they should be
            }
        }
    }
}
