package io.battdat.hdf5.filter;

/**
 * Filter 2: byte planes. All first bytes of the elements, then all second bytes, and so on; bytes that do not fill an
 * element stand at the end as they are.
 *
 * <p>Where the element is the table's row the reader takes columns straight from the planes, and this class does not
 * run.
 */
final class ShuffleFilter implements ChunkFilter {
    private final int elementBytes;

    ShuffleFilter(int elementBytes) {
        this.elementBytes = elementBytes;
    }

    @Override
    public int neededInput(int neededBytes) {
        return Integer.MAX_VALUE;
    }

    @Override
    public void decode(ChunkBuffer input, ChunkBuffer output, int neededBytes, int chunkBytes) {
        int length = input.length();
        output.reserve(length);
        byte[] planes = input.bytes();
        byte[] elements = output.bytes();
        int count = length / elementBytes;
        for (int plane = 0; plane < elementBytes; plane++) {
            int from = plane * count;
            for (int i = 0, to = plane; i < count; i++, to += elementBytes) {
                elements[to] = planes[from + i];
            }
        }
        int whole = count * elementBytes;
        System.arraycopy(planes, whole, elements, whole, length - whole);
        output.setLength(length);
    }
}
