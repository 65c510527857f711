package io.battdat.hdf5;

import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessageV4;
import io.jhdf.object.message.DataLayoutMessage.ContiguousDataLayoutMessage;
import io.jhdf.object.message.DataSpace;
import io.jhdf.object.message.FilterPipelineMessage;
import io.jhdf.object.message.SharedMessage;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Reads the {@link TableInfo} of a dataset from its object header. */
final class TableInfoReader {
    /** Contiguous rows are read in pieces of about this size, as if they were unfiltered chunks. */
    private static final int CONTIGUOUS_PIECE_BYTES = 1 << 20;

    /** Wider rows are refused, so that a batch of one row, or the fill row, stays within bounds. */
    private static final int MAX_ROW_BYTES = 64 << 20;

    /** Rows and bytes up to here can be rounded up to whole chunks without overflow. */
    private static final long MAX_TABLE_BYTES = 1L << 62;

    private static final int VIRTUAL_LAYOUT = 3;
    /** Version of the layout messages that HDF5 2.0 writes when asked for its newest format. */
    private static final int LAYOUT_OF_HDF5_2 = 5;

    /** "Null dataspace" of version 2 dataspace messages (IV.A.2.b). */
    private static final int NULL_SPACE = 2;

    /** "Do not apply filter to a partial edge chunk" (IV.A.2.i, chunked storage of version 4). */
    private static final int PARTIAL_CHUNK_UNFILTERED = 0x01;

    private static final BitSet NO_FLAGS = new BitSet(0);

    private final GuardedStorage storage;
    private final ObjectHeader header;

    TableInfoReader(GuardedStorage storage, ObjectHeader header) {
        this.storage = storage;
        this.header = header;
    }

    static boolean isDataset(ObjectHeader header) {
        return !header.all(ObjectHeader.DATASPACE).isEmpty()
                && !header.all(ObjectHeader.DATATYPE).isEmpty();
    }

    /** What keeps a dataset from being a table; empty for a table: one dimension of a compound type. */
    Optional<String> whyNoTable() {
        int rank = dataspace().getDimensionsAsLong().length;
        if (!DatatypeReader.isCompound(datatype(storage, header))) {
            return Optional.of("a plain array, not a table of a compound type");
        }
        if (rank != 1 || dataspace().getType() == NULL_SPACE) {
            return Optional.of("of a compound type but with " + rank + " dimensions, not one");
        }
        return DatatypeReader.isComplexNumber(datatype(storage, header), storage.heapLayout()) && !isMarkedAsTable()
                ? Optional.of("a plain array of complex numbers, not a table")
                : Optional.empty();
    }

    /** PyTables' mark, which tells a table with the columns r and i from an array of complex numbers. */
    private boolean isMarkedAsTable() {
        return Attributes.read(storage, header).text("CLASS").equals(Optional.of("TABLE"));
    }

    TableInfo read(String file, String prefix, String name) {
        if (!header.all(ObjectHeader.EXTERNAL_FILES).isEmpty()) {
            throw FormatProblem.unsupported(
                    header.place(),
                    "its rows are stored in other files, which are never opened. Copy it with h5repack, which stores"
                            + " them inside");
        }
        RecordLayout layout = DatatypeReader.readCompound(datatype(storage, header), storage.heapLayout());
        if (layout.rowBytes() > MAX_ROW_BYTES) {
            throw FormatProblem.unsupported(
                    "datatype",
                    "its rows have " + layout.rowBytes() + " bytes; rows of more than " + MAX_ROW_BYTES
                            + " bytes are not read. Store the wide columns in a dataset of their own");
        }
        long rowCount = dataspace().getDimensionsAsLong()[0];
        if (rowCount < 0 || rowCount > MAX_TABLE_BYTES / layout.rowBytes()) {
            throw FormatProblem.corrupt(
                    "dataspace",
                    "it declares " + Long.toUnsignedString(rowCount) + " rows, more than any file can hold");
        }
        ObjectHeader.Message layoutMessage = header.require(ObjectHeader.LAYOUT, "layout");
        Storage stored = readStorage(layoutMessage, layout.rowBytes(), rowCount);
        return new TableInfo(
                file, prefix, name, rowCount, layout, filters(), stored.chunkRows, stored.chunks, fillRow(layout));
    }

    private record Storage(int chunkRows, ChunkIndex chunks) {
        /** The last chunk of some tables went through no filter if it is not full, whatever its mask says. */
        Storage withPartialChunkUnfiltered(long rowCount) {
            return rowCount % chunkRows == 0
                    ? this
                    : new Storage(chunkRows, chunks.withUnfiltered(rowCount / chunkRows));
        }
    }

