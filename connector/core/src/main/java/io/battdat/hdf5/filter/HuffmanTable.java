package io.battdat.hdf5.filter;

import java.util.Arrays;

/**
 * A table that decodes a prefix code of deflate (RFC 1951, 3.2.2) by looking at the next bits at once. Codes longer than the
 * table's index continue in sub-tables behind it.
 *
 * <p>An entry is an int: bits to consume (0 to 5), extra bits that follow or index bits of the sub-table (6 to 9), value
 * (10 to 27), kind (28 to 31). Literals are the entries that are not negative.
 */
final class HuffmanTable {
    static final int MAX_CODE_BITS = 15;

    static final int KIND = 0xF000_0000;
    static final int LENGTH_OR_DISTANCE = 0x8000_0000;
    static final int SUB_TABLE = 0x9000_0000;
    static final int END_OF_BLOCK = 0xA000_0000;
    /** No code begins with these bits. */
    static final int INVALID = 0xB000_0000;

    private final int indexBits;
    private final int[] symbolEntries;
    private final int[] entries;
    private final int[] countOfLength = new int[MAX_CODE_BITS + 1];
    private final int[] nextCode = new int[MAX_CODE_BITS + 1];

    /** @param symbolEntries the entry of each symbol, without the bits to consume */
    HuffmanTable(int indexBits, int[] symbolEntries) {
        this.indexBits = indexBits;
        this.symbolEntries = symbolEntries;
        // at worst every symbol has a sub-table of its own
        int subTables = symbolEntries.length << Math.max(0, MAX_CODE_BITS - indexBits);
        this.entries = new int[(1 << indexBits) + subTables];
    }

    static int entry(int kind, int extraBits, int value) {
        return kind | extraBits << 6 | value << 10;
    }

    static int consumedBits(int entry) {
        return entry & 0x3F;
    }

    static int extraBits(int entry) {
        return entry >>> 6 & 0xF;
    }

    static int value(int entry) {
        return entry >>> 10 & 0x3_FFFF;
    }

    int[] entries() {
        return entries;
    }

    /**
     * Builds the table from the code length of each symbol.
     *
     * @param mayBeIncomplete whether a single code of one bit, or none at all, will do, as zlib allows
     * @throws FilterException if the lengths make no prefix code
     */
    void build(byte[] lengths, int offset, int symbols, boolean mayBeIncomplete) throws FilterException {
        int longest = countLengths(lengths, offset, symbols, mayBeIncomplete);
        int subBits = Math.max(0, longest - indexBits);
        int indexMask = (1 << indexBits) - 1;
        int end = 1 << indexBits;
        Arrays.fill(entries, 0, end, INVALID);
        for (int symbol = 0; symbol < symbols; symbol++) {
            int length = lengths[offset + symbol];
            if (length == 0) {
                continue;
            }
            int code = Integer.reverse(nextCode[length]++) >>> (Integer.SIZE - length);
            if (length <= indexBits) {
                fill(code, 1 << length, end(0, indexBits), symbolEntries[symbol] | length);
                continue;
            }
            int link = entries[code & indexMask];
            if (link == INVALID) {
                link = entry(SUB_TABLE, subBits, end) | indexBits;
                entries[code & indexMask] = link;
                Arrays.fill(entries, end, end + (1 << subBits), INVALID);
                end += 1 << subBits;
            }
            int start = value(link);
            int rest = length - indexBits;
            fill(start + (code >>> indexBits), 1 << rest, end(start, subBits), symbolEntries[symbol] | rest);
        }
    }

    private static int end(int start, int bits) {
        return start + (1 << bits);
    }

    private void fill(int from, int step, int end, int entry) {
        for (int i = from; i < end; i += step) {
            entries[i] = entry;
        }
    }

    private int countLengths(byte[] lengths, int offset, int symbols, boolean mayBeIncomplete) throws FilterException {
        Arrays.fill(countOfLength, 0);
        for (int i = 0; i < symbols; i++) {
            countOfLength[lengths[offset + i]]++;
        }
        countOfLength[0] = 0;
        int code = 0;
        int unused = 1;
        int longest = 0;
        for (int length = 1; length <= MAX_CODE_BITS; length++) {
            code = (code + countOfLength[length - 1]) << 1;
            nextCode[length] = code;
            unused = (unused << 1) - countOfLength[length];
            if (unused < 0) {
                throw new FilterException("the zlib stream is damaged (more codes than their lengths allow)");
            }
            if (countOfLength[length] > 0) {
                longest = length;
            }
        }
        if (unused > 0 && !(mayBeIncomplete && longest <= 1)) {
            throw new FilterException("the zlib stream is damaged (codes are missing)");
        }
        return longest;
    }
}
