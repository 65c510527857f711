package io.battdat.spark.files;

/** Names of partition directories, in which Hive and Spark write awkward characters as {@code %} and two hex digits. */
public final class EscapedName {

    /** Beside control characters; the list of Hive and Spark. */
    private static final String ESCAPED = "\"#%'*/:=?\\{[]^\u007F";

    private EscapedName() {}

    /** The name with awkward characters escaped. */
    public static String escape(String name) {
        StringBuilder escaped = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char character = name.charAt(i);
            if (character < ' ' || ESCAPED.indexOf(character) >= 0) {
                escaped.append(String.format("%%%02X", (int) character));
            } else {
                escaped.append(character);
            }
        }
        return escaped.toString();
    }

    /** A percent sign without two hex digits after it stands for itself. */
    public static String unescape(String name) {
        int percent = name.indexOf('%');
        if (percent < 0) {
            return name;
        }
        StringBuilder unescaped = new StringBuilder(name.length());
        int position = 0;
        while (percent >= 0) {
            unescaped.append(name, position, percent);
            int code = hexByte(name, percent + 1);
            unescaped.append(code < 0 ? '%' : (char) code);
            position = percent + (code < 0 ? 1 : 3);
            percent = name.indexOf('%', position);
        }
        return unescaped.append(name, position, name.length()).toString();
    }

    private static int hexByte(String name, int position) {
        if (position + 2 > name.length()) {
            return -1;
        }
        int high = hexDigit(name.charAt(position));
        int low = hexDigit(name.charAt(position + 1));
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static int hexDigit(char character) {
        // Character.digit also knows the digits of other scripts, which nobody escapes with.
        return character < 128 ? Character.digit(character, 16) : -1;
    }
}
