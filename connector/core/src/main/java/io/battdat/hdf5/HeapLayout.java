package io.battdat.hdf5;

import java.io.Serializable;
import java.nio.ByteBuffer;

/**
 * What the superblock says of addresses and lengths: with it, a reader follows references from rows into the file's
 * global heaps (format specification, III.E) without parsing the file again.
 *
 * @param offsetBytes bytes of an address: 2, 4 or 8
 * @param lengthBytes bytes of a length: 2, 4 or 8
 * @param baseAddress where the file proper starts, behind its user block: what addresses are relative to
 */
public record HeapLayout(int offsetBytes, int lengthBytes, long baseAddress) implements Serializable {
    /** Bytes of a reference in a row: length of the value, address of its heap, number in the heap (IV.B). */
    public int referenceBytes() {
        return Integer.BYTES + offsetBytes + Integer.BYTES;
    }

    /** The position in the file of an address as it is stored in a row; may lie outside the file. */
    public long position(long address) {
        return address + baseAddress;
    }

    /** Reads a length; negative if it passes 2^63. */
    public long readLength(ByteBuffer structure) {
        return Bytes.unsigned(structure, lengthBytes);
    }
}