    private DataSpace dataspace() {
        return DataSpace.readDataSpace(
                header.require(ObjectHeader.DATASPACE, "dataspace").read(), storage.getSuperblock());
    }

    private static ByteBuffer datatype(GuardedStorage storage, ObjectHeader header) {
        ObjectHeader.Message message = header.require(ObjectHeader.DATATYPE, "datatype");
        return message.isShared() ? committedDatatype(storage, message.read()) : message.read();
    }

    /** The message of a committed datatype, stored in an object of its own (IV.A.2, "Shared Message"). */
    static ByteBuffer committedDatatype(GuardedStorage storage, ByteBuffer reference) {
        long address = new SharedMessage(reference, storage.getSuperblock()).getObjectHeaderAddress();
        ObjectHeader.Message committed = ObjectHeader.read(storage, address).require(ObjectHeader.DATATYPE, "datatype");
        if (committed.isShared()) {
            throw FormatProblem.corrupt(
                    "object header at address " + address, "a committed datatype is itself a reference");
        }
        return committed.read();
    }

    private List<FilterSpec> filters() {
        Optional<ObjectHeader.Message> message = header.find(ObjectHeader.FILTERS);
        if (message.isEmpty()) {
            return List.of();
        }
        return new FilterPipelineMessage(message.get().read(), NO_FLAGS)
                .getFilters().stream()
                        .map(filter -> new FilterSpec(
                                filter.getId(),
                                filter.getName(),
                                java.util.Arrays.stream(filter.getData())
                                        .boxed()
                                        .toList()))
                        .toList();
    }

    private Storage readStorage(ObjectHeader.Message message, int rowBytes, long rowCount) {
        ByteBuffer body = message.read();
        int version = body.get(0);
        if (version >= 3 && body.get(1) == VIRTUAL_LAYOUT) {
            throw FormatProblem.unsupported(
                    header.place(),
                    "it is a virtual dataset, stored in other files, which are never opened. Copy it with h5repack");
        }
        if (version == LAYOUT_OF_HDF5_2) {
            // the fields are those of version 4; only chunk indexes store sizes wider, and they tell how wide
            body = ByteBuffer.allocate(body.remaining())
                    .order(body.order())
                    .put(body)
                    .flip();
            body.put(0, (byte) 4);
        }
        DataLayoutMessage layout = DataLayoutMessage.createDataLayoutMessage(body, storage.getSuperblock(), NO_FLAGS);
        return switch (layout.getDataLayout()) {
            case COMPACT ->
                contiguous(message.bodyAddress() + compactDataOffset(version, message.read()), rowBytes, rowCount);
            case CONTIGUOUS -> contiguous(((ContiguousDataLayoutMessage) layout).getAddress(), rowBytes, rowCount);
            case CHUNKED ->
                layout instanceof ChunkedDataLayoutMessage old
                        ? chunkedVersion3(old, rowBytes, rowCount)
                        : chunkedVersion4((ChunkedDataLayoutMessageV4) layout, body.get(2), rowBytes, rowCount);
        };
    }

    /** Where compact data starts in its message (IV.A.2.i): behind its two-byte size; four bytes and sizes before that. */
    private static int compactDataOffset(int version, ByteBuffer body) {
        return version >= 3 ? 4 : 8 + 4 * Byte.toUnsignedInt(body.get(1)) + 4;
    }

    private Storage contiguous(long address, int rowBytes, long rowCount) {
        int pieceRows = (int) Math.max(1, Math.min(rowCount, CONTIGUOUS_PIECE_BYTES / rowBytes));
        long pieces = (rowCount + pieceRows - 1) / pieceRows;
        ChunkIndex.Builder chunks = new ChunkIndex.Builder(pieces, storage.size());
        if (address != Bytes.UNDEFINED_ADDRESS && rowCount > 0) {
            long start = address + storage.baseAddress();
            if (start < 0 || start > storage.size() - rowCount * rowBytes) {
                throw FormatProblem.corrupt(
                        "rows at address " + start,
                        rowCount + " rows of " + rowBytes + " bytes do not fit into the file's " + storage.size());
            }
            for (long piece = 0; piece < pieces; piece++) {
                long firstRow = piece * pieceRows;
                long rows = Math.min(pieceRows, rowCount - firstRow);
                chunks.add(piece, start + firstRow * rowBytes, rows * rowBytes, 0);
            }
        }
        return new Storage(pieceRows, chunks.build());
    }

