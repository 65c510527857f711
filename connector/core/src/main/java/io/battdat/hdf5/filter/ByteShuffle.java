package io.battdat.hdf5.filter;

/**
 * Byte planes back to elements: all first bytes of the elements, then all second bytes, and so on, as the HDF5 shuffle
 * filter and Blosc write them.
 */
final class ByteShuffle {
    /** Elements taken together, so that what is written stays in the nearest cache from plane to plane. */
    private static final int TILE = 512;

    private ByteShuffle() {}

    /**
     * Puts some elements together.
     *
     * @param planes holds the planes from {@code from} on, each of {@code count} bytes
     * @param elementBytes bytes of an element, which is the number of planes
     * @param needed the bytes of an element to put in place
     * @param first the first element to put together
     * @param end the element behind the last
     * @param elements receives them from {@code to} on
     */
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
        for (int tile = first; tile < end; tile += TILE) {
            int tileEnd = Math.min(end, tile + TILE);
            int target = to + (tile - first) * elementBytes;
            for (int plane = needed.next(0); plane >= 0; plane = needed.next(plane + 1)) {
                int source = from + plane * count;
                for (int i = tile, at = target + plane; i < tileEnd; i++, at += elementBytes) {
                    elements[at] = planes[source + i];
                }
            }
        }
    }
}
