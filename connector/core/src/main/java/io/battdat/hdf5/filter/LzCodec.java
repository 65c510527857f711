package io.battdat.hdf5.filter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What the formats of the LZ77 family have in common: bytes taken as they are, and matches copied from what was decoded
 * before. Each format says how lengths and distances are written.
 *
 * <p>The formats are small, and these decoders do what those of libraries do not: they stop at the last byte that is
 * needed, and every access is checked by the JVM, where libraries reach through {@code sun.misc.Unsafe} or native code.
 */
abstract class LzCodec implements StreamCodec {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Bytes up to which copying by eights is faster than a call. */
    private static final int SHORT_MATCH = 64;

    private byte[] in;
    private int position;
    private int inputEnd;
    private byte[] out;
    private int start;
    private int length;
    private int limit;
    private boolean wholeWanted;

    @Override
    public final int decode(byte[] input, int from, int end, byte[] output, int to, int wantedBytes, int wholeBytes)
            throws FilterException {
        in = input;
        position = from;
        inputEnd = end;
        out = output;
        start = to;
        length = to;
        limit = to + wantedBytes;
        wholeWanted = wantedBytes == wholeBytes;
        try {
            decode();
            if (wholeWanted && position < inputEnd) {
                throw damaged("it goes on past its " + wholeBytes + " bytes");
            }
            return length - start;
        } finally {
            in = null;
            out = null;
        }
    }

    /** Decodes until {@link #isDone()}. */
    abstract void decode() throws FilterException;

    /** Whether the input is used up or all that is wanted is there. */
    final boolean isDone() {
        return length == limit || position == inputEnd;
    }

    /** Whether all that is wanted is there and what comes behind does not matter. */
    final boolean isSatisfied() {
        return length == limit && !wholeWanted;
    }

    final boolean isAtEnd() {
        return position == inputEnd;
    }

    final int decodedBytes() {
        return length - start;
    }

    final FilterException damaged(String what) {
        return new FilterException("the " + name() + " stream is damaged (" + what + ")");
    }

    /** The next byte of the input. */
    final int next() throws FilterException {
        if (position == inputEnd) {
            throw truncated();
        }
        return in[position++] & 0xFF;
    }

    /** The next two bytes, the lower one first. */
    final int nextShort() throws FilterException {
        if (inputEnd - position < Short.BYTES) {
            throw truncated();
        }
        int value = in[position] & 0xFF | (in[position + 1] & 0xFF) << 8;
        position += Short.BYTES;
        return value;
    }

    /** A length that goes on as long as bytes are 255, as LZ4 and blosclz have it. */
    final int extend(int value) throws FilterException {
        int extended = value;
        int more;
        do {
            more = next();
            extended += more;
            if (extended < 0) {
                throw damaged("a length beyond 2 GiB");
            }
        } while (more == 0xFF);
        return extended;
    }

    /** Takes bytes of the input as they are. */
    final void literals(int count) throws FilterException {
        if (count < 0 || count > inputEnd - position) {
            throw truncated();
        }
        int copied = fitting(count);
        byte[] output = out;
        if (copied <= 2 * Long.BYTES
                && position + 2 * Long.BYTES <= in.length
                && length + 2 * Long.BYTES <= output.length) {
            LONG.set(output, length, (long) LONG.get(in, position));
            LONG.set(output, length + Long.BYTES, (long) LONG.get(in, position + Long.BYTES));
        } else {
            System.arraycopy(in, position, output, length, copied);
        }
        position += count;
        length += copied;
    }

    /** Copies bytes that were decoded {@code distance} bytes before; the two may overlap. */
    final void match(int distance, int count) throws FilterException {
        if (distance <= 0 || distance > length - start) {
            throw damaged("a match before the beginning");
        }
        int to = length;
        int end = to + fitting(count);
        int from = to - distance;
        byte[] output = out;
        if (end - to <= SHORT_MATCH && distance >= Long.BYTES && end <= output.length - Long.BYTES) {
            for (int at = to; at < end; at += Long.BYTES, from += Long.BYTES) {
                LONG.set(output, at, (long) LONG.get(output, from));
            }
        } else if (distance == 1) {
            Arrays.fill(output, to, end, output[from]);
        } else {
            // what was copied can be copied from in its turn: the pieces grow
            for (int at = to; at < end; ) {
                int piece = Math.min(at - from, end - at);
                System.arraycopy(output, from, output, at, piece);
                at += piece;
            }
        }
        length = end;
    }

    /** As many of the bytes as are wanted. */
    private int fitting(int count) throws FilterException {
        int room = limit - length;
        if (count <= room) {
            return count;
        }
        if (wholeWanted) {
            throw damaged("it holds more than its " + (limit - start) + " bytes");
        }
        return room;
    }

    private FilterException truncated() {
        return new FilterException("the " + name() + " stream ends too early, after " + decodedBytes() + " bytes");
    }
}
