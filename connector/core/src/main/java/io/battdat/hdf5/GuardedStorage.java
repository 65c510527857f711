package io.battdat.hdf5;

import io.battdat.io.SeekableInput;
import io.jhdf.Superblock;
import io.jhdf.storage.HdfBackingStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * The file as jHDF and the walkers of this package see it.
 *
 * <p>jHDF allocates what a file declares. Here an address and a length are checked against the file first, so that
 * parsing a structure never takes more memory than the file has bytes, nor more than {@link #MAX_STRUCTURE_BYTES}.
 */
final class GuardedStorage implements HdfBackingStorage {
    /** Far above any single structure of an honest file: a local heap with a million names has some 20 MB. */
    private static final int MAX_STRUCTURE_BYTES = 64 * 1024 * 1024;

    private final SeekableInput input;
    private final Superblock superblock;
    private final long baseAddress;

    GuardedStorage(SeekableInput input, Superblock superblock) {
        this.input = input;
        this.superblock = superblock;
        this.baseAddress = superblock.getBaseAddressByte();
    }

    /** Size of the user block before the superblock: what every address in the file is relative to. */
    long baseAddress() {
        return baseAddress;
    }

    HeapLayout heapLayout() {
        return new HeapLayout(getSizeOfOffsets(), getSizeOfLengths(), baseAddress);
    }

    /** Reads {@code length} bytes at an address as it stands in the file, little-endian as all structure is. */
    ByteBuffer read(long address, long length) {
        return readFrom(address + baseAddress, length);
    }

    private ByteBuffer readFrom(long position, long length) {
        if (position < 0 || length < 0 || position > input.length() - length) {
            throw FormatProblem.corrupt(
                    "address " + position,
                    "a structure of " + length + " bytes is expected here, outside the file's " + input.length()
                            + " bytes (cut short, or a damaged address)");
        }
        if (length > MAX_STRUCTURE_BYTES) {
            throw FormatProblem.corrupt(
                    "address " + position,
                    "a structure claims " + length + " bytes; no sound one passes " + MAX_STRUCTURE_BYTES);
        }
        byte[] bytes = new byte[(int) length];
        try {
            input.readFully(position, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public ByteBuffer readBufferFromAddress(long address, int length) {
        return read(address, length);
    }

    @Override
    public ByteBuffer map(long address, long length) {
        return read(address, length);
    }

    @Override
    public ByteBuffer mapNoOffset(long address, long length) {
        return readFrom(address, length);
    }

    @Override
    public long getUserBlockSize() {
        return baseAddress;
    }

    @Override
    public Superblock getSuperblock() {
        return superblock;
    }

    @Override
    public FileChannel getFileChannel() {
        throw new UnsupportedOperationException("structure is read through SeekableInput only");
    }

    @Override
    public int getSizeOfOffsets() {
        return superblock.getSizeOfOffsets();
    }

    @Override
    public int getSizeOfLengths() {
        return superblock.getSizeOfLengths();
    }

    @Override
    public void close() {
        // the input belongs to BattdatFile
    }

    @Override
    public long size() {
        return input.length();
    }

    @Override
    public boolean inMemory() {
        return false;
    }
}
