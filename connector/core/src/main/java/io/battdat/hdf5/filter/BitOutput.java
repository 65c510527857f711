package io.battdat.hdf5.filter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bits, the lowest first, as deflate packs them into bytes (RFC 1951, 3.1.1). */
final class BitOutput {
    private static final VarHandle LONG_LITTLE =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[1 << 12];
    private int length;
    /** Bits that make no whole byte yet; {@link #flush} leaves fewer than eight. */
    private long bits;

    private int bitCount;

    void clear() {
        length = 0;
        bits = 0;
        bitCount = 0;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Makes room for so many bytes, and those that a flush writes too many. */
    void reserve(int count) {
        int needed = Math.addExact(length, count + 2 * Long.BYTES);
        if (bytes.length < needed) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * bytes.length)));
        }
    }

    /** Adds bits, at most 57 between two calls of {@link #flush}. */
    void put(long value, int count) {
        bits |= value << bitCount;
        bitCount += count;
    }

    /** Writes whole bytes. */
    void flush() {
        LONG_LITTLE.set(bytes, length, bits);
        length += bitCount >>> 3;
        bits >>>= bitCount & ~7;
        bitCount &= 7;
    }

    /** Fills the last byte with zeros. */
    void align() {
        bitCount = bitCount + 7 & ~7;
        flush();
    }

    /** Copies whole bytes, after {@link #align}. */
    void putBytes(byte[] source, int from, int count) {
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    /** Writes literals by their codes, each of {@code packed} a code and its length in the highest byte. */
    void putCodes(byte[] source, int from, int to, int[] packed) {
        final byte[] target = bytes;
        long buffer = bits;
        int count = bitCount;
        int at = length;
        int i = from;
        // three codes of 15 bits and seven bits that were left
        for (int last = to - 3; i <= last; i += 3) {
            int code = packed[source[i] & 0xFF];
            buffer |= (code & 0xFFFFL) << count;
            count += code >>> 24;
            code = packed[source[i + 1] & 0xFF];
            buffer |= (code & 0xFFFFL) << count;
            count += code >>> 24;
            code = packed[source[i + 2] & 0xFF];
            buffer |= (code & 0xFFFFL) << count;
            count += code >>> 24;
            LONG_LITTLE.set(target, at, buffer);
            at += count >>> 3;
            buffer >>>= count & ~7;
            count &= 7;
        }
        for (; i < to; i++) {
            int code = packed[source[i] & 0xFF];
            buffer |= (code & 0xFFFFL) << count;
            count += code >>> 24;
        }
        LONG_LITTLE.set(target, at, buffer);
        length = at + (count >>> 3);
        bits = buffer >>> (count & ~7);
        bitCount = count & 7;
    }
}
