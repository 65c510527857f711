package io.battdat.hdf5.pickle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The bytes of a pickle, taken from the front: instructions, and the arguments that follow them. */
final class Arguments {
    /** As Python writes numbers: without zeros in front, which only its booleans have ({@code 00} and {@code 01}). */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");

    private static final Pattern MEMO_KEY = Pattern.compile("0|[1-9][0-9]{0,8}");

    private final ByteBuffer pickle;

    Arguments(byte[] pickle) {
        this.pickle = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
    }

    int position() {
        return pickle.position();
    }

    boolean hasMore() {
        return pickle.hasRemaining();
    }

    int unsignedByte() throws PickleException {
        return Byte.toUnsignedInt(take(1).get());
    }

    int unsignedShort() throws PickleException {
        return Short.toUnsignedInt(take(Short.BYTES).getShort());
    }

    int signedInt() throws PickleException {
        return take(Integer.BYTES).getInt();
    }

    /** A number in digits. */
    long number() throws PickleException {
        return number(line());
    }

    /** A number in digits and the letter L, as Python writes those of more than 32 bits. */
    long longNumber() throws PickleException {
        String line = line();
        return number(line.endsWith("L") ? line.substring(0, line.length() - 1) : line);
    }

    private static long number(String digits) throws PickleException {
        if (!NUMBER.matcher(digits).matches()) {
            throw new PickleException("its pickle has a number that is not read: " + shorten(digits));
        }
        return Long.parseLong(digits);
    }

    /** The number, in digits, under which a value is noted. */
    int memoKey() throws PickleException {
        String digits = line();
        if (!MEMO_KEY.matcher(digits).matches()) {
            throw new PickleException("its pickle notes a value under a number that is not read: " + shorten(digits));
        }
        return Integer.parseInt(digits);
    }

    private static String shorten(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    /** What ends at the next line feed, each byte a character. */
    String line() throws PickleException {
        int end = pickle.position();
        while (end < pickle.limit() && pickle.get(end) != '\n') {
            end++;
        }
        String line = StandardCharsets.ISO_8859_1
                .decode(take(end - pickle.position()))
                .toString();
        take(1);
        return line;
    }

    /** A text behind its length in bytes. */
    String utf8() throws PickleException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(take(signedInt())).toString();
        } catch (CharacterCodingException e) {
            throw new PickleException("its pickle has a text that is not UTF-8");
        }
    }

    private ByteBuffer take(int bytes) throws PickleException {
        if (bytes < 0 || bytes > pickle.remaining()) {
            throw new PickleException("its pickle is cut short");
        }
        ByteBuffer taken = pickle.slice(pickle.position(), bytes).order(pickle.order());
        pickle.position(pickle.position() + bytes);
        return taken;
    }
}
