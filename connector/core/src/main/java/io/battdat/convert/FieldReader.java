package io.battdat.convert;

import io.battdat.column.TextColumn;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The rows of a file of delimited fields with a line of names above them; blank lines are passed over. Fields may be
 * quoted, within a line. A row may lack fields at its end, which are empty then, or have empty ones too many.
 */
final class FieldReader implements Closeable {
    private static final String CUT_OR_EDITED =
            "The file may be cut short or damaged: export it again, or mend the line";

    /** No export has so many; each takes memory for a batch of rows. PyTables warns from 512 on. */
    private static final int MOST_COLUMNS = 1024;

    /** Nor such texts: in a table all rows of a column are as wide as the longest. */
    private static final int LONGEST_TEXT = 4096;

    /** Characters of a file that a message repeats. */
    private static final int QUOTED = 60;

    private static final int QUOTED_NAMES = 40;

    private final SourceFile file;
    private final LineReader lines;
    private final byte delimiter;
    private final Charset charset;
    private final List<String> names;
    private int[] starts = new int[32];
    private int[] ends = new int[32];
    private int fieldCount;

    /**
     * Opens a file and reads its line of names.
     *
     * @param linesAbove lines before that, which are passed over
     * @param charset of texts
     */
    static FieldReader open(SourceFile file, char delimiter, int linesAbove, Charset charset) throws IOException {
        LineReader lines = new LineReader(file);
        try {
            for (int i = 0; i < linesAbove; i++) {
                lines.next();
            }
            return new FieldReader(file, lines, (byte) delimiter, charset);
        } catch (IOException | RuntimeException e) {
            lines.close();
            throw e;
        }
    }

    /** Of a file of comma-separated values in UTF-8, its names in the first line. */
    static FieldReader openCsv(SourceFile file) throws IOException {
        return open(file, ',', 0, StandardCharsets.UTF_8);
    }

    private FieldReader(SourceFile file, LineReader lines, byte delimiter, Charset charset) throws IOException {
        this.file = file;
        this.lines = lines;
        this.delimiter = delimiter;
        this.charset = charset;
        if (!nextLine()) {
            throw new VendorFileException(
                    file, "there is no line of column names", "The file may be empty or cut short");
        }
        if (fieldCount > MOST_COLUMNS) {
            throw bad(
                    "the line of names has " + fieldCount + " fields; more than " + MOST_COLUMNS
                            + " columns are not read",
                    "The file may be of another format");
        }
        names = new ArrayList<>();
        for (int field = 0; field < fieldCount; field++) {
            // names that are asked for are ASCII; others may be of any encoding
            String name = new String(lines.bytes(), starts[field], ends[field] - starts[field], charset);
            names.add(name.strip());
        }
    }

    /** The names of the columns, in order. */
    List<String> names() {
        return names;
    }

    /** @throws VendorFileException if there is no column of that name; the message lists those there are */
    int column(String name) {
        return optionalColumn(name)
                .orElseThrow(() -> new VendorFileException(
                        file,
                        "there is no column " + name + "; the columns are " + quotedNames(),
                        "The file may be of another format, or exported without that column"));
    }

    private String quotedNames() {
        String quoted =
                names.stream().limit(QUOTED_NAMES).map(FieldReader::quoted).collect(Collectors.joining(", "));
        return names.size() > QUOTED_NAMES ? quoted + ", …" : quoted;
    }

    private static String quoted(String text) {
        return text.length() > QUOTED ? text.substring(0, QUOTED) + "…" : text;
    }

    OptionalInt optionalColumn(String name) {
        int column = names.indexOf(name);
        return column < 0 ? OptionalInt.empty() : OptionalInt.of(column);
    }

    /** Goes to the next row; false at the end of the file. */
    boolean next() throws IOException {
        if (!nextLine()) {
            return false;
        }
        if (fieldCount > names.size()) {
            for (int field = names.size(); field < fieldCount; field++) {
                if (starts[field] < ends[field]) {
                    throw bad("the row has " + fieldCount + " fields, but there are " + names.size() + " columns");
                }
            }
        }
        return true;
    }

    private boolean nextLine() throws IOException {
        do {
            if (!lines.next()) {
                return false;
            }
        } while (lines.start() == lines.end());
        split();
        return true;
    }

    private void split() {
        byte[] bytes = lines.bytes();
        int end = lines.end();
        int at = lines.start();
        fieldCount = 0;
        int start = at;
        while (true) {
            if (at == end || bytes[at] == delimiter) {
                addField(start, at);
                if (at == end) {
                    return;
                }
                start = ++at;
            } else if (bytes[at] == '"' && at == start) {
                at = unquote(bytes, start, end);
                start = at + 1;
                if (at == end) {
                    return;
                }
                at++;
            } else {
                at++;
            }
        }
    }

