package io.battdat.hdf5.filter;

import java.util.Arrays;

/** What a parser makes of the input: literals, and behind each run of them a match. */
final class Sequences {
    private static final int DISTANCE_BITS = 16;

    private int[] literalRuns = new int[1 << 10];
    /** Length and distance; 0 if no match follows. */
    private int[] matches = new int[1 << 10];

    private int count;

    int count() {
        return count;
    }

    void clear() {
        count = 0;
    }

    /** Forgets the sequences from {@code first} on. */
    void truncate(int first) {
        count = first;
    }

    /** Forgets so many sequences at the beginning. */
    void removeFirst(int removed) {
        count -= removed;
        System.arraycopy(literalRuns, removed, literalRuns, 0, count);
        System.arraycopy(matches, removed, matches, 0, count);
    }

    void add(int literals, int matchLength, int distance) {
        if (count == literalRuns.length) {
            literalRuns = Arrays.copyOf(literalRuns, 2 * count);
            matches = Arrays.copyOf(matches, 2 * count);
        }
        literalRuns[count] = literals;
        matches[count++] = matchLength << DISTANCE_BITS | distance;
    }

    void addLiterals(int literals) {
        add(literals, 0, 0);
    }

    int literals(int index) {
        return literalRuns[index];
    }

    /** Length of the match behind the literals, 0 if there is none. */
    int matchLength(int index) {
        return matches[index] >>> DISTANCE_BITS;
    }

    int distance(int index) {
        return matches[index] & (1 << DISTANCE_BITS) - 1;
    }
}
