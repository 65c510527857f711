package io.battdat.hdf5;

import java.nio.ByteBuffer;

/**
 * The extensible array: a table that grows, in files of the newer formats (format specification, VII.D).
 *
 * <p>The first elements stand in the index block itself. The others stand in data blocks, which belong to "super
 * blocks": super block {@code s} has {@code 2^(s/2)} data blocks of {@code 2^((s+1)/2)} times the smallest block's
 * elements. The index block points straight at the data blocks of the first super blocks, and at the other super
 * blocks. Large data blocks come in pages, with a bit each that says whether the page was ever written.
 */
final class ExtensibleArrayIndexReader extends ChunkIndexReader {
    private boolean filtered;
    private int elementBytes;
    private int indexBlockElements;
    private int minBlockElements;
    private int minSuperBlockPointers;
    private int superBlockCount;
    private int blockOffsetBytes;
    private long pageElements;

    ExtensibleArrayIndexReader(GuardedStorage storage, long address, long chunkBytes, long chunkCount) {
        super(storage, address, chunkBytes, chunkCount);
    }

    @Override
    void readInto(ChunkIndex.Builder chunks) {
        int offsetBytes = storage.getSizeOfOffsets();
        String place = "extensible array header at address " + address;
        ByteBuffer header = storage.read(address, 12L + 6L * storage.getSizeOfLengths() + offsetBytes + Integer.BYTES);
        Bytes.expectSignature(header, "EAHD", place);
        Bytes.verifyChecksum(header, 0, header.limit(), place);
        Bytes.expectVersion(header.get(), 0, place);
        filtered = header.get() == 1;
        elementBytes = Byte.toUnsignedInt(header.get());
        checkElementBytes(elementBytes, filtered, place);
        int maxElementsBits = Byte.toUnsignedInt(header.get());
        indexBlockElements = Byte.toUnsignedInt(header.get());
        minBlockElements = Byte.toUnsignedInt(header.get());
        minSuperBlockPointers = Byte.toUnsignedInt(header.get());
        int pageBits = Byte.toUnsignedInt(header.get());
        if (maxElementsBits > 64
                || pageBits > 30
                || Integer.bitCount(minBlockElements) != 1
                || Integer.bitCount(minSuperBlockPointers) != 1) {
            throw FormatProblem.corrupt(place, "its creation parameters are impossible");
        }
        pageElements = 1L << pageBits;
        blockOffsetBytes = (maxElementsBits + 7) / 8;
        superBlockCount = 1 + maxElementsBits - log2(minBlockElements);
        header.position(header.limit() - Integer.BYTES - offsetBytes);
        long indexBlockAddress = Bytes.unsigned(header, offsetBytes);
        if (indexBlockAddress != Bytes.UNDEFINED_ADDRESS) {
            readIndexBlock(chunks, indexBlockAddress);
        }
    }

    private void readIndexBlock(ChunkIndex.Builder chunks, long blockAddress) {
        int offsetBytes = storage.getSizeOfOffsets();
        String place = "extensible array index block at address " + blockAddress;
        int directSuperBlocks = 2 * log2(minSuperBlockPointers);
        int directBlocks = 2 * (minSuperBlockPointers - 1);
        int pointers = Math.max(0, superBlockCount - directSuperBlocks);
        long bytes = 6L
                + offsetBytes
                + (long) indexBlockElements * elementBytes
                + (long) (directBlocks + pointers) * offsetBytes
                + Integer.BYTES;
        ByteBuffer block = storage.read(blockAddress, bytes);
        Bytes.expectSignature(block, "EAIB", place);
        Bytes.verifyChecksum(block, 0, block.limit(), place);
        block.position(6 + offsetBytes);
        for (int i = 0; i < indexBlockElements; i++) {
            addElement(chunks, i, block, filtered, elementBytes);
        }
        long firstNumber = indexBlockElements;
        for (int superBlock = 0; superBlock < superBlockCount && firstNumber < chunkCount; superBlock++) {
            long blocks = blocksOf(superBlock);
            long blockElements = elementsOf(superBlock);
            if (superBlock < directSuperBlocks) {
                for (long i = 0; i < blocks; i++) {
                    long dataBlock = Bytes.unsigned(block, offsetBytes);
                    readDataBlock(chunks, dataBlock, firstNumber + i * blockElements, blockElements, null, 0);
                }
            } else {
                readSuperBlock(chunks, Bytes.unsigned(block, offsetBytes), superBlock, firstNumber);
            }
            firstNumber += blocks * blockElements;
        }
    }

