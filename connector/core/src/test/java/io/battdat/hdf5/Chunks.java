package io.battdat.hdf5;

/** Makes chunk indexes for tests in other packages. */
public final class Chunks {
    private final ChunkIndex.Builder builder = new ChunkIndex.Builder(Long.MAX_VALUE, Long.MAX_VALUE);

    /** Adds a stored chunk that went through all filters. */
    public Chunks add(long number, long address, long storedBytes) {
        return add(number, address, storedBytes, 0);
    }

    public Chunks add(long number, long address, long storedBytes, int filterMask) {
        builder.add(number, address, storedBytes, filterMask);
        return this;
    }

    public ChunkIndex index() {
        return builder.build();
    }
}
