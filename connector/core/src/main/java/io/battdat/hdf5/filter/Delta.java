package io.battdat.hdf5.filter;

/**
 * Blosc2's delta filter (c-blosc2, delta.c): each block combined by exclusive or with the first one of its chunk, and the
 * first with itself, one element back.
 */
final class Delta {
    private Delta() {}

    /**
     * Undoes the filter in place.
     *
     * @param reference the first block of the chunk, decoded; null if this is it
     */
    static void undo(byte[] block, int bytes, int elementBytes, byte[] reference) {
        int width = width(elementBytes);
        int end = bytes - bytes % width;
        if (reference == null) {
            for (int i = width; i < end; i++) {
                block[i] ^= block[i - width];
            }
        } else {
            for (int i = 0; i < end; i++) {
                block[i] ^= reference[i];
            }
        }
    }

    /** Elements of other sizes are taken in eights, or bytewise. */
    private static int width(int elementBytes) {
        return switch (elementBytes) {
            case 1, 2, 4 -> elementBytes;
            default -> elementBytes % Long.BYTES == 0 ? Long.BYTES : 1;
        };
    }
}
