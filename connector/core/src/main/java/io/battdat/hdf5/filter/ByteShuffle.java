package io.battdat.hdf5.filter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Byte planes back to elements: all first bytes of the elements, then all second bytes, and so on, as the HDF5 shuffle
 * filter and Blosc write them.
 */
final class ByteShuffle {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Elements taken together, so that what is written stays in the nearest cache from plane to plane. */
    private static final int TILE = 256;

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
        long[] eightPlanes = new long[Math.min(TILE, end - first)];
        for (int tile = first; tile < end; tile += TILE) {
            int rows = Math.min(end - tile, TILE);
            int target = to + (tile - first) * elementBytes;
            int plane = needed.next(0);
            while (plane >= 0) {
                int source = from + plane * count + tile;
                if (needed.endOfRun(plane) - plane >= Long.BYTES) {
                    PlaneTranspose.longs(planes, source, count, rows, eightPlanes);
                    for (int i = 0, at = target + plane; i < rows; i++, at += elementBytes) {
                        LONG.set(elements, at, eightPlanes[i]);
                    }
                    plane = needed.next(plane + Long.BYTES);
                } else {
                    for (int i = 0, at = target + plane; i < rows; i++, at += elementBytes) {
                        elements[at] = planes[source + i];
                    }
                    plane = needed.next(plane + 1);
                }
            }
        }
    }
}
