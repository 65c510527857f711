package io.battdat.hdf5;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * The heap of dense links and attributes (format specification, III.G). jHDF has one too, but it finds objects only in
 * the first rows of blocks, and one huge object at most.
 *
 * <p>Objects stand in direct blocks, which make up a linear space. The blocks' sizes double from row to row of a table;
 * where a row's blocks would pass the largest direct block they are indirect ones, tables themselves.
 */
final class FractalHeap {
    private static final int MANAGED = 0;
    private static final int HUGE = 1;
    private static final int TINY = 2;
    private static final int CHECKSUMMED_BLOCKS = 0x02;
    /** Rows that a table can have, its blocks doubling in size, before its space passes 2^63. */
    private static final int MAX_ROWS = 64;

    private final GuardedStorage storage;
    private final String place;
    private final int idBytes;
    private final boolean checksummedBlocks;
    private final long hugeTreeAddress;
    private final int tableWidth;
    private final long startBlockBytes;
    private final long maxDirectBlockBytes;
    private final int offsetBytesInHeap;
    private final int lengthBytesInHeap;
    private final long rootAddress;
    private final int rootRows;
    private final Map<Long, ByteBuffer> directBlocks = new HashMap<>();
    private Map<Long, Extent> hugeObjects;
    private long bytesRead;

    /** Where a huge object is stored. */
    private record Extent(long address, long bytes) {}

    FractalHeap(GuardedStorage storage, long address) {
        this.storage = storage;
        this.place = "fractal heap at address " + address;
        int offsetBytes = storage.getSizeOfOffsets();
        int lengthBytes = storage.getSizeOfLengths();
        ByteBuffer header = storage.read(address, 22L + 12L * lengthBytes + 3L * offsetBytes + Integer.BYTES);
        Bytes.expectSignature(header, "FRHP", place);
        Bytes.expectVersion(header.get(), 0, place);
        idBytes = Short.toUnsignedInt(header.getShort());
        if (header.getShort() != 0) {
            throw FormatProblem.unsupported(
                    place, "its blocks are compressed, which is not read. Copy it with h5repack");
        }
        Bytes.verifyChecksum(header, 0, header.limit(), place);
        checksummedBlocks = (header.get() & CHECKSUMMED_BLOCKS) != 0;
        long maxManagedBytes = Integer.toUnsignedLong(header.getInt());
        header.position(header.position() + lengthBytes); // next huge object's number
        hugeTreeAddress = Bytes.unsigned(header, offsetBytes);
        // free space and its manager, sizes and counts of objects
        header.position(header.position() + lengthBytes + offsetBytes + 8 * lengthBytes);
        tableWidth = Short.toUnsignedInt(header.getShort());
        startBlockBytes = Bytes.unsigned(header, lengthBytes);
        maxDirectBlockBytes = Bytes.unsigned(header, lengthBytes);
        int heapSizeBits = Short.toUnsignedInt(header.getShort());
        header.getShort(); // rows of the root at first
        rootAddress = Bytes.unsigned(header, offsetBytes);
        rootRows = Short.toUnsignedInt(header.getShort());
        if (tableWidth == 0
                || heapSizeBits > Long.SIZE
                || rootRows > MAX_ROWS
                || Long.bitCount(startBlockBytes) != 1
                || Long.bitCount(maxDirectBlockBytes) != 1
                || startBlockBytes > maxDirectBlockBytes
                || maxDirectBlockBytes > Integer.MAX_VALUE) {
            throw FormatProblem.corrupt(place, "its creation parameters are impossible");
        }
        offsetBytesInHeap = (heapSizeBits + 7) / 8;
        lengthBytesInHeap = Math.min(bytesForSize(maxDirectBlockBytes), bytesForSize(maxManagedBytes));
    }

    /** Bytes that the library takes for a length of up to {@code size} (H5HFpkg.h, H5HF_SIZEOF_OFFSET_LEN). */
    private static int bytesForSize(long size) {
        return (63 - Long.numberOfLeadingZeros(Math.max(1, size)) + 7) / 8;
    }

    /** The object of an identifier. */
    ByteBuffer object(ByteBuffer identifier) {
        ByteBuffer id = identifier.duplicate().order(identifier.order());
        if (id.remaining() != idBytes) {
            throw FormatProblem.corrupt(place, "an identifier has " + id.remaining() + " bytes, not " + idBytes);
        }
        int flags = Byte.toUnsignedInt(id.get());
        int type = flags >>> 4 & 0x03;
        if (flags >>> 6 != 0) {
            throw FormatProblem.corrupt(place, "an identifier has version " + (flags >>> 6));
        }
        return switch (type) {
            case MANAGED -> managed(Bytes.unsigned(id, offsetBytesInHeap), Bytes.unsigned(id, lengthBytesInHeap));
            case HUGE -> huge(id);
            case TINY -> tiny(flags, id);
            default -> throw FormatProblem.corrupt(place, "an identifier has type " + type);
        };
    }

