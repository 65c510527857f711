package io.battdat.hdf5.write;

import io.battdat.UnsupportedFormatException;
import io.battdat.hdf5.FilterSpec;
import io.battdat.hdf5.filter.Deflation;
import io.battdat.hdf5.zones.ZoneTail;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import org.bytedeco.javacpp.BytePointer;

/**
 * Turns the rows of a chunk into the bytes that are stored, in the caller's thread. The buffer for them is outside of
 * the Java heap, where the library can take them without a copy, and used again for each chunk.
 */
final class ChunkEncoder {
    private final int rowBytes;
    private final boolean shuffled;
    /** Null if the pipeline has no deflate. */
    private final Deflation deflation;

    private final ZoneTail tail = new ZoneTail();
    private ByteBuffer output;
    private BytePointer pointer;
    private int storedBytes;

    /**
     * @param place file and table, for messages
     * @throws UnsupportedFormatException if a table that another program made goes through filters that are not written
     */
    ChunkEncoder(String file, String place, List<FilterSpec> filters, int rowBytes) {
        this.rowBytes = rowBytes;
        this.shuffled = !filters.isEmpty() && isShuffle(filters.get(0));
        int next = shuffled ? 1 : 0;
        boolean deflated = filters.size() > next && filters.get(next).id() == FilterSpec.DEFLATE;
        if (filters.size() > next + (deflated ? 1 : 0)) {
            List<String> names = filters.stream()
                    .map(filter -> filter.name().isEmpty() ? "number " + filter.id() : filter.name())
                    .toList();
            throw new UnsupportedFormatException(
                    file,
                    place,
                    "its chunks go through the filters " + String.join(", ", names)
                            + "; only shuffle and zlib (deflate) are written. Recompress the file first, for example"
                            + " with ptrepack --complib=zlib --complevel=5 --fletcher32=0");
        }
        this.deflation = deflated ? new Deflation(level(filters.get(next))) : null;
    }

    private boolean isShuffle(FilterSpec filter) {
        return filter.id() == FilterSpec.SHUFFLE && filter.clientData().equals(List.of(rowBytes));
    }

    private static int level(FilterSpec deflate) {
        int level = deflate.clientData().isEmpty()
                ? Deflation.DEFAULT_LEVEL
                : deflate.clientData().get(0);
        return level >= Deflation.MIN_LEVEL && level <= Deflation.MAX_LEVEL ? level : Deflation.DEFAULT_LEVEL;
    }

    /** Whether a block must be laid out as byte planes. */
    boolean takesPlanes() {
        return shuffled;
    }

    /** Checksum of the end of the chunk that was encoded last, if it tells of all rows: it is deflated. */
    OptionalLong tail() {
        return deflation == null ? OptionalLong.empty() : OptionalLong.of(tail.of(deflation.bytes(), storedBytes));
    }

    /** Encodes a whole chunk; the result stands in {@link #data} until the next call. */
    void encode(RowBlock block) {
        byte[] raw = block.bytes();
        if (deflation == null) {
            store(raw, raw.length);
        } else {
            // Noise grows by a few bytes, as it does by HDF5's own filter. The filter mask could say that it is stored
            // as
            // it is, but the library (1.14) fails to read such a chunk back in the session that wrote it.
            int length = deflation.deflate(raw, shuffled ? block.chunkRows() : 0);
            store(deflation.bytes(), length);
        }
    }

    private void store(byte[] bytes, int length) {
        if (output == null || output.capacity() < length) {
            output = ByteBuffer.allocateDirect(bytes.length);
            pointer = new BytePointer(output);
        }
        output.clear().put(bytes, 0, length);
        storedBytes = length;
    }

    BytePointer data() {
        return pointer;
    }

    int storedBytes() {
        return storedBytes;
    }
}
