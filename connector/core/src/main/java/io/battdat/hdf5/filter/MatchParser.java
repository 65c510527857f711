package io.battdat.hdf5.filter;

import static io.battdat.hdf5.filter.SymbolCounts.BIT;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Finds matches in segments of the input, one after the other. A match is worth what its literals would take in a code of
 * their own, less what it takes itself: where literals are cheap, as in most byte planes, short matches are none.
 */
final class MatchParser {
    private static final VarHandle LONG_LITTLE =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    static final int MAX_SEGMENT_BYTES = 1 << 15;

    private static final int WINDOW_MASK = DeflateSymbols.WINDOW - 1;
    private static final int MAX_HASH_BITS = 15;
    private static final long HASH_FACTOR = 0x9E37_79B9_7F4A_7C15L;
    /** The symbols of length and distance, about. */
    private static final int MATCH_COST = 10 * BIT;
    /** The same of a run, whose distance is a frequent symbol. */
    private static final int RUN_COST = 8 * BIT;

    /** Where literals cost less on average, a match of fewer than eight, or six, bytes is hardly worth it. */
    private static final int COST_FOR_EIGHT = 3 * BIT;

    private static final int COST_FOR_SIX = 7 * BIT / 2;
    /** Where they cost more, there is hardly any order: nearly what stored bytes take. */
    private static final int COST_OF_NOISE = 36 * BIT / 5;

    /** Bytes without a match, as a power of two, until one more is passed over at each step, up to so many if no noise. */
    private static final int SKIP_SHIFT = 4;

    private static final int MAX_SKIP = 3;

    private final MatchEffort effort;
    private final int[] head = new int[1 << MAX_HASH_BITS];
    private final int[] previous = new int[DeflateSymbols.WINDOW];
    private final int[] histogram = new int[256];
    private final int[] literalCost = new int[256];
    /** Of the literals from the segment's start. */
    private int[] costBefore = {};

    private byte[] in;
    private int hashShift;
    /** What is hashed of the segment, and so the shortest match that is looked for. */
    private int hashedBytes;

    private long hashedMask;

    /** The last place that was put into the chains. */
    private int inserted;

    private int matchLength;
    private int matchDistance;
    private int matchGain;

    MatchParser(MatchEffort effort) {
        this.effort = effort;
    }

    /** Starts with a new input. */
    void reset(byte[] input) {
        in = input;
        int hashBits = Math.min(MAX_HASH_BITS, Math.max(8, Integer.SIZE - Integer.numberOfLeadingZeros(input.length)));
        hashShift = Long.SIZE - hashBits;
        Arrays.fill(head, 0, 1 << hashBits, -1);
    }

    /** Where the run of one byte that begins at {@code start} ends. */
    int runEnd(int start, int end) {
        long repeated = (in[start] & 0xFFL) * 0x0101_0101_0101_0101L;
        int at = start;
        while (at <= end - Long.BYTES && (long) LONG_LITTLE.get(in, at) == repeated) {
            at += Long.BYTES;
        }
        while (at < end && in[at] == in[start]) {
            at++;
        }
        return at;
    }

    /** A segment of one byte only. */
    void parseRun(int start, int end, Sequences sequences, SymbolCounts counts) {
        int at = start;
        int literals = 0;
        if (start == 0 || in[start - 1] != in[start]) {
            literals = 1;
            at++;
        }
        while (end - at >= DeflateSymbols.MIN_MATCH) {
            int length = Math.min(DeflateSymbols.MAX_MATCH, end - at);
            sequences.add(literals, length, 1);
            counts.addMatch(length, 1);
            counts.literals[in[start] & 0xFF] += literals;
            literals = 0;
            at += length;
        }
        literals += end - at;
        if (literals > 0) {
            sequences.addLiterals(literals);
            counts.literals[in[start] & 0xFF] += literals;
        }
    }

    /**
     * Any other segment, of at most {@value #MAX_SEGMENT_BYTES} bytes.
     *
     * @return what a block of it would cost
     */
    long parse(int start, int end, Sequences sequences, SymbolCounts counts) {
        long literalsOnly = costLiterals(start, end);
        long average = literalsOnly / (end - start);
        hashedBytes = effort.thorough() ? 3 : average < COST_FOR_EIGHT ? 8 : average < COST_FOR_SIX ? 6 : 4;
        hashedMask = -1L >>> Long.SIZE - Byte.SIZE * hashedBytes;
        int maxSkip = effort.thorough() ? 0 : average < COST_OF_NOISE ? MAX_SKIP : Integer.MAX_VALUE;
        int first = sequences.count();
        findMatches(start, end, maxSkip, sequences, counts);
        if (sequences.count() > first + 1) {
            long cost = counts.cost();
            if (cost <= literalsOnly) {
                return cost;
            }
            sequences.truncate(first);
            counts.clear();
            sequences.addLiterals(end - start);
            System.arraycopy(histogram, 0, counts.literals, 0, histogram.length);
        }
        return literalsOnly;
    }