    private ByteBuffer managed(long offset, long length) {
        if (rootRows == 0) {
            return inDirectBlock(rootAddress, 0, startBlockBytes, offset, length);
        }
        long blockAddress = rootAddress;
        long blockOffset = 0;
        int rows = rootRows;
        // each step goes into a smaller block, so it ends
        while (true) {
            long rowOffset = blockOffset;
            int row = 0;
            while (row < rows && offset - rowOffset >= blockBytes(row) * tableWidth) {
                rowOffset += blockBytes(row) * tableWidth;
                row++;
            }
            if (offset < blockOffset || row == rows) {
                throw FormatProblem.corrupt(place, "an object at offset " + offset + " lies outside of all blocks");
            }
            long column = (offset - rowOffset) / blockBytes(row);
            long childOffset = rowOffset + column * blockBytes(row);
            long childAddress = childAddress(blockAddress, rows, row * (long) tableWidth + column);
            if (blockBytes(row) <= maxDirectBlockBytes) {
                return inDirectBlock(childAddress, childOffset, blockBytes(row), offset, length);
            }
            blockAddress = childAddress;
            blockOffset = childOffset;
            rows = rowsOfIndirectBlock(blockBytes(row));
        }
    }

    /** The first two rows have blocks of the starting size; from there they double. */
    private long blockBytes(int row) {
        return row == 0 ? startBlockBytes : startBlockBytes << (row - 1);
    }

    /** Rows of a table whose blocks together have that size: what they sum up to doubles with each row. */
    private int rowsOfIndirectBlock(long bytes) {
        return Long.numberOfTrailingZeros(bytes)
                - Long.numberOfTrailingZeros(startBlockBytes * Integer.highestOneBit(tableWidth))
                + 1;
    }

    private long childAddress(long indirectAddress, int rows, long entry) {
        int offsetBytes = storage.getSizeOfOffsets();
        int entriesAt = 5 + offsetBytes + offsetBytesInHeap;
        ByteBuffer block =
                storage.read(indirectAddress, entriesAt + (long) rows * tableWidth * offsetBytes + Integer.BYTES);
        String blockPlace = "fractal heap indirect block at address " + indirectAddress;
        Bytes.expectSignature(block, "FHIB", blockPlace);
        Bytes.verifyChecksum(block, 0, block.limit(), blockPlace);
        block.position((int) (entriesAt + entry * offsetBytes));
        return Bytes.unsigned(block, offsetBytes);
    }

    private ByteBuffer inDirectBlock(long address, long blockOffset, long blockBytes, long offset, long length) {
        ByteBuffer block = directBlocks.computeIfAbsent(address, key -> readDirectBlock(key, blockBytes));
        long start = offset - blockOffset;
        if (start < 0 || length < 0 || start > block.limit() - length) {
            throw FormatProblem.corrupt(
                    "fractal heap direct block at address " + address,
                    "an object of " + length + " bytes at " + start + " lies outside the block");
        }
        return block.slice((int) start, (int) length).order(block.order());
    }

    private ByteBuffer readDirectBlock(long address, long bytes) {
        String blockPlace = "fractal heap direct block at address " + address;
        ByteBuffer block = readObject(address, bytes);
        Bytes.expectSignature(block, "FHDB", blockPlace);
        if (checksummedBlocks) {
            // the checksum stands inside the block and counts as zero in itself
            int at = 5 + storage.getSizeOfOffsets() + offsetBytesInHeap;
            int stored = block.getInt(at);
            block.putInt(at, 0);
            if (Bytes.checksum(block.array()) != stored) {
                throw FormatProblem.corrupt(blockPlace, "checksum mismatch");
            }
        }
        return block;
    }

    /** An object too large for a block: found by its number, or by its address where that fits into the identifier. */
    private ByteBuffer huge(ByteBuffer id) {
        int offsetBytes = storage.getSizeOfOffsets();
        int lengthBytes = storage.getSizeOfLengths();
        if (id.remaining() >= offsetBytes + lengthBytes) {
            long address = Bytes.unsigned(id, offsetBytes);
            return readObject(address, Bytes.unsigned(id, lengthBytes));
        }
        long number = Bytes.unsigned(id, Math.min(id.remaining(), lengthBytes));
        Extent extent = hugeObjects().get(number);
        if (extent == null) {
            throw FormatProblem.corrupt(place, "there is no huge object " + number);
        }
        return readObject(extent.address, extent.bytes);
    }

    /** The huge objects by number: type 1 of version 2 B-trees. */
    private Map<Long, Extent> hugeObjects() {
        if (hugeObjects == null) {
            Map<Long, Extent> found = new HashMap<>();
            int lengthBytes = storage.getSizeOfLengths();
            BTreeV2.walk(storage, hugeTreeAddress, record -> {
                Extent extent = new Extent(
                        Bytes.unsigned(record, storage.getSizeOfOffsets()), Bytes.unsigned(record, lengthBytes));
                found.put(Bytes.unsigned(record, lengthBytes), extent);
            });
            hugeObjects = found;
        }
        return hugeObjects;
    }

    /**
     * Reads a block or an object. They do not overlap, so together they are no larger than the file: a damaged heap
     * takes no more memory than that, however often it names the same bytes.
     */
    private ByteBuffer readObject(long address, long bytes) {
        ByteBuffer object = storage.read(address, bytes);
        bytesRead += bytes;
        if (bytesRead > storage.size()) {
            throw FormatProblem.corrupt(place, "its blocks and objects together are larger than the file");
        }
        return object;
    }

    /** An object so small that it stands in the identifier itself. */
    private ByteBuffer tiny(int flags, ByteBuffer id) {
        boolean extended = idBytes - 1 > 16;
        int length = extended ? ((flags & 0x0F) << 8 | Byte.toUnsignedInt(id.get())) + 1 : (flags & 0x0F) + 1;
        return id.slice(id.position(), length).order(id.order());
    }
}
