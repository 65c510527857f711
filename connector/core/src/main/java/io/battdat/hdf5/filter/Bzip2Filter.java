package io.battdat.hdf5.filter;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/**
 * Filter 307: a bzip2 stream. Blocks behind the last byte that is needed are not decoded; each decoded one has its
 * checksum verified.
 */
final class Bzip2Filter implements ChunkFilter {
    /** Room is made as bytes come: nothing bounds what a short stream may hold but its being decoded. */
    private static final int FIRST_ROOM = 1 << 16;

    @Override
    public int neededInput(int neededBytes) {
        return Integer.MAX_VALUE;
    }

    @Override
    public void decode(ChunkBuffer input, ChunkBuffer output, int neededBytes, int chunkBytes) throws FilterException {
        int wanted = Math.min(neededBytes, chunkBytes);
        output.reserve(Math.min(wanted, FIRST_ROOM));
        int length = 0;
        try (InputStream stream =
                new BZip2CompressorInputStream(new ByteArrayInputStream(input.bytes(), 0, input.length()))) {
            while (length < wanted) {
                output.grow(length + 1);
                int count = stream.read(output.bytes(), length, Math.min(output.bytes().length, wanted) - length);
                if (count < 0) {
                    break;
                }
                length += count;
            }
            if (length == chunkBytes && stream.read() >= 0) {
                throw new FilterException("the bzip2 stream holds more than the chunk's " + chunkBytes + " bytes");
            }
        } catch (IOException | RuntimeException e) {
            // the library meets some damage only by an index out of bounds
            throw new FilterException("the bzip2 stream is damaged (" + e.getMessage() + ")", e);
        }
        output.setLength(length);
    }
}
