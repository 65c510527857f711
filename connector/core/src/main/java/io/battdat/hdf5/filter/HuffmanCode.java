package io.battdat.hdf5.filter;

import java.util.Arrays;

/**
 * The shortest prefix code for symbols of given frequencies whose codes are no longer than a limit (nearly the shortest,
 * where the limit is reached), in the canonical form of deflate (RFC 1951, 3.2.2).
 */
final class HuffmanCode {
    private static final int SYMBOL_BITS = 9;
    private static final int SYMBOL_MASK = (1 << SYMBOL_BITS) - 1;
    /** Frequencies share an int with the symbol. */
    private static final int MAX_FREQUENCY = Integer.MAX_VALUE >>> SYMBOL_BITS;

    private final int maxBits;
    private final byte[] lengths;
    /** Length in the highest byte, the code with its first bit lowest. */
    private final int[] packed;

    private final int[] order;
    private final int[] weights;
    private final int[] countOfLength = new int[HuffmanTable.MAX_CODE_BITS + 2];
    private final int[] nextCode = new int[HuffmanTable.MAX_CODE_BITS + 2];

    HuffmanCode(int symbols, int maxBits) {
        this.maxBits = maxBits;
        this.lengths = new byte[symbols];
        this.packed = new int[symbols];
        this.order = new int[symbols];
        this.weights = new int[symbols];
    }

    byte[] lengths() {
        return lengths;
    }

    /** Of each symbol the code as it is written, and its length in the highest byte. */
    int[] packed() {
        return packed;
    }

    /** Builds a code of at least two symbols, the first ones where fewer occur: some inflaters want a complete code. */
    void build(int[] frequencies) {
        int used = 0;
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            if (frequencies[symbol] > 0) {
                order[used++] = Math.min(frequencies[symbol], MAX_FREQUENCY) << SYMBOL_BITS | symbol;
            }
        }
        Arrays.fill(lengths, (byte) 0);
        if (used < 2) {
            int only = used == 0 ? 0 : order[0] & SYMBOL_MASK;
            lengths[only] = 1;
            lengths[only == 0 ? 1 : 0] = 1;
        } else {
            Arrays.sort(order, 0, used);
            measure(used);
        }
        assignCodes();
    }

    /** Builds the code that has these lengths. */
    void useLengths(byte[] codeLengths) {
        System.arraycopy(codeLengths, 0, lengths, 0, lengths.length);
        assignCodes();
    }

    /** Code lengths by the algorithm of Moffat and Katajainen (1995), in place over the sorted weights. */
    private void measure(int used) {
        for (int i = 0; i < used; i++) {
            weights[i] = order[i] >>> SYMBOL_BITS;
        }
        weights[0] += weights[1];
        int root = 0;
        int leaf = 2;
        for (int next = 1; next < used - 1; next++) {
            if (leaf >= used || weights[root] < weights[leaf]) {
                weights[next] = weights[root];
                weights[root++] = next;
            } else {
                weights[next] = weights[leaf++];
            }
            if (leaf >= used || root < next && weights[root] < weights[leaf]) {
                weights[next] += weights[root];
                weights[root++] = next;
            } else {
                weights[next] += weights[leaf++];
            }
        }
        Arrays.fill(countOfLength, 0);
        weights[used - 2] = 0;
        for (int next = used - 3; next >= 0; next--) {
            weights[next] = weights[weights[next]] + 1;
        }
        int available = 1;
        int inner = 0;
        int depth = 0;
        root = used - 2;
        while (available > 0) {
            while (root >= 0 && weights[root] == depth) {
                inner++;
                root--;
            }
            countOfLength[Math.min(depth, maxBits)] += available - inner;
            available = 2 * inner;
            depth++;
            inner = 0;
        }
        shorten();
        int symbol = 0;
        for (int length = maxBits; length > 0; length--) {
            for (int i = countOfLength[length]; i > 0; i--) {
                lengths[order[symbol++] & SYMBOL_MASK] = (byte) length;
            }
        }
    }

    /** Makes a prefix code again of lengths that were cut to the limit, by making the longest of the others longer. */
    private void shorten() {
        long unused = 1L << maxBits;
        for (int length = 1; length <= maxBits; length++) {
            unused -= (long) countOfLength[length] << maxBits - length;
        }
        while (unused < 0) {
            int length = maxBits - 1;
            while (countOfLength[length] == 0) {
                length--;
            }
            countOfLength[length]--;
            countOfLength[length + 1]++;
            unused += 1L << maxBits - length - 1;
        }
        // what the last step gave too much goes back to the longest codes
        for (int length = maxBits; unused > 0 && length > 1; length--) {
            while (countOfLength[length] > 0 && unused >= 1L << maxBits - length) {
                countOfLength[length]--;
                countOfLength[length - 1]++;
                unused -= 1L << maxBits - length;
            }
        }
    }

    private void assignCodes() {
        Arrays.fill(countOfLength, 0);
        for (byte length : lengths) {
            countOfLength[length]++;
        }
        countOfLength[0] = 0;
        int code = 0;
        for (int length = 1; length <= HuffmanTable.MAX_CODE_BITS; length++) {
            code = code + countOfLength[length - 1] << 1;
            nextCode[length] = code;
        }
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            int length = lengths[symbol];
            packed[symbol] =
                    length == 0 ? 0 : length << 24 | Integer.reverse(nextCode[length]++) >>> Integer.SIZE - length;
        }
    }
}
