package io.battdat.hdf5.filter;

import io.battdat.UnsupportedFormatException;
import io.battdat.hdf5.FilterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Undoes the filters of a table's chunks, last first, each unless the chunk's mask says that it was skipped.
 *
 * <p>If the last one to undo is a shuffle of whole rows it is left in place: the chunk comes out as byte planes, of
 * which a column is a few. And nothing is decoded past the last byte that is needed. If the last one to undo is Blosc, a
 * few rows of the chunk can be decoded, and of these only the bytes that are needed.
 *
 * <p>A filter that is not read matters only once a chunk is met that went through it: filters are skipped for chunks that
 * they cannot handle.
 */
public final class FilterPipeline implements AutoCloseable {
    private final String file;
    private final String table;
    private final List<FilterSpec> specs;
    /** The filters' decoders; null for a filter that is not read. */
    private final List<ChunkFilter> filters = new ArrayList<>();

    private final RowBytes row;
    private final int chunkBytes;
    private ChunkBuffer current = new ChunkBuffer();
    private ChunkBuffer spare = new ChunkBuffer();
    private ChunkBuffer decoded = current;
    private boolean planes;
    /** The filter that {@link #decodeRows} undoes. */
    private RowFilter rowFilter;

    /**
     * @param row what is needed of the table's rows
     * @param chunkBytes size of a chunk before any filter
     */
    public FilterPipeline(String file, String table, List<FilterSpec> specs, RowBytes row, int chunkBytes) {
        this.file = file;
        this.table = table;
        this.specs = specs;
        this.row = row;
        this.chunkBytes = chunkBytes;
        for (FilterSpec spec : specs) {
            filters.add(FilterRegistry.create(spec).orElse(null));
        }
    }

    /** Where a chunk's bytes are to be put before {@link #decode}. */
    public ChunkBuffer input() {
        return current;
    }

    /** The decoded chunk, or the rows of it that were decoded. */
    public ChunkBuffer output() {
        return decoded;
    }

    /** Whether the decoded chunk is byte planes: byte {@code b} of row {@code r} at {@code b * rows of a chunk + r}. */
    public boolean isPlanes() {
        return planes;
    }

    /** Whether {@link #decode} will leave a chunk with that mask as byte planes. */
    public boolean leavesPlanes(int filterMask) {
        int first = firstApplied(filterMask);
        return first < specs.size() && isRowShuffle(specs.get(first));
    }

    /** Whether a chunk with that mask went through no filter, so that there is nothing to undo. */
    public boolean isStoredAsItIs(int filterMask) {
        return firstApplied(filterMask) == specs.size();
    }

    /** Whether a chunk with that mask can be decoded row by row: with {@link #undoOuter} and {@link #decodeRows}. */
    public boolean decodesRows(int filterMask) {
        int first = firstApplied(filterMask);
        return first < specs.size() && filters.get(first) instanceof RowFilter;
    }

    private int firstApplied(int filterMask) {
        int first = 0;
        while (first < specs.size() && !applies(first, filterMask)) {
            first++;
        }
        return first;
    }

    /**
     * Decodes the chunk in {@link #input()} into {@link #output()}.
     *
     * @param neededBytes how much of the decoded chunk (of its planes, if it comes out as planes) is looked at
     * @throws FilterException if the chunk is damaged
     * @throws UnsupportedFormatException if it went through a filter that is not read
     */
    public void decode(int filterMask, int neededBytes) throws FilterException {
        if (decodesRows(filterMask)) {
            undoOuter(filterMask);
            decodeRows(0, neededBytes);
            return;
        }
        planes = leavesPlanes(filterMask);
        int first = firstApplied(filterMask);
        undo(filterMask, planes ? first + 1 : first, neededBytes);
        decoded = current;
        checkHolds(neededBytes);
    }

    /**
     * Decodes more of the chunk that {@link #decode} was given last.
     *
     * @param neededBytes as there; what was decoded before is in {@link #output()} as well
     * @throws FilterException if the chunk is damaged
     */
    public void decodeFurther(int filterMask, int neededBytes) throws FilterException {
        int stage = firstApplied(filterMask) + (planes ? 1 : 0);
        while (stage < specs.size() && !applies(stage, filterMask)) {
            stage++;
        }
        if (current.length() < neededBytes && stage < specs.size()) {
            int most = maxOutput(stage);
            filters.get(stage).decodeFurther(spare, current, Math.min(neededBytes, most), most);
        }
        checkHolds(neededBytes);
    }

    /**
     * Whether {@link #decodeFurther} has all that it needs: that is so if what the last filter was given is the whole of
     * the chunk.
     */
    public boolean canDecodeFurther(int filterMask) {
        for (int i = firstApplied(filterMask) + (leavesPlanes(filterMask) ? 1 : 0); i < specs.size(); i++) {
            if (applies(i, filterMask)
                    && filters.get(i) != null
                    && filters.get(i).neededInput(1) != Integer.MAX_VALUE) {
                return false;
            }
        }
        return !decodesRows(filterMask);
    }

