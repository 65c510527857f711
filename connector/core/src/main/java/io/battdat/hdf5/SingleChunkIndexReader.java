package io.battdat.hdf5;

/** A single filtered chunk: size and mask stand in the layout message (format specification, IV.A.2.i, version 4). */
final class SingleChunkIndexReader extends ChunkIndexReader {
    private final long storedBytes;
    private final int filterMask;

    SingleChunkIndexReader(
            GuardedStorage storage, long address, long chunkBytes, long chunkCount, long storedBytes, int filterMask) {
        super(storage, address, chunkBytes, chunkCount);
        this.storedBytes = storedBytes;
        this.filterMask = filterMask;
    }

    @Override
    void readInto(ChunkIndex.Builder chunks) {
        add(chunks, 0, address, storedBytes, filterMask);
    }
}