    private Storage chunkedVersion3(ChunkedDataLayoutMessage layout, int rowBytes, long rowCount) {
        int chunkRows = chunkRows(layout.getChunkDimensions(), 1, layout.getSize(), rowBytes);
        long chunkCount = (rowCount + chunkRows - 1) / chunkRows;
        if (layout.getBTreeAddress() == Bytes.UNDEFINED_ADDRESS) {
            return nothingStored(chunkRows, chunkCount);
        }
        long chunkBytes = (long) chunkRows * rowBytes;
        return new Storage(
                chunkRows,
                new BTreeChunkIndexReader(storage, layout.getBTreeAddress(), chunkBytes, chunkCount, chunkRows).read());
    }

    private Storage chunkedVersion4(ChunkedDataLayoutMessageV4 layout, int flags, int rowBytes, long rowCount) {
        // the last "dimension" is the size of a row
        int[] dimensions = layout.getChunkDimensions();
        int chunkRows = chunkRows(dimensions, 2, dimensions.length == 2 ? dimensions[1] : rowBytes, rowBytes);
        long chunkCount = (rowCount + chunkRows - 1) / chunkRows;
        long address = layout.getAddress();
        if (address == Bytes.UNDEFINED_ADDRESS) {
            return nothingStored(chunkRows, chunkCount);
        }
        long chunkBytes = (long) chunkRows * rowBytes;
        ChunkIndexReader reader =
                switch (layout.getIndexingType()) {
                    case ChunkedDataLayoutMessageV4.SINGLE_CHUNK_INDEX ->
                        layout.isFilteredSingleChunk()
                                ? new SingleChunkIndexReader(
                                        storage,
                                        address,
                                        chunkBytes,
                                        chunkCount,
                                        layout.getSizeOfFilteredSingleChunk(),
                                        mask(layout.getFilterMaskFilteredSingleChunk()))
                                : new PlainChunkIndexReader(storage, address, chunkBytes, chunkCount);
                    case ChunkedDataLayoutMessageV4.IMPLICIT_INDEX ->
                        new PlainChunkIndexReader(storage, address, chunkBytes, chunkCount);
                    case ChunkedDataLayoutMessageV4.FIXED_ARRAY_INDEX ->
                        new FixedArrayIndexReader(storage, address, chunkBytes, chunkCount);
                    case ChunkedDataLayoutMessageV4.EXTENSIBLE_ARRAY_INDEX ->
                        new ExtensibleArrayIndexReader(storage, address, chunkBytes, chunkCount);
                    default ->
                        throw FormatProblem.unsupported(
                                header.place(),
                                "chunk index type " + layout.getIndexingType()
                                        + " is not one of a table with one dimension. Copy it with h5repack");
                };
        Storage stored = new Storage(chunkRows, reader.read());
        return (flags & PARTIAL_CHUNK_UNFILTERED) == 0 ? stored : stored.withPartialChunkUnfiltered(rowCount);
    }

    private static int mask(BitSet bits) {
        long[] words = bits.toLongArray();
        return words.length == 0 ? 0 : (int) words[0];
    }

    private Storage nothingStored(int chunkRows, long chunkCount) {
        return new Storage(chunkRows, new ChunkIndex.Builder(chunkCount, storage.size()).build());
    }

    private int chunkRows(int[] dimensions, int expectedRank, int elementBytes, int rowBytes) {
        if (dimensions.length != expectedRank || dimensions[0] <= 0 || elementBytes != rowBytes) {
            throw FormatProblem.corrupt(
                    header.place(),
                    "its chunks do not fit its rows: dimensions " + java.util.Arrays.toString(dimensions)
                            + ", elements of " + elementBytes + " bytes, rows of " + rowBytes);
        }
        return dimensions[0];
    }

    /** The fill value (IV.A.2.e, f), if one is defined that is as long as a row. */
    private byte[] fillRow(RecordLayout layout) {
        Optional<ObjectHeader.Message> message = header.find(ObjectHeader.FILL_VALUE);
        ByteBuffer value;
        if (message.isPresent()) {
            value = fillValue(message.get().read());
        } else {
            value = header.find(ObjectHeader.FILL_VALUE_OLD)
                    .map(ObjectHeader.Message::read)
                    .orElse(null);
        }
        if (value == null || value.remaining() < Integer.BYTES || value.getInt() != layout.rowBytes()) {
            return null;
        }
        byte[] row = new byte[layout.rowBytes()];
        value.get(row);
        return row;
    }

    /** Positions a fill value message at its size; null if no value is defined. */
    private static ByteBuffer fillValue(ByteBuffer message) {
        int version = message.get();
        if (version == 3) {
            int flags = message.get();
            return (flags & 0x20) != 0 ? message : null;
        }
        message.position(4);
        boolean defined = message.get(3) == 1;
        return version == 1 || version == 2 && defined ? message : null;
    }
}
