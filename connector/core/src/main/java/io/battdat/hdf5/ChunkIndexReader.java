package io.battdat.hdf5;

import java.nio.ByteBuffer;

/** Reads the chunk index of a one-dimensional dataset; one subclass for each kind of index. */
abstract class ChunkIndexReader {
    final GuardedStorage storage;
    final long address;
    /** Bytes of a chunk before filters. */
    final long chunkBytes;
    /** Chunks that the table's rows make. */
    final long chunkCount;

    ChunkIndexReader(GuardedStorage storage, long address, long chunkBytes, long chunkCount) {
        this.storage = storage;
        this.address = address;
        this.chunkBytes = chunkBytes;
        this.chunkCount = chunkCount;
    }

    final ChunkIndex read() {
        ChunkIndex.Builder builder = new ChunkIndex.Builder(chunkCount, storage.size());
        readInto(builder);
        return builder.build();
    }

    abstract void readInto(ChunkIndex.Builder chunks);

    /** Adds a chunk at an address relative to the base, unless it is the undefined one: a chunk never written. */
    final void add(ChunkIndex.Builder chunks, long number, long chunkAddress, long storedBytes, int filterMask) {
        if (chunkAddress != Bytes.UNDEFINED_ADDRESS) {
            chunks.add(number, chunkAddress + storage.baseAddress(), storedBytes, filterMask);
        }
    }

    /** Reads an element of a fixed or extensible array (III.C, III.D): an address; with filters, size and mask too. */
    final void addElement(ChunkIndex.Builder chunks, long number, ByteBuffer element, boolean filtered, int bytes) {
        int offsetBytes = storage.getSizeOfOffsets();
        long chunkAddress = Bytes.unsigned(element, offsetBytes);
        if (filtered) {
            long storedBytes = Bytes.unsigned(element, bytes - offsetBytes - Integer.BYTES);
            add(chunks, number, chunkAddress, storedBytes, element.getInt());
        } else {
            add(chunks, number, chunkAddress, chunkBytes, 0);
        }
    }

    /** Checks the size that an array declares for its elements. */
    final void checkElementBytes(int elementBytes, boolean filtered, String place) {
        int offsetBytes = storage.getSizeOfOffsets();
        int sizeBytes = elementBytes - offsetBytes - Integer.BYTES;
        if (filtered ? sizeBytes < 1 || sizeBytes > 8 : elementBytes != offsetBytes) {
            throw FormatProblem.corrupt(place, "elements of " + elementBytes + " bytes");
        }
    }
}
