package io.battdat.hdf5;

import io.jhdf.checksum.ChecksumUtils;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Small readings that the structures share. */
final class Bytes {
    /** "Undefined address": all bits set, whatever the size of offsets (format specification, I.C). */
    static final long UNDEFINED_ADDRESS = -1L;

    private Bytes() {}

    /**
     * An unsigned little-endian number of 1 to 8 bytes; all bits set is {@link #UNDEFINED_ADDRESS}. Numbers of 2^63 and
     * more come out negative, which no check of an address or a length lets through.
     */
    static long unsigned(ByteBuffer buffer, int bytes) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (buffer.get() & 0xFFL) << (8 * i);
        }
        boolean allSet = bytes == Long.BYTES ? value == -1L : value == (1L << (8 * bytes)) - 1;
        return allSet && bytes >= 2 ? UNDEFINED_ADDRESS : value;
    }

    /** Checks a structure's four-letter signature. */
    static void expectSignature(ByteBuffer buffer, String signature, String place) {
        byte[] found = new byte[signature.length()];
        buffer.get(found);
        if (!Arrays.equals(found, signature.getBytes(StandardCharsets.US_ASCII))) {
            throw FormatProblem.corrupt(place, "signature " + signature + " not found");
        }
    }

    static void expectVersion(int version, int expected, String place) {
        if (version != expected) {
            throw FormatProblem.corrupt(place, "version " + version + " is not known");
        }
    }

    /** Checks that the last four bytes of {@code structure} are the checksum of those before. */
    static void verifyChecksum(ByteBuffer structure, int start, int end, String place) {
        byte[] content = Arrays.copyOfRange(structure.array(), start, end - Integer.BYTES);
        int stored = structure.getInt(end - Integer.BYTES);
        if (checksum(content) != stored) {
            throw FormatProblem.corrupt(place, "checksum mismatch");
        }
    }

    /** The checksum of HDF5's structures, Jenkins' lookup3 (format specification, VIII.A). */
    static int checksum(byte[] content) {
        return ChecksumUtils.checksum(content);
    }

    /** Text up to the first NUL, or all that is there. */
    static String textUntilNul(ByteBuffer buffer, int maxBytes) {
        byte[] bytes = new byte[maxBytes];
        buffer.get(bytes);
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
