package io.battdat.spark.write;

import io.battdat.BattdatException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names of cells' files: the cell's name, where file systems allow it. */
public final class CellFileName {
    /** Of files that are written. */
    public static final String ENDING = ".h5";
    /** Most file systems end a name at 255 bytes; some bytes are left for the ending and temporary names. */
    private static final int MOST_BYTES = 200;

    private static final String AWKWARD = "\"%'*/:<>?\\{}[]|^#";

    private CellFileName() {}

    /**
     * The name without the ending: the cell's name itself, or one that stands for no other cell.
     *
     * @throws BattdatException if the cell's name is empty
     */
    public static String stem(String cell) {
        if (cell.isEmpty()) {
            throw new BattdatException("the name of a cell is empty. Give each row the name of its cell in cellColumn");
        }
        StringBuilder stem = new StringBuilder();
        cell.codePoints().forEach(character -> append(stem, character));
        byte[] bytes = stem.toString().getBytes(StandardCharsets.UTF_8);
        return bytes.length <= MOST_BYTES ? stem.toString() : shortened(stem.toString(), bytes);
    }

    private static void append(StringBuilder stem, int character) {
        // files with such a first character are hidden from readers
        boolean hidden = stem.isEmpty() && (character == '.' || character == '_');
        if (hidden || character < ' ' || character == 0x7F || AWKWARD.indexOf(character) >= 0) {
            stem.append('%').append(String.format("%02X", character));
        } else {
            stem.appendCodePoint(character);
        }
    }

    private static String shortened(String stem, byte[] bytes) {
        int end = Math.min(stem.length(), MOST_BYTES / 4);
        if (Character.isHighSurrogate(stem.charAt(end - 1))) {
            end--;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return stem.substring(0, end) + "-" + HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
