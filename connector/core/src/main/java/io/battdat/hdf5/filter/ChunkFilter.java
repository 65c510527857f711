package io.battdat.hdf5.filter;

/**
 * Undoes one filter on chunks. An instance serves one pipeline of one reader at a time, and may keep buffers between
 * chunks.
 */
public interface ChunkFilter extends AutoCloseable {
    /**
     * Decodes at least the first {@code neededBytes} of what the chunk was before this filter ran; fewer only where the
     * chunk was shorter.
     *
     * @param input the stored bytes, from 0 to {@code input.length()}
     * @param output receives the decoded bytes; not the same buffer as the input
     * @param neededBytes how much of the output will be looked at
     * @param chunkBytes size of the whole chunk before any filter ran, which bounds the output
     * @throws FilterException if the input is damaged
     */
    void decode(ChunkBuffer input, ChunkBuffer output, int neededBytes, int chunkBytes) throws FilterException;

    /**
     * Decodes more of the chunk that {@link #decode} was given last, which is still in {@code input}.
     *
     * @param output holds what was decoded before; a filter that cannot go on decodes it again
     * @param neededBytes how much of the output will be looked at, that from before included
     */
    default void decodeFurther(ChunkBuffer input, ChunkBuffer output, int neededBytes, int chunkBytes)
            throws FilterException {
        decode(input, output, neededBytes, chunkBytes);
    }

    /**
     * How much of its input the filter needs to give {@code neededBytes} of output, as far as it can tell.
     *
     * @return {@link Integer#MAX_VALUE} for all of it
     */
    int neededInput(int neededBytes);

    /** Frees native resources. */
    @Override
    default void close() {}
}
