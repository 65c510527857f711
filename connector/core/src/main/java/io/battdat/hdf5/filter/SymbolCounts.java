package io.battdat.hdf5.filter;

import java.util.Arrays;

/** How often each symbol of deflate occurs in a part of the input, and what that part will take. */
final class SymbolCounts {
    /** Costs are in 256ths of a bit. */
    static final int BIT = 256;

    private static final int LOGS = 1 << 12;
    /** Logarithms to base 2, as costs. */
    private static final int[] LOG = logarithms();

    private static final int[] NONE = new int[DeflateSymbols.LITERAL_SYMBOLS];

    /** A block's fixed part, and what each symbol adds to the code that the block begins with, about. */
    private static final long HEADER_COST = 60 * BIT;

    private static final long SYMBOL_COST = 7 * BIT / 2;

    final int[] literals = new int[DeflateSymbols.LITERAL_SYMBOLS];
    final int[] distances = new int[DeflateSymbols.DISTANCE_SYMBOLS];
    long extraBits;

    private static int[] logarithms() {
        int[] logs = new int[LOGS + 1];
        for (int i = 1; i <= LOGS; i++) {
            logs[i] = (int) Math.round(Math.log(i) / Math.log(2) * BIT);
        }
        return logs;
    }

    /** Logarithm to base 2, as a cost. */
    static int log(int value) {
        if (value <= LOGS) {
            return LOG[value];
        }
        int shift = Integer.SIZE - Integer.numberOfLeadingZeros(value) - 12;
        return LOG[value >>> shift] + shift * BIT;
    }

    void clear() {
        Arrays.fill(literals, 0);
        Arrays.fill(distances, 0);
        extraBits = 0;
    }

    void addMatch(int length, int distance) {
        int lengthIndex = DeflateSymbols.lengthIndex(length);
        int distanceSymbol = DeflateSymbols.distanceSymbol(distance);
        literals[DeflateSymbols.FIRST_LENGTH_SYMBOL + lengthIndex]++;
        distances[distanceSymbol]++;
        extraBits += DeflateSymbols.LENGTH_EXTRA[lengthIndex] + DeflateSymbols.DISTANCE_EXTRA[distanceSymbol];
    }

    void add(SymbolCounts other) {
        for (int i = 0; i < literals.length; i++) {
            literals[i] += other.literals[i];
        }
        for (int i = 0; i < distances.length; i++) {
            distances[i] += other.distances[i];
        }
        extraBits += other.extraBits;
    }

    /** What a block of its own would take. */
    long cost() {
        return blockCost(extraBits * BIT) + cost(literals, NONE) + cost(distances, NONE);
    }

    /** What a block with this part and another would take. */
    long costWith(SymbolCounts other) {
        return blockCost((extraBits + other.extraBits) * BIT)
                + cost(literals, other.literals)
                + cost(distances, other.distances);
    }

    private static long blockCost(long content) {
        return content + HEADER_COST;
    }

    /** What a block would take whose codes of so many symbols have been found to cost so much. */
    static long blockCost(long codes, int symbols) {
        return blockCost(codes) + symbols * SYMBOL_COST;
    }

    private static long cost(int[] counts, int[] others) {
        long sum = 0;
        int total = 0;
        int used = 0;
        for (int i = 0; i < counts.length; i++) {
            int count = counts[i] + others[i];
            if (count > 0) {
                sum += (long) count * log(count);
                total += count;
                used++;
            }
        }
        // no code is shorter than one bit
        return total == 0 ? 0 : Math.max((long) total * log(total) - sum, (long) total * BIT) + used * SYMBOL_COST;
    }
}
