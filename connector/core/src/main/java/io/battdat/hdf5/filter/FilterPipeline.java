package io.battdat.hdf5.filter;

import io.battdat.UnsupportedFormatException;
import io.battdat.hdf5.FilterSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Undoes the filters of a table's chunks, last first, each unless the chunk's mask says that it was skipped.
 *
 * <p>If the last one to undo is a shuffle of whole rows it is left in place: the chunk comes out as byte planes, of
 * which a column is a few. And nothing is decoded past the last byte that is needed.
 */
public final class FilterPipeline implements AutoCloseable {
    private final List<FilterSpec> specs;
    private final List<ChunkFilter> filters = new ArrayList<>();
    private final int rowBytes;
    private final int chunkBytes;
    private ChunkBuffer current = new ChunkBuffer();
    private ChunkBuffer spare = new ChunkBuffer();
    private boolean planes;

    /**
     * @param rowBytes size of the table's rows
     * @param chunkBytes size of a chunk before any filter
     * @throws UnsupportedFormatException if there is a filter that cannot be undone
     */
    public FilterPipeline(String file, String table, List<FilterSpec> specs, int rowBytes, int chunkBytes) {
        this.specs = specs;
        this.rowBytes = rowBytes;
        this.chunkBytes = chunkBytes;
        for (FilterSpec spec : specs) {
            filters.add(FilterRegistry.create(spec)
                    .orElseThrow(() -> new UnsupportedFormatException(
                            file,
                            "table " + table,
                            "its chunks went through filter " + spec.id() + " (" + FilterRegistry.name(spec)
                                    + "), which is not read. Recompress the file with zlib, for example with"
                                    + " ptrepack --complib=zlib")));
        }
    }

    /** Where a chunk's bytes are to be put before {@link #decode}. */
    public ChunkBuffer input() {
        return current;
    }

    /** The decoded chunk. */
    public ChunkBuffer output() {
        return current;
    }

    /** Whether the decoded chunk is byte planes: byte {@code b} of row {@code r} at {@code b * rows of a chunk + r}. */
    public boolean isPlanes() {
        return planes;
    }

    /** Whether {@link #decode} will leave a chunk with that mask as byte planes. */
    public boolean leavesPlanes(int filterMask) {
        for (int i = 0; i < specs.size(); i++) {
            if (applies(i, filterMask)) {
                return isRowShuffle(specs.get(i));
            }
        }
        return false;
    }

    /**
     * Decodes the chunk in {@link #input()} into {@link #output()}.
     *
     * @param neededBytes how much of the decoded chunk (of its planes, if it comes out as planes) is looked at
     * @throws FilterException if the chunk is damaged
     */
    public void decode(int filterMask, int neededBytes) throws FilterException {
        planes = leavesPlanes(filterMask);
        int first = 0;
        while (first < specs.size() && !applies(first, filterMask)) {
            first++;
        }
        int firstToUndo = planes ? first + 1 : first;
        int[] needed = neededByStage(filterMask, firstToUndo, neededBytes);
        for (int i = specs.size() - 1; i >= firstToUndo; i--) {
            if (applies(i, filterMask)) {
                filters.get(i).decode(current, spare, needed[i], maxOutput(i));
                ChunkBuffer decoded = spare;
                spare = current;
                current = decoded;
            }
        }
        if (current.length() < neededBytes) {
            throw new FilterException(
                    "it decodes to " + current.length() + " bytes, of which " + neededBytes + " are needed");
        }
    }

    /** What each stage must give: all that is needed in the end, or what the stage undone after it needs. */
    private int[] neededByStage(int filterMask, int firstToUndo, int neededBytes) {
        int[] needed = new int[specs.size()];
        int wanted = neededBytes;
        for (int i = firstToUndo; i < specs.size(); i++) {
            if (applies(i, filterMask)) {
                needed[i] = Math.min(wanted, maxOutput(i));
                wanted = filters.get(i).neededInput(wanted);
            }
        }
        return needed;
    }

    /** The most that a stage can give: the chunk, and the checksums that stages before it added. */
    private int maxOutput(int stage) {
        int checksums = 0;
        for (int i = 0; i < stage; i++) {
            if (specs.get(i).id() == FilterSpec.FLETCHER32) {
                checksums += Integer.BYTES;
            }
        }
        return chunkBytes + checksums;
    }

    private boolean isRowShuffle(FilterSpec spec) {
        return spec.id() == FilterSpec.SHUFFLE && FilterRegistry.shuffledBytes(spec) == rowBytes;
    }

    private static boolean applies(int filter, int mask) {
        return filter >= Integer.SIZE || (mask & (1 << filter)) == 0;
    }

    @Override
    public void close() {
        filters.forEach(ChunkFilter::close);
    }
}
