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
    private final RowBytes allBytes;

    ShuffleFilter(int elementBytes) {
        this.elementBytes = elementBytes;
        this.allBytes = RowBytes.all(elementBytes);
    }

    @Override
    public int neededInput(int neededBytes) {
        return Integer.MAX_VALUE;
    }

    @Override
    public void decode(ChunkBuffer input, ChunkBuffer output, int neededBytes, int chunkBytes) {
        int length = input.length();
        output.reserve(length);
        int count = length / elementBytes;
        ByteShuffle.undo(input.bytes(), 0, count, elementBytes, allBytes, 0, count, output.bytes(), 0);
        int whole = count * elementBytes;
        System.arraycopy(input.bytes(), whole, output.bytes(), whole, length - whole);
        output.setLength(length);
    }
}