    /** Finds what each literal takes; returns what a block of nothing else would. */
    private long costLiterals(int start, int end) {
        Arrays.fill(histogram, 0);
        for (int i = start; i < end; i++) {
            histogram[in[i] & 0xFF]++;
        }
        int logTotal = SymbolCounts.log(end - start);
        int used = 0;
        for (int i = 0; i < histogram.length; i++) {
            if (histogram[i] > 0) {
                used++;
                literalCost[i] = Math.max(BIT, logTotal - SymbolCounts.log(histogram[i]));
            }
        }
        if (costBefore.length <= end - start) {
            costBefore = new int[end - start + 1];
        }
        int cost = 0;
        for (int i = start; i < end; i++) {
            costBefore[i - start] = cost;
            cost += literalCost[in[i] & 0xFF];
        }
        costBefore[end - start] = cost;
        return SymbolCounts.blockCost(cost, used);
    }

    private void findMatches(int start, int end, int maxSkip, Sequences sequences, SymbolCounts counts) {
        int lastHashed = Math.min(end - hashedBytes, in.length - Long.BYTES);
        int literalStart = start;
        int at = start;
        int misses = 0;
        while (at <= lastHashed) {
            find(at, start, end);
            if (matchGain <= 0) {
                at += 1 + Math.min(misses++ >> SKIP_SHIFT, maxSkip);
                continue;
            }
            misses = 0;
            int length = matchLength;
            int distance = matchDistance;
            while (effort.lazy() && length < effort.niceLength() && at < lastHashed) {
                int gain = matchGain;
                find(at + 1, start, end);
                if (matchGain <= gain) {
                    break;
                }
                at++;
                length = matchLength;
                distance = matchDistance;
            }
            // it may have begun among the bytes that were passed over
            while (at > literalStart
                    && length < DeflateSymbols.MAX_MATCH
                    && at > distance
                    && in[at - 1] == in[at - 1 - distance]) {
                at--;
                length++;
            }
            sequences.add(at - literalStart, length, distance);
            countLiterals(literalStart, at, counts);
            counts.addMatch(length, distance);
            literalStart = at + length;
            // all places of a run look alike
            if (distance > 1) {
                insert(inserted + 1, Math.min(literalStart, lastHashed));
            }
            at = literalStart;
        }
        if (literalStart < end) {
            sequences.addLiterals(end - literalStart);
            countLiterals(literalStart, end, counts);
        }
    }

    private void countLiterals(int from, int to, SymbolCounts counts) {
        int[] literals = counts.literals;
        for (int i = from; i < to; i++) {
            literals[in[i] & 0xFF]++;
        }
    }

    private int hash(int at) {
        return (int) (((long) LONG_LITTLE.get(in, at) & hashedMask) * HASH_FACTOR >>> hashShift);
    }

    private void insert(int from, int to) {
        for (int at = from; at < to; at++) {
            int hash = hash(at);
            previous[at & WINDOW_MASK] = head[hash];
            head[hash] = at;
        }
    }

    /** Looks for the match at {@code at} that gains most. */
    private void find(int at, int start, int end) {
        final byte[] input = in;
        final int[] costs = costBefore;
        matchGain = 0;
        int limit = Math.min(end - at, DeflateSymbols.MAX_MATCH);
        final long mask = hashedMask;
        inserted = at;
        long word = (long) LONG_LITTLE.get(input, at) & mask;
        int bestLength = hashedBytes - 1;
        int costHere = costs[at - start];
        int hash = (int) (word * HASH_FACTOR >>> hashShift);
        int candidate = head[hash];
        previous[at & WINDOW_MASK] = candidate;
        head[hash] = at;
        if (at > 0 && ((long) LONG_LITTLE.get(input, at - 1) & mask) == word) {
            bestLength = length(at - 1, at, limit);
            int gain = costs[at - start + bestLength] - costHere - RUN_COST;
            if (gain > 0) {
                matchGain = gain;
                matchLength = bestLength;
                matchDistance = 1;
            }
            if (bestLength >= effort.niceLength()) {
                return;
            }
        }
        int oldest = at - DeflateSymbols.WINDOW;
        for (int left = effort.chainLength(); left > 0 && candidate >= 0 && candidate >= oldest; left--) {
            if (bestLength >= limit) {
                return;
            }
            if (input[candidate + bestLength] == input[at + bestLength]
                    && ((long) LONG_LITTLE.get(input, candidate) & mask) == word) {
                int length = length(candidate, at, limit);
                if (length > bestLength) {
                    bestLength = length;
                    int distance = at - candidate;
                    int extra = DeflateSymbols.DISTANCE_EXTRA[DeflateSymbols.distanceSymbol(distance)];
                    int gain = costs[at - start + length] - costHere - MATCH_COST - extra * BIT;
                    if (gain > matchGain) {
                        matchGain = gain;
                        matchLength = length;
                        matchDistance = distance;
                    }
                    if (length >= effort.niceLength()) {
                        return;
                    }
                }
            }
            int next = previous[candidate & WINDOW_MASK];
            if (next >= candidate) {
                return;
            }
            candidate = next;
        }
    }

    private int length(int candidate, int at, int limit) {
        int length = 0;
        while (length <= limit - Long.BYTES) {
            long difference = (long) LONG_LITTLE.get(in, candidate + length) ^ (long) LONG_LITTLE.get(in, at + length);
            if (difference != 0) {
                return length + (Long.numberOfTrailingZeros(difference) >>> 3);
            }
            length += Long.BYTES;
        }
        while (length < limit && in[candidate + length] == in[at + length]) {
            length++;
        }
        return length;
    }
}
