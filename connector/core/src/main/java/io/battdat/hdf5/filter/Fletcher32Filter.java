package io.battdat.hdf5.filter;

/**
 * Filter 3: a checksum behind the data, always verified.
 *
 * <p>Fletcher's sum over 16-bit words of big-endian bytes, an odd last byte as the high half of a word; stored
 * little-endian (HDF5 library, {@code H5_checksum_fletcher32}). Files of HDF5 before 1.6.3 swap the bytes within each
 * half, which readers accept, as the library does.
 */
final class Fletcher32Filter implements ChunkFilter {
    private static final int CHECKSUM_BYTES = 4;
    /** Words that can be added before the sums must be folded to stay within 32 bits. */
    private static final int BLOCK_WORDS = 360;

    @Override
    public int neededInput(int neededBytes) {
        return Integer.MAX_VALUE;
    }

    @Override
    public void decode(ChunkBuffer input, ChunkBuffer output, int neededBytes, int chunkBytes) throws FilterException {
        int length = input.length() - CHECKSUM_BYTES;
        if (length < 0) {
            throw new FilterException("a chunk of " + input.length() + " bytes has no room for its checksum");
        }
        byte[] bytes = input.bytes();
        int stored = (bytes[length] & 0xFF)
                | (bytes[length + 1] & 0xFF) << 8
                | (bytes[length + 2] & 0xFF) << 16
                | (bytes[length + 3] & 0xFF) << 24;
        int computed = checksum(bytes, length);
        int swapped = (computed & 0x00FF00FF) << 8 | (computed >>> 8) & 0x00FF00FF;
        if (stored != computed && stored != swapped) {
            throw new FilterException(
                    String.format("checksum mismatch (fletcher32): stored %08x, computed %08x", stored, computed));
        }
        output.reserve(length);
        System.arraycopy(bytes, 0, output.bytes(), 0, length);
        output.setLength(length);
    }

    private static int checksum(byte[] bytes, int length) {
        int sum1 = 0;
        int sum2 = 0;
        int at = 0;
        int words = length / 2;
        while (words > 0) {
            int block = Math.min(words, BLOCK_WORDS);
            words -= block;
            for (int i = 0; i < block; i++) {
                sum1 += (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
                sum2 += sum1;
                at += 2;
            }
            sum1 = fold(sum1);
            sum2 = fold(sum2);
        }
        if ((length & 1) != 0) {
            sum1 += (bytes[at] & 0xFF) << 8;
            sum2 += sum1;
            sum1 = fold(sum1);
            sum2 = fold(sum2);
        }
        return fold(sum2) << 16 | fold(sum1);
    }

    private static int fold(int sum) {
        return (sum & 0xFFFF) + (sum >>> 16);
    }
}
