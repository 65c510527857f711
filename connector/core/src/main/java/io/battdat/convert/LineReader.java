package io.battdat.convert;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The lines of a text file as bytes, without their ends (LF or CR LF), and without the mark of UTF-8 that some programs
 * put before the first. The bytes of a line stay where they are until the next one is asked for.
 */
final class LineReader implements Closeable {
    /** No export has lines of this length; what has is something else. */
    private static final int LONGEST_LINE = 1 << 20;

    private static final int BUFFER_BYTES = 1 << 17;
    private static final int LONGEST_MARK = 3;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long LINE_FEEDS = ONES * '\n';

    private final SourceFile file;
    private final InputStream input;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private boolean ended;

    private int start;
    private int end;
    private long line;

    LineReader(SourceFile file) throws IOException {
        this.file = file;
        this.input = file.open();
        try {
            while (limit < LONGEST_MARK && !ended) {
                fill();
            }
            skipMark();
        } catch (IOException | RuntimeException e) {
            input.close();
            throw e;
        }
    }

    private void skipMark() {
        if (limit >= 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF) {
            position = 3;
        } else if (limit >= 2 && (buffer[0] & buffer[1] & 0xFF) == 0xFE && buffer[0] != buffer[1]) {
            throw new VendorFileException(
                    file, "the text is UTF-16", "Convert it to UTF-8, as with iconv -f UTF-16 -t UTF-8");
        }
    }

    /** Goes to the next line; false at the end of the file. */
    boolean next() throws IOException {
        int scanned = position;
        while (true) {
            int newline = newline(scanned);
            if (newline < limit) {
                take(newline, newline + 1);
                return true;
            }
            if (ended) {
                boolean rest = position < limit;
                if (rest) {
                    take(limit, limit);
                }
                return rest;
            }
            int unread = limit - position;
            if (unread > LONGEST_LINE) {
                throw new VendorFileException(
                        file,
                        line + 1,
                        "the line has more than " + LONGEST_LINE + " bytes",
                        "This is no text file of a cycler, or its lines do not end in LF or CR LF");
            }
            fill();
            scanned = position + unread;
        }
    }

    /** Where the next line feed is, or the end of what is in memory; eight bytes are looked at together. */
    private int newline(int from) {
        int at = from;
        while (at <= limit - Long.BYTES) {
            long differences = (long) LONGS.get(buffer, at) ^ LINE_FEEDS;
            // the lowest bit that is set is in the first byte that is zero
            long zeros = (differences - ONES) & ~differences & HIGH_BITS;
            if (zeros != 0) {
                return at + Long.numberOfTrailingZeros(zeros) / Byte.SIZE;
            }
            at += Long.BYTES;
        }
        while (at < limit && buffer[at] != '\n') {
            at++;
        }
        return at;
    }

    private void take(int lineEnd, int next) {
        start = position;
        end = lineEnd > position && buffer[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
        position = next;
        line++;
    }

    private void fill() throws IOException {
        if (position > 0) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            position = 0;
        }
        if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int read = input.read(buffer, limit, buffer.length - limit);
        if (read < 0) {
            ended = true;
        } else {
            limit += read;
        }
    }

    /** Number of the line, from 1. */
    long line() {
        return line;
    }

    /** Holds the line from {@link #start} to {@link #end}, which may be written to. */
    byte[] bytes() {
        return buffer;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
