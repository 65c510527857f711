package io.battdat.hdf5.read;

import io.battdat.column.TextColumn;
import io.battdat.hdf5.ElementType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Gathers fixed-length texts. The filler behind a text is dropped: trailing NULs, as numpy and so PyTables do, or
 * trailing spaces where the file pads with spaces.
 */
final class TextGatherer {
    /** A text is no UTF-8; the reader adds file, table, column and row. */
    static final class NotUtf8Exception extends Exception {
        private static final long serialVersionUID = 1L;

        private final int element;

        NotUtf8Exception(int element) {
            super(null, null, false, false);
            this.element = element;
        }

        /** Which of the gathered values, from the first row of the gathering. */
        int row() {
            return element;
        }
    }

    private final int width;
    private final byte filler;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private byte[] scratch;

    TextGatherer(ElementType.Text type) {
        this.width = type.bytes();
        this.filler = (byte) (type.spacePadded() ? ' ' : 0);
    }

    void gather(RowSource source, int offset, int firstRow, int rowCount, TextColumn target, int start, int stride)
            throws NotUtf8Exception {
        if (scratch == null) {
            scratch = new byte[width];
        }
        byte[] bytes = source.bytes();
        int byteStride = source.byteStride();
        int row = offset * byteStride + firstRow * source.rowStride();
        for (int i = 0, to = start; i < rowCount; i++, to += stride, row += source.rowStride()) {
            if (byteStride == 1) {
                put(bytes, row, i, target, to);
            } else {
                for (int k = 0, at = row; k < width; k++, at += byteStride) {
                    scratch[k] = bytes[at];
                }
                put(scratch, 0, i, target, to);
            }
        }
    }

    private void put(byte[] bytes, int at, int row, TextColumn target, int to) throws NotUtf8Exception {
        int length = width;
        while (length > 0 && bytes[at + length - 1] == filler) {
            length--;
        }
        for (int k = 0; k < length; k++) {
            if (bytes[at + k] < 0) {
                checkUtf8(bytes, at, length, row);
                break;
            }
        }
        target.put(to, bytes, at, length);
    }

    private void checkUtf8(byte[] bytes, int at, int length, int row) throws NotUtf8Exception {
        try {
            decoder.decode(ByteBuffer.wrap(bytes, at, length));
        } catch (CharacterCodingException e) {
            throw new NotUtf8Exception(row);
        }
    }
}
