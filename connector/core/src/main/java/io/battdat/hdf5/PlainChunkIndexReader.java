package io.battdat.hdf5;

/**
 * Chunks that stand one behind the other without an index: the implicit index, and a single unfiltered chunk (format
 * specification, III.C and VII).
 */
final class PlainChunkIndexReader extends ChunkIndexReader {
    PlainChunkIndexReader(GuardedStorage storage, long address, long chunkBytes, long chunkCount) {
        super(storage, address, chunkBytes, chunkCount);
    }

    @Override
    void readInto(ChunkIndex.Builder chunks) {
        if (chunkCount > storage.size() / Math.max(1, chunkBytes)) {
            throw FormatProblem.corrupt(
                    "chunks at address " + address,
                    chunkCount + " chunks of " + chunkBytes + " bytes do not fit into the file");
        }
        for (long number = 0; number < chunkCount; number++) {
            add(chunks, number, address + number * chunkBytes, chunkBytes, 0);
        }
    }
}
