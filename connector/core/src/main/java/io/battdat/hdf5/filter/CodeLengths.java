package io.battdat.hdf5.filter;

import java.util.Arrays;

/** The lengths of a block's two codes as they are stored in front of it, run by run (RFC 1951, 3.2.7). */
final class CodeLengths {
    private static final int REPEAT_LAST = 16;
    private static final int REPEAT_ZERO = 17;
    private static final int REPEAT_ZERO_LONG = 18;
    private static final int[] EXTRA_BITS = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 3, 7};
    private static final int SYMBOLS = EXTRA_BITS.length;
    private static final int MIN_LITERALS = 257;
    private static final int MIN_STORED = 4;

    private final HuffmanCode code;
    private final int[] frequencies = new int[SYMBOLS];
    private final byte[] lengths = new byte[DeflateSymbols.LITERAL_SYMBOLS + DeflateSymbols.DISTANCE_SYMBOLS];
    /** Symbol, and extra bits from {@link Byte#SIZE} on. */
    private final int[] items = new int[lengths.length];

    private int itemCount;
    private int literalCount;
    private int distanceCount;
    private int storedCount;

    CodeLengths(int maxBits) {
        code = new HuffmanCode(SYMBOLS, maxBits);
    }

    /** Takes the lengths of the codes for literals and for distances. */
    void of(byte[] literalLengths, byte[] distanceLengths) {
        literalCount = Math.max(MIN_LITERALS, used(literalLengths));
        distanceCount = Math.max(1, used(distanceLengths));
        System.arraycopy(literalLengths, 0, lengths, 0, literalCount);
        System.arraycopy(distanceLengths, 0, lengths, literalCount, distanceCount);
        Arrays.fill(frequencies, 0);
        itemCount = 0;
        int total = literalCount + distanceCount;
        for (int i = 0; i < total; ) {
            int end = i + 1;
            while (end < total && lengths[end] == lengths[i]) {
                end++;
            }
            addRun(lengths[i], end - i);
            i = end;
        }
        code.build(frequencies);
        storedCount = SYMBOLS;
        while (storedCount > MIN_STORED && code.lengths()[DeflateSymbols.LENGTHS_ORDER[storedCount - 1]] == 0) {
            storedCount--;
        }
    }

    private static int used(byte[] lengths) {
        int used = lengths.length;
        while (used > 0 && lengths[used - 1] == 0) {
            used--;
        }
        return used;
    }

    private void addRun(int length, int count) {
        int left = count;
        if (length == 0) {
            while (left >= 11) {
                int times = Math.min(left, 138);
                add(REPEAT_ZERO_LONG, times - 11);
                left -= times;
            }
            if (left >= 3) {
                add(REPEAT_ZERO, left - 3);
                left = 0;
            }
        } else if (left >= 4) {
            add(length, 0);
            left--;
            while (left >= 3) {
                int times = Math.min(left, 6);
                add(REPEAT_LAST, times - 3);
                left -= times;
            }
        }
        for (; left > 0; left--) {
            add(length, 0);
        }
    }

    private void add(int symbol, int extra) {
        frequencies[symbol]++;
        items[itemCount++] = symbol | extra << Byte.SIZE;
    }

    long bits() {
        long bits = 5 + 5 + 4 + 3L * storedCount;
        for (int symbol = 0; symbol < SYMBOLS; symbol++) {
            bits += (long) frequencies[symbol] * (code.lengths()[symbol] + EXTRA_BITS[symbol]);
        }
        return bits;
    }

    void write(BitOutput output) {
        output.put(literalCount - MIN_LITERALS, 5);
        output.put(distanceCount - 1, 5);
        output.put(storedCount - MIN_STORED, 4);
        output.flush();
        for (int i = 0; i < storedCount; i++) {
            output.put(code.lengths()[DeflateSymbols.LENGTHS_ORDER[i]], 3);
            output.flush();
        }
        for (int i = 0; i < itemCount; i++) {
            int symbol = items[i] & 0xFF;
            int packed = code.packed()[symbol];
            output.put(packed & 0xFFFF, packed >>> 24);
            output.put(items[i] >>> Byte.SIZE, EXTRA_BITS[symbol]);
            output.flush();
        }
    }
}
