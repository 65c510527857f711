package io.battdat.hdf5.filter;

import java.util.Arrays;
import java.util.List;

/**
 * Filter 5: only the bits that a number's type declares as significant, one after the other without regard to bytes, the
 * highest first (HDF5 library, H5Znbit.c, whose parameters describe the type once more).
 */
final class NbitFilter implements ChunkFilter {
    /** Where the parameters say that the type has no bits to spare, so that chunks are as they were. */
    private static final int NOT_PACKED_AT = 1;

    private static final int ELEMENTS_AT = 2;
    private static final int TYPE_AT = 3;

    private final List<Integer> parameters;
    private final boolean packed;
    private NbitType type;
    private int elements;

    NbitFilter(List<Integer> parameters) {
        this.parameters = parameters;
        this.packed = parameters.size() <= NOT_PACKED_AT || parameters.get(NOT_PACKED_AT) == 0;
    }

    @Override
    public int neededInput(int neededBytes) {
        return packed ? Integer.MAX_VALUE : neededBytes;
    }

    @Override
    public void decode(ChunkBuffer input, ChunkBuffer output, int neededBytes, int chunkBytes) throws FilterException {
        if (!packed) {
            output.reserve(input.length());
            System.arraycopy(input.bytes(), 0, output.bytes(), 0, input.length());
            output.setLength(input.length());
            return;
        }
        readParameters();
        int wanted = Math.min(neededBytes, chunkBytes);
        int count = (int) Math.min(elements, (wanted + type.bytes() - 1L) / type.bytes());
        int length = Math.multiplyExact(count, type.bytes());
        if (length > chunkBytes || count < 0) {
            throw new FilterException(
                    "the n-bit filter packed " + elements + " elements of " + type.bytes() + " bytes");
        }
        if (count * type.bits() > (long) input.length() * Byte.SIZE) {
            throw new FilterException(
                    "the packed bits end too early: " + input.length() + " bytes for " + count + " elements");
        }
        output.reserve(length);
        Arrays.fill(output.bytes(), 0, length, (byte) 0);
        BitInput bits = new BitInput(input.bytes());
        for (int i = 0; i < count; i++) {
            type.unpack(bits, output.bytes(), i * type.bytes());
        }
        output.setLength(length);
    }

    private void readParameters() throws FilterException {
        if (type == null) {
            type = NbitType.read(parameters, TYPE_AT);
            elements = parameters.get(ELEMENTS_AT);
        }
    }

    /** Bits one after the other, the highest of a byte first. */
    static final class BitInput {
        private final byte[] bytes;
        private long position;

        BitInput(byte[] bytes) {
            this.bytes = bytes;
        }

        /** The next bits, at most eight. */
        int take(int count) {
            int at = (int) (position >>> 3);
            int shift = 2 * Byte.SIZE - (int) (position & 7) - count;
            int pair = (bytes[at] & 0xFF) << Byte.SIZE | (shift < Byte.SIZE ? bytes[at + 1] & 0xFF : 0);
            position += count;
            return pair >>> shift & (1 << count) - 1;
        }
    }
}
