package io.battdat.hdf5;

import io.battdat.testing.BytesInput;
import io.jhdf.Superblock;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Puts structures together byte by byte, little-endian, with offsets and lengths of eight bytes. */
final class StructureBytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** A number of {@code count} bytes. */
    StructureBytes number(long value, int count) {
        for (int i = 0; i < count; i++) {
            bytes.write((int) (value >>> 8 * i));
        }
        return this;
    }

    StructureBytes u8(int... values) {
        for (int value : values) {
            bytes.write(value);
        }
        return this;
    }

    StructureBytes u16(int value) {
        return number(value, Short.BYTES);
    }

    StructureBytes u32(long value) {
        return number(value, Integer.BYTES);
    }

    StructureBytes u64(long value) {
        return number(value, Long.BYTES);
    }

    StructureBytes ascii(String text) {
        return raw(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** A text and the NUL that ends it, padded with NULs to a multiple of eight bytes. */
    StructureBytes paddedName(String name) {
        return raw(Arrays.copyOf(name.getBytes(StandardCharsets.UTF_8), (name.length() / 8 + 1) * 8));
    }

    StructureBytes raw(byte[] more) {
        bytes.writeBytes(more);
        return this;
    }

    /** The checksum of all bytes from {@code start} on. */
    StructureBytes checksumFrom(int start) {
        byte[] content = bytes.toByteArray();
        return u32(Bytes.checksum(Arrays.copyOfRange(content, start, content.length)));
    }

    /** Zeros up to an address. */
    StructureBytes padTo(int address) {
        if (address < bytes.size()) {
            throw new IllegalStateException("already at " + bytes.size() + ", behind " + address);
        }
        return raw(new byte[address - bytes.size()]);
    }

    int size() {
        return bytes.size();
    }

    byte[] toArray() {
        return bytes.toByteArray();
    }

    ByteBuffer toBuffer() {
        return ByteBuffer.wrap(toArray()).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The bytes as a file whose superblock is elsewhere. */
    GuardedStorage toStorage() {
        return new GuardedStorage(new BytesInput(toArray()), superblock());
    }

    /** A superblock of version 0 (format specification, II.A) at address 0. */
    private static Superblock superblock() {
        StructureBytes superblock = new StructureBytes()
                .u8(0x89)
                .ascii("HDF\r\n\032\n")
                .u8(0, 0, 0, 0, 0, 8, 8, 0)
                .u16(4)
                .u16(16)
                .u32(0)
                .u64(0) // base address
                .u64(-1)
                .u64(1L << 40) // end of file
                .u64(-1)
                .u64(0)
                .u64(96)
                .raw(new byte[24]);
        return Superblock.readSuperblock(superblock.toBuffer());
    }
}
