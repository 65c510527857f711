package io.battdat.hdf5.filter;

import java.util.Arrays;

/** Writes blocks of deflate (RFC 1951, 3.2.3): each in the form that takes least, stored, with fixed or own codes. */
final class DeflateBlockWriter {
    private static final int STORED = 0;
    private static final int FIXED = 1;
    private static final int DYNAMIC = 2;
    private static final int MAX_STORED = 0xFFFF;
    private static final int MAX_LENGTH_CODE_BITS = 7;
    private static final int FIXED_LITERAL_SYMBOLS = 288;

    private final BitOutput output;
    private final HuffmanCode literals = new HuffmanCode(DeflateSymbols.LITERAL_SYMBOLS, HuffmanTable.MAX_CODE_BITS);
    private final HuffmanCode distances = new HuffmanCode(DeflateSymbols.DISTANCE_SYMBOLS, HuffmanTable.MAX_CODE_BITS);
    private final HuffmanCode fixedLiterals = new HuffmanCode(FIXED_LITERAL_SYMBOLS, 9);
    private final HuffmanCode fixedDistances = new HuffmanCode(DeflateSymbols.DISTANCE_SYMBOLS, 5);
    private final CodeLengths codeLengths = new CodeLengths(MAX_LENGTH_CODE_BITS);

    DeflateBlockWriter(BitOutput output) {
        this.output = output;
        byte[] lengths = new byte[FIXED_LITERAL_SYMBOLS];
        Arrays.fill(lengths, 0, 144, (byte) 8);
        Arrays.fill(lengths, 144, 256, (byte) 9);
        Arrays.fill(lengths, 256, 280, (byte) 7);
        Arrays.fill(lengths, 280, 288, (byte) 8);
        fixedLiterals.useLengths(lengths);
        Arrays.fill(lengths, 0, DeflateSymbols.DISTANCE_SYMBOLS, (byte) 5);
        fixedDistances.useLengths(lengths);
    }

    /**
     * Writes a block.
     *
     * @param sequenceCount of the sequences the first so many, which make the input from {@code start} to {@code end}
     * @param counts of their symbols; the end of the block is added
     */
    void write(
            byte[] input,
            int start,
            int end,
            Sequences sequences,
            int sequenceCount,
            SymbolCounts counts,
            boolean last) {
        counts.literals[DeflateSymbols.END_SYMBOL] = 1;
        literals.build(counts.literals);
        distances.build(counts.distances);
        codeLengths.of(literals.lengths(), distances.lengths());
        long dynamicBits = codeLengths.bits() + counts.extraBits + bits(counts, literals, distances);
        long fixedBits = counts.extraBits + bits(counts, fixedLiterals, fixedDistances);
        int blocks = Math.max(1, (end - start + MAX_STORED - 1) / MAX_STORED);
        // at worst seven bits to the next whole byte, in front of two lengths
        long storedBits = (end - start) * (long) Byte.SIZE + blocks * (Byte.SIZE + 2L * Short.SIZE);
        long least = Math.min(dynamicBits, fixedBits);
        output.reserve((int) (Math.min(storedBits, least) / Byte.SIZE) + 16);
        if (storedBits <= least) {
            store(input, start, end, last);
        } else if (fixedBits <= dynamicBits) {
            output.put((last ? 1 : 0) | FIXED << 1, 3);
            writeSymbols(input, start, sequences, sequenceCount, fixedLiterals, fixedDistances);
        } else {
            output.put((last ? 1 : 0) | DYNAMIC << 1, 3);
            codeLengths.write(output);
            writeSymbols(input, start, sequences, sequenceCount, literals, distances);
        }
    }

    private static long bits(SymbolCounts counts, HuffmanCode literals, HuffmanCode distances) {
        return bits(counts.literals, literals.lengths()) + bits(counts.distances, distances.lengths());
    }

    private static long bits(int[] counts, byte[] lengths) {
        long sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += (long) counts[i] * lengths[i];
        }
        return sum;
    }

    private void store(byte[] input, int start, int end, boolean last) {
        int at = start;
        do {
            int count = Math.min(MAX_STORED, end - at);
            output.put((last && at + count == end ? 1 : 0) | STORED << 1, 3);
            output.align();
            output.put(count, Short.SIZE);
            output.put(~count & 0xFFFF, Short.SIZE);
            output.flush();
            output.putBytes(input, at, count);
            at += count;
        } while (at < end);
    }

    private void writeSymbols(
            byte[] input,
            int start,
            Sequences sequences,
            int sequenceCount,
            HuffmanCode code,
            HuffmanCode distanceCode) {
        int[] packed = code.packed();
        int[] packedDistances = distanceCode.packed();
        output.flush();
        int at = start;
        for (int i = 0; i < sequenceCount; i++) {
            int run = sequences.literals(i);
            if (run > 0) {
                output.putCodes(input, at, at + run, packed);
                at += run;
            }
            int length = sequences.matchLength(i);
            if (length > 0) {
                // at most 7 + 15 + 5 + 15 + 13 bits
                int index = DeflateSymbols.lengthIndex(length);
                put(packed[DeflateSymbols.FIRST_LENGTH_SYMBOL + index]);
                output.put(length - DeflateSymbols.LENGTH_BASE[index], DeflateSymbols.LENGTH_EXTRA[index]);
                int distance = sequences.distance(i);
                int symbol = DeflateSymbols.distanceSymbol(distance);
                put(packedDistances[symbol]);
                output.put(distance - DeflateSymbols.DISTANCE_BASE[symbol], DeflateSymbols.DISTANCE_EXTRA[symbol]);
                output.flush();
                at += length;
            }
        }
        put(packed[DeflateSymbols.END_SYMBOL]);
        output.flush();
    }

    private void put(int packed) {
        output.put(packed & 0xFFFF, packed >>> 24);
    }
}