    private void readSuperBlock(ChunkIndex.Builder chunks, long blockAddress, int superBlock, long firstNumber) {
        if (blockAddress == Bytes.UNDEFINED_ADDRESS) {
            return;
        }
        int offsetBytes = storage.getSizeOfOffsets();
        String place = "extensible array super block at address " + blockAddress;
        long blocks = blocksOf(superBlock);
        long blockElements = elementsOf(superBlock);
        long pages = blockElements > pageElements ? blockElements / pageElements : 0;
        long bitmapBytes = blocks * ((pages + 7) / 8);
        int bitmapAt = 6 + offsetBytes + blockOffsetBytes;
        ByteBuffer block = storage.read(blockAddress, bitmapAt + bitmapBytes + blocks * offsetBytes + Integer.BYTES);
        Bytes.expectSignature(block, "EASB", place);
        Bytes.verifyChecksum(block, 0, block.limit(), place);
        ByteBuffer bitmap = block.slice(bitmapAt, (int) bitmapBytes);
        block.position(bitmapAt + (int) bitmapBytes);
        for (long i = 0; i < blocks; i++) {
            long first = firstNumber + i * blockElements;
            long dataBlock = Bytes.unsigned(block, offsetBytes);
            if (first < chunkCount) {
                readDataBlock(chunks, dataBlock, first, blockElements, bitmap, i * pages);
            }
        }
    }

    /**
     * @param pageBitmap which pages were written, most significant bit first; null for a block without pages
     * @param firstPageBit the bit of this block's first page
     */
    private void readDataBlock(
            ChunkIndex.Builder chunks,
            long blockAddress,
            long firstNumber,
            long blockElements,
            ByteBuffer pageBitmap,
            long firstPageBit) {
        if (blockAddress == Bytes.UNDEFINED_ADDRESS) {
            return;
        }
        String place = "extensible array data block at address " + blockAddress;
        boolean paged = pageBitmap != null && blockElements > pageElements;
        long elementsAt = 6L + storage.getSizeOfOffsets() + blockOffsetBytes;
        long prefixBytes = elementsAt + (paged ? 0 : blockElements * elementBytes) + Integer.BYTES;
        ByteBuffer block = storage.read(blockAddress, prefixBytes);
        Bytes.expectSignature(block, "EADB", place);
        Bytes.verifyChecksum(block, 0, block.limit(), place);
        if (!paged) {
            block.position((int) elementsAt);
            addElements(chunks, block, firstNumber, blockElements);
            return;
        }
        long pageBytes = pageElements * elementBytes + Integer.BYTES;
        for (long page = 0; page < blockElements / pageElements; page++) {
            long first = firstNumber + page * pageElements;
            int bit = Math.toIntExact(firstPageBit + page);
            if (first < chunkCount && (pageBitmap.get(bit / 8) & (0x80 >> (bit % 8))) != 0) {
                ByteBuffer elements = storage.read(blockAddress + prefixBytes + page * pageBytes, pageBytes);
                Bytes.verifyChecksum(elements, 0, elements.limit(), place + ", page " + page);
                addElements(chunks, elements, first, pageElements);
            }
        }
    }

    private void addElements(ChunkIndex.Builder chunks, ByteBuffer elements, long firstNumber, long count) {
        for (long i = 0; i < count; i++) {
            addElement(chunks, firstNumber + i, elements, filtered, elementBytes);
        }
    }

    private static long blocksOf(int superBlock) {
        return 1L << (superBlock / 2);
    }

    private long elementsOf(int superBlock) {
        return (long) minBlockElements << ((superBlock + 1) / 2);
    }

    private static int log2(int powerOfTwo) {
        return Integer.numberOfTrailingZeros(powerOfTwo);
    }
}
