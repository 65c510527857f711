package io.battdat.hdf5.read;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/** Makes sure that texts are UTF-8: what a column takes is what Java and Spark make of it. */
final class Utf8Check {
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();

    /** @param row for the exception */
    void check(byte[] bytes, int start, int length, int row) throws BadValueException {
        for (int i = start; i < start + length; i++) {
            if (bytes[i] < 0) {
                decode(bytes, start, length, row);
                return;
            }
        }
    }

    private void decode(byte[] bytes, int start, int length, int row) throws BadValueException {
        try {
            decoder.decode(ByteBuffer.wrap(bytes, start, length));
        } catch (CharacterCodingException e) {
            throw new BadValueException(row, "the text is not UTF-8");
        }
    }
}
