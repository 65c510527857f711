package io.battdat.hdf5;

/** The version 1 B-tree of chunks, what PyTables writes (format specification, III.A.1, node type 1). */
final class BTreeChunkIndexReader extends ChunkIndexReader {
    /** Stored size, filter mask, first row, and the offset in the dimension of a row's bytes, always zero. */
    private static final int KEY_BYTES = 4 + 4 + 8 + 8;

    private final long chunkRows;

    BTreeChunkIndexReader(GuardedStorage storage, long address, long chunkBytes, long chunkCount, long chunkRows) {
        super(storage, address, chunkBytes, chunkCount);
        this.chunkRows = chunkRows;
    }

    @Override
    void readInto(ChunkIndex.Builder chunks) {
        BTreeV1.walk(storage, address, BTreeV1.CHUNK_NODES, KEY_BYTES, (key, chunkAddress) -> {
            long storedBytes = Integer.toUnsignedLong(key.getInt());
            int filterMask = key.getInt();
            long firstRow = key.getLong();
            if (firstRow < 0 || firstRow % chunkRows != 0 || key.getLong() != 0) {
                throw FormatProblem.corrupt(
                        "chunk B-tree at address " + address,
                        "a chunk starts at row " + firstRow + ", no multiple of the " + chunkRows + " rows of a chunk");
            }
            add(chunks, firstRow / chunkRows, chunkAddress, storedBytes, filterMask);
        });
    }
}