    private void checkHolds(int neededBytes) throws FilterException {
        if (current.length() < neededBytes) {
            throw new FilterException(
                    "it decodes to " + current.length() + " bytes, of which " + neededBytes + " are needed");
        }
    }

    /**
     * Undoes all filters of the chunk in {@link #input()} but the first, which {@link #decodesRows}.
     *
     * @throws FilterException if the chunk is damaged
     * @throws UnsupportedFormatException if it went through a filter that is not read
     */
    public void undoOuter(int filterMask) throws FilterException {
        int first = firstApplied(filterMask);
        planes = false;
        rowFilter = (RowFilter) filters.get(first);
        undo(filterMask, first + 1, Integer.MAX_VALUE);
    }

    /**
     * Decodes some rows of a chunk into {@link #output()}, after {@link #undoOuter} and as often as is wanted.
     *
     * @param firstByte where in the chunk the first of the rows starts, with which the output starts
     * @param endByte where the last of the rows ends
     * @throws FilterException if the chunk is damaged
     * @throws UnsupportedFormatException if it is written in a way that is not read
     */
    public void decodeRows(int firstByte, int endByte) throws FilterException {
        decodeRows(firstByte, endByte, row);
    }

    /**
     * The same, of other bytes of the rows than the pipeline was made for.
     *
     * @param needed what is needed of each row
     */
    public void decodeRows(int firstByte, int endByte, RowBytes needed) throws FilterException {
        try {
            rowFilter.decodeRows(current, spare, firstByte, endByte, needed, chunkBytes);
        } catch (UnsupportedFilterException e) {
            throw unsupported(e.getMessage());
        }
        decoded = spare;
    }

    /**
     * The rows around a place that {@link #decodePlanes} can decode at once, after {@link #undoOuter}; empty if they are
     * to be decoded by {@link #decodeRows}.
     *
     * @param firstByte where in the chunk a row starts
     * @throws FilterException if the chunk is damaged
     * @throws UnsupportedFormatException if it is written in a way that is not read
     */
    public Optional<ByteRange> planesAt(int firstByte) throws FilterException {
        try {
            return rowFilter.planesAt(current, firstByte, row.size(), chunkBytes);
        } catch (UnsupportedFilterException e) {
            throw unsupported(e.getMessage());
        }
    }

    /**
     * Decodes rows into {@link #output()} as byte planes: byte {@code b} of row {@code r} of those that {@link #planesAt}
     * gives is at {@code b * rows + r}.
     *
     * @param firstByte where in the chunk the first row starts that is needed
     * @param endByte where the last one ends; not behind the end of the rows around the first one
     * @param needed what is needed of each row
     * @throws FilterException if the chunk is damaged
     * @throws UnsupportedFormatException if it is written in a way that is not read
     */
    public void decodePlanes(int firstByte, int endByte, RowBytes needed) throws FilterException {
        try {
            rowFilter.decodePlanes(current, spare, firstByte, endByte, needed, chunkBytes);
        } catch (UnsupportedFilterException e) {
            throw unsupported(e.getMessage());
        }
        decoded = spare;
    }

    /** Undoes the filters down to one. */
    private void undo(int filterMask, int last, int neededBytes) throws FilterException {
        int[] needed = neededByStage(filterMask, last, neededBytes);
        for (int i = specs.size() - 1; i >= last; i--) {
            if (applies(i, filterMask)) {
                try {
                    filters.get(i).decode(current, spare, needed[i], maxOutput(i));
                } catch (UnsupportedFilterException e) {
                    throw unsupported(e.getMessage());
                }
                ChunkBuffer output = spare;
                spare = current;
                current = output;
            }
        }
    }

    private UnsupportedFormatException unsupported(String what) {
        return new UnsupportedFormatException(
                file,
                "table " + table,
                "its chunks went through " + what + ", which is not read. Recompress the file with zlib, for example"
                        + " with ptrepack --complib=zlib (of filters " + FilterRegistry.READ + " are read)");
    }

    /** What each stage must give: all that is needed in the end, or what the stage undone after it needs. */
    private int[] neededByStage(int filterMask, int firstToUndo, int neededBytes) {
        int[] needed = new int[specs.size()];
        int wanted = neededBytes;
        for (int i = firstToUndo; i < specs.size(); i++) {
            if (applies(i, filterMask)) {
                if (filters.get(i) == null) {
                    FilterSpec spec = specs.get(i);
                    throw unsupported("filter " + spec.id() + " (" + FilterRegistry.name(spec) + ")");
                }
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
        return spec.id() == FilterSpec.SHUFFLE && FilterRegistry.shuffledBytes(spec) == row.size();
    }

    private static boolean applies(int filter, int mask) {
        return filter >= Integer.SIZE || (mask & (1 << filter)) == 0;
    }

    @Override
    public void close() {
        filters.stream().filter(Objects::nonNull).forEach(ChunkFilter::close);
    }
}
