package io.battdat.hdf5.pickle;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python's raw-unicode-escape encoding: Latin-1, and {@code \u0394} or {@code \U0001f50b} for all other characters. */
final class RawUnicode {
    private static final Pattern ESCAPE = Pattern.compile("u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})");

    private RawUnicode() {}

    /**
     * Decodes a text of a pickle, in which a backslash is escaped, too.
     *
     * @param latin1 a character for each byte
     */
    static String decode(String latin1) throws PickleException {
        int backslash = latin1.indexOf('\\');
        if (backslash < 0) {
            return latin1;
        }
        StringBuilder text = new StringBuilder(latin1.length());
        Matcher escape = ESCAPE.matcher(latin1);
        int position = 0;
        while (backslash >= 0) {
            text.append(latin1, position, backslash);
            if (!escape.region(backslash + 1, latin1.length()).lookingAt()) {
                throw new PickleException("its pickle has a text with a backslash that escapes nothing");
            }
            String digits = escape.group(1) != null ? escape.group(1) : escape.group(2);
            int codePoint = Integer.parseUnsignedInt(digits, 16);
            if (!Character.isValidCodePoint(codePoint)) {
                throw new PickleException("its pickle has a text with character " + digits + ", which Unicode lacks");
            }
            text.appendCodePoint(codePoint);
            position = escape.end();
            backslash = latin1.indexOf('\\', position);
        }
        return text.append(latin1, position, latin1.length()).toString();
    }
}
