package io.battdat.hdf5.filter;

import java.util.Optional;

/** A filter that can decode some rows of a chunk, and of these only some bytes. */
interface RowFilter extends ChunkFilter {
    /**
     * Decodes the bytes from {@code firstByte} to {@code endByte} of what the chunk was before this filter ran, to the
     * beginning of the output.
     *
     * @param input the stored bytes, from 0 to {@code input.length()}
     * @param row what is needed of each row
     * @param chunkBytes size of the whole chunk before any filter ran, which bounds the output
     * @throws FilterException if the input is damaged, or holds fewer bytes
     */
    void decodeRows(ChunkBuffer input, ChunkBuffer output, int firstByte, int endByte, RowBytes row, int chunkBytes)
            throws FilterException;

    /**
     * The rows around a place that {@link #decodePlanes} can decode at once; empty if the chunk is not stored so there.
     *
     * @param firstByte where in the chunk a row starts
     * @throws FilterException if the input is damaged
     */
    Optional<ByteRange> planesAt(ChunkBuffer input, int firstByte, int rowBytes, int chunkBytes) throws FilterException;

    /**
     * Decodes rows to byte planes: byte {@code b} of row {@code r} of those that {@link #planesAt} gives is at
     * {@code b * rows + r} of the output.
     *
     * @param firstByte where in the chunk the first row starts that is needed
     * @param endByte where the last one ends; not behind the end of the rows around the first one
     * @param row what is needed of each row
     * @throws FilterException if the input is damaged
     */
    void decodePlanes(ChunkBuffer input, ChunkBuffer output, int firstByte, int endByte, RowBytes row, int chunkBytes)
            throws FilterException;

    /** Decodes whole rows from the first one on. */
    @Override
    default void decode(ChunkBuffer input, ChunkBuffer output, int neededBytes, int chunkBytes) throws FilterException {
        int end = Math.min(neededBytes, decodedBytes(input, chunkBytes));
        decodeRows(input, output, 0, end, RowBytes.all(1), chunkBytes);
    }

    /** How much the input decodes to, as it says itself. */
    int decodedBytes(ChunkBuffer input, int chunkBytes) throws FilterException;

    @Override
    default int neededInput(int neededBytes) {
        return Integer.MAX_VALUE;
    }
}