    /** Adds the field behind a quote; returns where its delimiter, or the end of the line, is. */
    private int unquote(byte[] bytes, int start, int end) {
        int written = start;
        int at = start + 1;
        while (true) {
            if (at >= end) {
                throw bad("a quoted field does not end in this line");
            }
            if (bytes[at] != '"') {
                bytes[written++] = bytes[at++];
            } else if (at + 1 < end && bytes[at + 1] == '"') {
                bytes[written++] = '"';
                at += 2;
            } else {
                break;
            }
        }
        at++;
        if (at < end && bytes[at] != delimiter) {
            throw bad("there is text behind a closing quote");
        }
        addField(start, written);
        return at;
    }

    private void addField(int start, int end) {
        if (fieldCount == starts.length) {
            starts = Arrays.copyOf(starts, 2 * fieldCount);
            ends = Arrays.copyOf(ends, 2 * fieldCount);
        }
        starts[fieldCount] = start;
        ends[fieldCount++] = end;
    }

    /** Number of the row's line, from 1. */
    long line() {
        return lines.line();
    }

    boolean isMissing(int column) {
        return column >= fieldCount || Numbers.isMissing(lines.bytes(), starts[column], ends[column]);
    }

    /** The number in a field, NaN if it is missing. */
    double number(int column) {
        if (column >= fieldCount) {
            return Double.NaN;
        }
        try {
            return Numbers.parse(lines.bytes(), starts[column], ends[column]);
        } catch (NumberFormatException e) {
            throw bad("column " + names.get(column) + " holds no number: " + e.getMessage());
        }
    }

    /** The number in a field that must hold one. */
    double requiredNumber(int column) {
        double number = number(column);
        if (Double.isNaN(number)) {
            throw bad("column " + names.get(column) + " is empty");
        }
        return number;
    }

    /** The whole number in a field that must hold one; it may have a decimal point with zeros behind. */
    long integer(int column) {
        double number = requiredNumber(column);
        long integer = (long) number;
        if (integer != number || Math.abs(number) > 1L << 53) {
            throw bad("column " + names.get(column) + " holds no whole number: " + quotedText(column));
        }
        return integer;
    }

    /** Whether a field holds a number, and nothing else. */
    boolean isNumber(int column) {
        if (isMissing(column)) {
            return false;
        }
        try {
            Numbers.parse(lines.bytes(), starts[column], ends[column]);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Whether a field holds a whole number without a decimal point, of at most 15 digits. */
    boolean isInteger(int column) {
        return column < fieldCount && Numbers.isInteger(lines.bytes(), starts[column], ends[column]);
    }

    /** Whether a field holds one letter from A to Z. */
    boolean isCapital(int column) {
        return column < fieldCount
                && ends[column] - starts[column] == 1
                && lines.bytes()[starts[column]] >= 'A'
                && lines.bytes()[starts[column]] <= 'Z';
    }

    /** Whether a field holds the one letter. */
    boolean isLetter(int column, char letter) {
        return column < fieldCount && ends[column] - starts[column] == 1 && lines.bytes()[starts[column]] == letter;
    }

    /** The text of a field; empty where the row has none. */
    String text(int column) {
        if (column >= fieldCount) {
            return "";
        }
        if (charset == StandardCharsets.ISO_8859_1) {
            return new String(lines.bytes(), starts[column], ends[column] - starts[column], charset);
        }
        ByteBuffer bytes = ByteBuffer.wrap(lines.bytes(), starts[column], ends[column] - starts[column]);
        try {
            CharBuffer text = charset.newDecoder().decode(bytes);
            return text.toString();
        } catch (CharacterCodingException e) {
            throw new VendorFileException(
                    file,
                    line(),
                    "column " + names.get(column) + " holds bytes that are not " + charset.name(),
                    "Convert the file to " + charset.name() + ", as with iconv -f LATIN1 -t " + charset.name());
        }
    }

    /** The text of a field as a message repeats it: its beginning, if it is long, whatever its encoding. */
    String quotedText(int column) {
        return column >= fieldCount
                ? ""
                : quoted(new String(lines.bytes(), starts[column], ends[column] - starts[column], charset));
    }

    /** Copies the text of a field into a column. */
    void copyText(int column, TextColumn target, int row) {
        byte[] bytes = lines.bytes();
        boolean ascii = true;
        if (column < fieldCount) {
            int length = ends[column] - starts[column];
            if (length > LONGEST_TEXT) {
                throw bad("column " + names.get(column) + " holds a text of " + length + " bytes; more than "
                        + LONGEST_TEXT + " are not read");
            }
            for (int i = starts[column]; i < ends[column]; i++) {
                ascii &= bytes[i] >= 0;
            }
        }
        if (ascii && column < fieldCount) {
            target.put(row, bytes, starts[column], ends[column] - starts[column]);
        } else {
            byte[] text = text(column).getBytes(StandardCharsets.UTF_8);
            target.put(row, text, 0, text.length);
        }
    }

    /** What is wrong in this row. */
    VendorFileException bad(String problem) {
        return bad(problem, CUT_OR_EDITED);
    }

    VendorFileException bad(String problem, String remedy) {
        return new VendorFileException(file, line(), problem, remedy);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
