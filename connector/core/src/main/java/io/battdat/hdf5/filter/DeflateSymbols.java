package io.battdat.hdf5.filter;

/** The alphabets of deflate (RFC 1951, 3.2.5 and 3.2.7), for both directions. */
final class DeflateSymbols {
    /** Literals, end of block, lengths; two more have codes in fixed blocks, and no meaning. */
    static final int LITERAL_SYMBOLS = 286;

    static final int DISTANCE_SYMBOLS = 30;
    static final int END_SYMBOL = 256;
    static final int FIRST_LENGTH_SYMBOL = END_SYMBOL + 1;

    static final int MIN_MATCH = 3;
    static final int MAX_MATCH = 258;
    static final int WINDOW = 1 << 15;

    static final int[] LENGTH_BASE = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258
    };
    static final int[] LENGTH_EXTRA = {
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
    };
    static final int[] DISTANCE_BASE = {
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145, 8193, 12289, 16385, 24577
    };
    static final int[] DISTANCE_EXTRA = {
        0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13
    };

    /** The order in which the lengths of the code for code lengths are stored. */
    static final int[] LENGTHS_ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private static final byte[] INDEX_OF_LENGTH = indexOfLength();

    private DeflateSymbols() {}

    private static byte[] indexOfLength() {
        byte[] index = new byte[MAX_MATCH + 1];
        for (int i = 0; i < LENGTH_BASE.length; i++) {
            int end = i + 1 < LENGTH_BASE.length ? LENGTH_BASE[i + 1] : MAX_MATCH + 1;
            for (int length = LENGTH_BASE[i]; length < end; length++) {
                index[length] = (byte) i;
            }
        }
        return index;
    }

    /** Position of a length, 3 to 258, in the tables; its symbol is {@link #FIRST_LENGTH_SYMBOL} more. */
    static int lengthIndex(int length) {
        return INDEX_OF_LENGTH[length];
    }

    /** Symbol of a distance, 1 to 32768: two for each power of two. */
    static int distanceSymbol(int distance) {
        int value = distance - 1;
        if (value < 2) {
            return value;
        }
        int highest = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(value);
        return 2 * highest + (value >>> highest - 1 & 1);
    }
}
