package io.battdat.hdf5.read;

import io.battdat.CorruptFileException;
import io.battdat.UnsupportedFormatException;
import io.battdat.hdf5.ChunkIndex;
import io.battdat.hdf5.FilterSpec;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.filter.ByteRange;
import io.battdat.hdf5.filter.FilterException;
import io.battdat.hdf5.filter.FilterPipeline;
import io.battdat.hdf5.filter.RowBytes;
import io.battdat.io.SeekableInput;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * One chunk after the other, decoded as far as is asked. A chunk is fetched when something of it is first looked at, and
 * decoding goes on where it stopped: the columns of a filter first, the others if they are wanted.
 */
final class ChunkReader implements Closeable {
    /** A chunk that is decoded by rows is taken in parts of this size: it may have hundreds of megabytes. */
    private static final int PART_BYTES = 16 << 20;

    /** A chunk of no more is decoded to its end where its last column is read, for the sake of its checksum. */
    private static final int MAX_BYTES_TO_VERIFY = 16 << 20;

    private final TableInfo table;
    private final ChunkIndex chunks;
    private final ChunkFetcher fetcher;
    private final FilterPipeline pipeline;
    private final byte[] fillRow;
    private final int rowBytes;
    private final int endOffset;
    private final int endOfLastColumn;
    private final int chunkBytes;

    private long chunk = -1;
    /** Position of the chunk in the index; -1 if it was never written. */
    private int stored;

    private int mask;
    private boolean fetched;
    private boolean decoded;
    /** Rows at hand that can be decoded to byte planes, if the chunk is decoded by rows. */
    private Optional<ByteRange> planes = Optional.empty();

    private RowSource source;
    /** The row of the chunk that the source starts with. */
    private int sourceFirstRow;

    private long chunksRead;
    private long decodedBytes;

    /**
     * @param endOffset bytes of a row up to and including the last one that will be looked at; 0 if none will be
     */
    ChunkReader(SeekableInput input, TableInfo table, int endOffset) {
        this.table = table;
        this.chunks = table.chunks();
        this.fetcher = new ChunkFetcher(input, chunks);
        this.rowBytes = table.layout().rowBytes();
        this.endOffset = endOffset;
        this.endOfLastColumn = table.layout().members().stream()
                .mapToInt(member -> member.offset() + member.type().bytes())
                .max()
                .orElse(0);
        this.chunkBytes = chunkBytes(table);
        this.fillRow = table.fillRow() != null ? table.fillRow() : new byte[endOffset];
        // counting rows decodes nothing, so it does not matter how they are stored
        List<FilterSpec> filters = endOffset == 0 ? List.of() : table.filters();
        this.pipeline = new FilterPipeline(table.file(), table.path(), filters, RowBytes.all(rowBytes), chunkBytes);
    }

    private static int chunkBytes(TableInfo table) {
        long bytes = (long) table.chunkRows() * table.layout().rowBytes();
        if (bytes > Integer.MAX_VALUE - 64 && table.chunks().size() > 0) {
            throw new UnsupportedFormatException(
                    table.file(),
                    "table " + table.path(),
                    "its chunks have " + bytes
                            + " bytes; more than 2 GiB cannot be decoded. Copy the file with h5repack"
                            + " and a smaller chunk");
        }
        return (int) Math.min(bytes, Integer.MAX_VALUE - 64);
    }

    /**
     * Makes the chunk that holds a row the current one.
     *
     * @return the row after the last of those from there on that are best decoded at once
     * @throws CorruptFileException if the chunk is damaged
     * @throws IOException if storage fails
     */
    long moveTo(long row, long endRow) throws IOException {
        long number = row / table.chunkRows();
        if (number != chunk) {
            chunk = number;
            int i = chunks.firstFrom(chunk);
            stored = i < chunks.size() && chunks.number(i) == chunk ? i : -1;
            mask = stored < 0 ? 0 : chunks.filterMask(stored);
            fetched = false;
            decoded = false;
        }
        long end = Math.min(endRow, (chunk + 1) * table.chunkRows());
        if (!decodesRows()) {
            return end;
        }
        try {
            fetch();
            planes = pipeline.planesAt(inChunk(row) * rowBytes);
        } catch (FilterException e) {
            throw damaged(e);
        }
        long partEnd = planes.isPresent()
                ? chunk * table.chunkRows() + planes.get().end() / rowBytes
                : row + Math.max(1, PART_BYTES / rowBytes);
        return Math.min(end, partEnd);
    }

    /** The number of the current chunk in its table. */
    long chunk() {
        return chunk;
    }

    private boolean decodesRows() {
        return stored >= 0 && pipeline.decodesRows(mask);
    }

