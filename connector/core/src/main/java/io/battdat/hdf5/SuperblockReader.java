package io.battdat.hdf5;

import io.battdat.io.SeekableInput;
import io.jhdf.Superblock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Finds and checks the superblock (format specification, II.A). */
final class SuperblockReader {
    /** Longer than a superblock of any version with eight-byte addresses. */
    private static final int MAX_SUPERBLOCK_BYTES = 128;

    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

    private SuperblockReader() {}

    /** Where a file's structure starts. */
    record Start(GuardedStorage storage, long rootHeaderAddress) {}

    static Start read(SeekableInput input) throws IOException {
        long position = findSignature(input);
        byte[] bytes = new byte[(int) Math.min(MAX_SUPERBLOCK_BYTES, input.length() - position)];
        input.readFully(position, bytes, 0, bytes.length);
        Superblock superblock = Superblock.readSuperblock(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        checkSize("offsets", superblock.getSizeOfOffsets());
        checkSize("lengths", superblock.getSizeOfLengths());
        if (superblock instanceof Superblock.SuperblockV0V1 old
                && (old.getGroupLeafNodeK() == 0 || old.getGroupInternalNodeK() == 0)) {
            throw FormatProblem.corrupt("superblock at " + position, "its B-tree nodes have no room for an entry");
        }
        if (superblock.getBaseAddressByte() != position) {
            throw FormatProblem.corrupt(
                    "superblock at " + position, "it gives its own address as " + superblock.getBaseAddressByte());
        }
        if (superblock.getEndOfFileAddress() > input.length()) {
            throw FormatProblem.corrupt(
                    "superblock at " + position,
                    "the file is cut short: it has " + input.length() + " bytes and says that it has "
                            + superblock.getEndOfFileAddress());
        }
        GuardedStorage storage = new GuardedStorage(input, superblock);
        return new Start(storage, rootHeaderAddress(storage, superblock));
    }

    private static long rootHeaderAddress(GuardedStorage storage, Superblock superblock) {
        if (superblock instanceof Superblock.SuperblockV0V1 old) {
            // The root's symbol table entry: the offset of its (empty) name, then its object header's address.
            int offsetBytes = superblock.getSizeOfOffsets();
            ByteBuffer entry = storage.read(old.getRootGroupSymbolTableAddress(), 2L * offsetBytes);
            Bytes.unsigned(entry, offsetBytes);
            return Bytes.unsigned(entry, offsetBytes);
        }
        return ((Superblock.SuperblockV2V3) superblock).getRootGroupObjectHeaderAddress();
    }

    /** The superblock is at 0, or at 512, 1024, 2048, … behind a user block. */
    private static long findSignature(SeekableInput input) throws IOException {
        byte[] candidate = new byte[SIGNATURE.length];
        for (long position = 0; position <= input.length() - candidate.length; position = next(position)) {
            input.readFully(position, candidate, 0, candidate.length);
            if (Arrays.equals(candidate, SIGNATURE)) {
                return position;
            }
        }
        throw FormatProblem.corrupt(
                "byte 0",
                input.length() == 0 ? "the file is empty, not HDF5" : "no HDF5 signature: this is not an HDF5 file");
    }

    private static long next(long position) {
        return position == 0 ? 512 : position * 2;
    }

    private static void checkSize(String of, int bytes) {
        if (bytes != 2 && bytes != 4 && bytes != 8) {
            throw FormatProblem.corrupt("superblock", "impossible size of " + of + ": " + bytes + " bytes");
        }
    }
}
