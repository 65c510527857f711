package io.battdat.hdf5.filter;

/**
 * Bit planes back to elements: for each byte of the elements eight planes, that of the lowest bit first, each with a bit
 * of every element, eight elements to a byte, the first one lowest (the bitshuffle library, as Blosc uses it). The number
 * of elements is a multiple of eight.
 */
final class BitShuffle {
    static final int GROUP = Byte.SIZE;

    private BitShuffle() {}

    /** Puts some elements together; the parameters are those of {@link ByteShuffle#undo}. */
    static void undo(
            byte[] planes,
            int from,
            int count,
            int elementBytes,
            RowBytes needed,
            int first,
            int end,
            byte[] elements,
            int to) {
        int planeBytes = count / GROUP;
        for (int plane = needed.next(0); plane >= 0; plane = needed.next(plane + 1)) {
            int source = from + plane * GROUP * planeBytes;
            for (int group = first / GROUP; group * GROUP < end; group++) {
                long bits = 0;
                for (int bit = 0; bit < GROUP; bit++) {
                    bits |= (planes[source + bit * planeBytes + group] & 0xFFL) << Byte.SIZE * bit;
                }
                bits = transpose(bits);
                int element = group * GROUP;
                for (int i = 0; i < GROUP; i++, element++, bits >>>= Byte.SIZE) {
                    if (element >= first && element < end) {
                        elements[to + (element - first) * elementBytes + plane] = (byte) bits;
                    }
                }
            }
        }
    }

    /** Swaps rows and columns of 8 x 8 bits: byte {@code i}, bit {@code k} becomes byte {@code k}, bit {@code i}. */
    private static long transpose(long bits) {
        long swap = (bits ^ bits >>> 7) & 0x00AA_00AA_00AA_00AAL;
        long result = bits ^ swap ^ swap << 7;
        swap = (result ^ result >>> 14) & 0x0000_CCCC_0000_CCCCL;
        result ^= swap ^ swap << 14;
        swap = (result ^ result >>> 28) & 0x0000_0000_F0F0_F0F0L;
        return result ^ swap ^ swap << 28;
    }
}
