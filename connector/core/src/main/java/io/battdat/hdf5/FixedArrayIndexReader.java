package io.battdat.hdf5;

import java.nio.ByteBuffer;

/** The fixed array: a table that cannot grow (format specification, VII.C). */
final class FixedArrayIndexReader extends ChunkIndexReader {
    FixedArrayIndexReader(GuardedStorage storage, long address, long chunkBytes, long chunkCount) {
        super(storage, address, chunkBytes, chunkCount);
    }

    @Override
    void readInto(ChunkIndex.Builder chunks) {
        int offsetBytes = storage.getSizeOfOffsets();
        int lengthBytes = storage.getSizeOfLengths();
        String place = "fixed array header at address " + address;
        ByteBuffer header = storage.read(address, 8L + lengthBytes + offsetBytes + Integer.BYTES);
        Bytes.expectSignature(header, "FAHD", place);
        Bytes.verifyChecksum(header, 0, header.limit(), place);
        Bytes.expectVersion(header.get(), 0, place);
        boolean filtered = header.get() == 1;
        int elementBytes = Byte.toUnsignedInt(header.get());
        checkElementBytes(elementBytes, filtered, place);
        int pageBits = Byte.toUnsignedInt(header.get());
        long elementCount = Bytes.unsigned(header, lengthBytes);
        long blockAddress = Bytes.unsigned(header, offsetBytes);
        if (elementCount < 0 || elementCount > storage.size() || pageBits > 30) {
            throw FormatProblem.corrupt(place, "it claims " + elementCount + " elements in pages of 2^" + pageBits);
        }
        if (blockAddress != Bytes.UNDEFINED_ADDRESS) {
            readBlock(chunks, blockAddress, elementCount, 1 << pageBits, elementBytes, filtered);
        }
    }

    private void readBlock(
            ChunkIndex.Builder chunks,
            long blockAddress,
            long elementCount,
            int pageElements,
            int elementBytes,
            boolean filtered) {
        String place = "fixed array data block at address " + blockAddress;
        boolean paged = elementCount > pageElements;
        int pageCount = paged ? Math.toIntExact((elementCount + pageElements - 1) / pageElements) : 0;
        int bitmapBytes = (pageCount + 7) / 8;
        int bitmapAt = 6 + storage.getSizeOfOffsets();
        long prefixBytes = bitmapAt + bitmapBytes + Integer.BYTES + (paged ? 0 : elementCount * elementBytes);
        ByteBuffer block = storage.read(blockAddress, prefixBytes);
        Bytes.expectSignature(block, "FADB", place);
        Bytes.verifyChecksum(block, 0, block.limit(), place);
        if (!paged) {
            block.position(bitmapAt);
            for (long number = 0; number < elementCount; number++) {
                addElement(chunks, number, block, filtered, elementBytes);
            }
            return;
        }
        long pageAddress = blockAddress + prefixBytes;
        for (int page = 0; page < pageCount; page++) {
            long firstNumber = (long) page * pageElements;
            int count = (int) Math.min(pageElements, elementCount - firstNumber);
            long pageBytes = (long) count * elementBytes + Integer.BYTES;
            // most significant bit first; a page not initialised holds chunks never written
            if ((block.get(bitmapAt + page / 8) & (0x80 >> (page % 8))) != 0) {
                ByteBuffer elements = storage.read(pageAddress, pageBytes);
                Bytes.verifyChecksum(elements, 0, elements.limit(), place + ", page " + page);
                for (int i = 0; i < count; i++) {
                    addElement(chunks, firstNumber + i, elements, filtered, elementBytes);
                }
            }
            pageAddress += pageBytes;
        }
    }
}