    /**
     * Decodes what columns need of rows of the current chunk.
     *
     * @param endRow the row after the last one; with {@code firstRow} within what {@link #moveTo} gave
     * @return where the rows are, until the next call
     */
    RowSource decode(MemberColumns columns, long firstRow, long endRow) throws IOException {
        if (stored < 0) {
            source = RowSource.fill(fillRow);
            return source;
        }
        int first = inChunk(firstRow);
        int end = inChunk(endRow - 1) + 1;
        try {
            fetch();
            if (pipeline.isStoredAsItIs(mask)) {
                checkHolds(end);
            } else if (decodesRows()) {
                decodeRows(columns, first, end);
            } else {
                decodeWhole(columns, end);
            }
        } catch (FilterException e) {
            throw damaged(e);
        }
        return source;
    }

    /** Where a row is in the source. */
    int inSource(long row) {
        return source.rowStride() == 0 ? 0 : inChunk(row) - sourceFirstRow;
    }

    private int inChunk(long row) {
        return (int) (row - chunk * table.chunkRows());
    }

    private void fetch() throws IOException, FilterException {
        if (fetched) {
            return;
        }
        if (chunks.storedBytes(stored) > Integer.MAX_VALUE - 64) {
            throw new FilterException("it has " + chunks.storedBytes(stored) + " bytes; no more than 2 GiB are read");
        }
        if (pipeline.isStoredAsItIs(mask)) {
            source = RowSource.rows(fetcher.window(stored), fetcher.startInWindow(stored), rowBytes);
            sourceFirstRow = 0;
            decodedBytes += chunks.storedBytes(stored);
        } else {
            fetcher.fetch(stored, pipeline.input());
        }
        chunksRead++;
        if (decodesRows()) {
            pipeline.undoOuter(mask);
        }
        fetched = true;
    }

    /** Checks that a chunk which is taken as it is has some rows from its first one on. */
    private void checkHolds(int rows) throws FilterException {
        int needed = (rows - 1) * rowBytes + endOffset;
        if (chunks.storedBytes(stored) < needed) {
            throw new FilterException(
                    "it has " + chunks.storedBytes(stored) + " bytes, of which " + needed + " are needed");
        }
    }

    private void decodeRows(MemberColumns columns, int first, int end) throws FilterException {
        decodedBytes += (long) (end - first) * rowBytes;
        if (planes.isPresent()) {
            ByteRange rows = planes.get();
            pipeline.decodePlanes(first * rowBytes, end * rowBytes, columns.bytes());
            sourceFirstRow = rows.first() / rowBytes;
            source = RowSource.planes(pipeline.output().bytes(), (rows.end() - rows.first()) / rowBytes);
        } else {
            pipeline.decodeRows(first * rowBytes, end * rowBytes, columns.bytes());
            sourceFirstRow = first;
            source = RowSource.rows(pipeline.output().bytes(), rowBytes);
        }
    }

    private void decodeWhole(MemberColumns columns, int rows) throws FilterException {
        int chunkRows = table.chunkRows();
        boolean further = pipeline.canDecodeFurther(mask);
        boolean planes = pipeline.leavesPlanes(mask);
        int lastByte = planes && further ? columns.endOffset() : endOffset;
        int lastRow = further ? rows : chunkRows;
        int needed = planes ? (lastByte - 1) * chunkRows + lastRow : (lastRow - 1) * rowBytes + lastByte;
        if (lastByte >= endOfLastColumn && chunkBytes <= MAX_BYTES_TO_VERIFY) {
            needed = chunkBytes;
        }
        if (!decoded) {
            pipeline.decode(mask, needed);
            decodedBytes += pipeline.output().length();
            decoded = true;
        } else if (further && needed > pipeline.output().length()) {
            decodedBytes -= pipeline.output().length();
            pipeline.decodeFurther(mask, needed);
            decodedBytes += pipeline.output().length();
        }
        byte[] bytes = pipeline.output().bytes();
        sourceFirstRow = 0;
        source = planes ? RowSource.planes(bytes, chunkRows) : RowSource.rows(bytes, rowBytes);
    }

    private CorruptFileException damaged(FilterException cause) {
        long number = chunk;
        // whatever is there of it is not to be taken for more
        chunk = -1;
        int chunkRows = table.chunkRows();
        return new CorruptFileException(
                table.file(),
                "table " + table.path() + ", rows " + number * chunkRows + " to "
                        + (Math.min(table.rowCount(), (number + 1) * chunkRows) - 1) + " (chunk at address "
                        + chunks.address(stored) + ")",
                cause.getMessage(),
                cause);
    }

    /** Chunks fetched so far. */
    long chunksRead() {
        return chunksRead;
    }

    /** Bytes read from storage so far. */
    long storedBytesRead() {
        return fetcher.bytesRead();
    }

    /** Bytes of chunks decoded so far. */
    long decodedBytes() {
        return decodedBytes;
    }

    @Override
    public void close() {
        pipeline.close();
    }
}
