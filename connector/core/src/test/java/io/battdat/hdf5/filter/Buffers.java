package io.battdat.hdf5.filter;

import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;

/** Chunk buffers of given bytes, and the filters' other direction. */
final class Buffers {
    private Buffers() {}

    static ChunkBuffer of(byte[] bytes) {
        ChunkBuffer buffer = new ChunkBuffer();
        fill(buffer, bytes);
        return buffer;
    }

    static void fill(ChunkBuffer buffer, byte[] bytes) {
        buffer.reserve(bytes.length);
        System.arraycopy(bytes, 0, buffer.bytes(), 0, bytes.length);
        buffer.setLength(bytes.length);
    }

    static byte[] contents(ChunkBuffer buffer) {
        return Arrays.copyOf(buffer.bytes(), buffer.length());
    }

    /** Decodes with a fresh output buffer. */
    static byte[] decode(ChunkFilter filter, byte[] input, int neededBytes, int chunkBytes) throws FilterException {
        ChunkBuffer output = new ChunkBuffer();
        filter.decode(of(input), output, neededBytes, chunkBytes);
        return contents(output);
    }

    /** Bytes that shrink, but not to nothing. */
    static byte[] compressible(int length, long seed) {
        Random random = new Random(seed);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt() : i / 64);
        }
        return bytes;
    }

    /** The bytes with a few of them changed, some numbers among them to extremes, and perhaps cut short. */
    static byte[] damaged(byte[] bytes, Random random) {
        byte[] damaged = Arrays.copyOf(bytes, random.nextInt(6) == 0 ? random.nextInt(bytes.length) : bytes.length);
        for (int hits = random.nextInt(3); damaged.length > 0 && hits >= 0; hits--) {
            // headers are small, and deserve their share
            int end = random.nextBoolean() ? Math.min(damaged.length, 100) : damaged.length;
            int at = random.nextInt(end);
            byte[] value = random.nextBoolean()
                    ? new byte[] {(byte) random.nextInt()}
                    : new byte[] {(byte) random.nextInt(), 0, (byte) random.nextInt(), (byte) random.nextInt()};
            System.arraycopy(value, 0, damaged, at, Math.min(value.length, damaged.length - at));
        }
        return damaged;
    }

    static byte[] deflate(byte[] bytes) {
        Deflater deflater = new Deflater(6);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] buffer = new byte[bytes.length + 64 + bytes.length / 100];
            int length = deflater.deflate(buffer);
            return Arrays.copyOf(buffer, length);
        } finally {
            deflater.end();
        }
    }

    /** What the shuffle filter of the HDF5 library does (H5Zshuffle.c). */
    static byte[] shuffle(byte[] bytes, int elementBytes) {
        byte[] shuffled = bytes.clone();
        int count = bytes.length / elementBytes;
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < elementBytes; k++) {
                shuffled[k * count + i] = bytes[i * elementBytes + k];
            }
        }
        return shuffled;
    }

    /** Appends the checksum as the HDF5 library stores it. */
    static byte[] withChecksum(byte[] bytes) {
        int checksum = fletcher32(bytes);
        byte[] result = Arrays.copyOf(bytes, bytes.length + Integer.BYTES);
        for (int i = 0; i < Integer.BYTES; i++) {
            result[bytes.length + i] = (byte) (checksum >>> 8 * i);
        }
        return result;
    }

    /** Fletcher's checksum by its definition: both sums modulo 65535, in long arithmetic. */
    static int fletcher32(byte[] bytes) {
        long sum1 = 0;
        long sum2 = 0;
        for (int i = 0; i < bytes.length; i += 2) {
            int low = i + 1 < bytes.length ? bytes[i + 1] & 0xFF : 0;
            sum1 += (bytes[i] & 0xFF) << 8 | low;
            sum2 += sum1;
        }
        return (int) (residue(sum2) << 16 | residue(sum1));
    }

    /** A sum that is a positive multiple of 65535 is left as 65535, as folding in 16 bits leaves it. */
    private static long residue(long sum) {
        return sum == 0 ? 0 : (sum - 1) % 65535 + 1;
    }
}
