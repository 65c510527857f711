package io.battdat.hdf5.filter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Decodes deflate streams (RFC 1951) from one array to another, about twice as fast as the JDK's inflater: bits are taken
 * eight bytes at a time, codes are looked up whole, and matches copied by eight bytes. Plain Java with the array bounds
 * checked, so a hostile stream cannot do harm.
 */
final class Inflation {
    private static final VarHandle LONG_LITTLE =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int LITERAL_INDEX_BITS = 11;
    private static final int LITERAL_MASK = (1 << LITERAL_INDEX_BITS) - 1;
    private static final int DISTANCE_INDEX_BITS = 9;
    private static final int DISTANCE_MASK = (1 << DISTANCE_INDEX_BITS) - 1;
    private static final int LENGTHS_INDEX_BITS = 7;

    /** What one turn of the fast loop reads at most: two loads of eight bytes. */
    private static final int INPUT_MARGIN = 2 * Long.BYTES;
    /** What one turn of the fast loop writes at most: two literals and a match, copied by eight bytes. */
    static final int OUTPUT_MARGIN = 2 + 258 + Long.BYTES;

    private final HuffmanTable literals = new HuffmanTable(LITERAL_INDEX_BITS, literalEntries());
    private final HuffmanTable distances = new HuffmanTable(DISTANCE_INDEX_BITS, distanceEntries());
    private final HuffmanTable lengthCodes = new HuffmanTable(LENGTHS_INDEX_BITS, lengthCodeEntries());
    private final byte[] lengths = new byte[288 + 32];

    private byte[] in;
    /** The next byte to take into {@link #bits}. */
    private int position;

    private int inputEnd;
    /** Bits taken from the input and not consumed, the next one lowest; zeros above {@link #bitCount}. */
    private long bits;

    private int bitCount;
    private byte[] out;
    private int outputStart;
    /** Where the next decoded byte goes. */
    private int outputPosition;

    private boolean finished;

    /** Where in a block decoding goes on. */
    private Place place;

    private boolean inLastBlock;
    /** Bytes of a stored block, or of a match, that the limit has cut off. */
    private int bytesLeft;

    private int matchDistance;

    private enum Place {
        BEFORE_BLOCK,
        IN_STORED_BYTES,
        IN_CODES,
        IN_MATCH
    }

    /**
     * Decodes until the stream ends or the output is full.
     *
     * @param output receives the bytes from {@code to} up to {@code limit}
     * @return the bytes decoded
     */
    int inflate(byte[] input, int start, int end, byte[] output, int to, int limit) throws FilterException {
        position = start;
        inputEnd = end;
        bits = 0;
        bitCount = 0;
        outputStart = to;
        outputPosition = to;
        finished = false;
        inLastBlock = false;
        place = Place.BEFORE_BLOCK;
        return resume(input, output, limit);
    }

    /**
     * Goes on with a stream behind the limit at which it was left.
     *
     * @param input the same as before
     * @param output holds at the same place what was decoded before
     * @return the bytes decoded, those from before included
     */
    int resume(byte[] input, byte[] output, int limit) throws FilterException {
        in = input;
        out = output;
        try {
            while (outputPosition < limit && !(place == Place.BEFORE_BLOCK && inLastBlock)) {
                switch (place) {
                    case BEFORE_BLOCK -> startBlock();
                    case IN_STORED_BYTES -> stored(limit);
                    case IN_CODES -> {
                        if (codes(limit)) {
                            place = Place.BEFORE_BLOCK;
                        }
                    }
                    case IN_MATCH -> match(limit);
                }
            }
            finished = place == Place.BEFORE_BLOCK && inLastBlock;
            return outputPosition - outputStart;
        } finally {
            in = null;
            out = null;
        }
    }

    private void startBlock() throws FilterException {
        inLastBlock = take(1) == 1;
        switch (take(2)) {
            case 0 -> startStored();
            case 1 -> {
                fixedCodes();
                place = Place.IN_CODES;
            }
            case 2 -> {
                dynamicCodes();
                place = Place.IN_CODES;
            }
            default -> throw damaged("a block of unknown type");
        }
    }

    /** Whether the stream has been decoded to its end. */
    boolean isFinished() {
        return finished;
    }

    /** Where the input goes on behind the stream's last byte. */
    int inputPosition() {
        return position - (bitCount >>> 3);
    }

    private static FilterException damaged(String what) {
        return new FilterException("the zlib stream is damaged (" + what + ")");
    }

    private FilterException truncated() {
        return new FilterException(
                "the zlib stream ends too early, after " + (outputPosition - outputStart) + " bytes");
    }

    /** Fills the bits up to at least 48 while there is input. */
    private void refill() {
        while (bitCount <= 48 && position < inputEnd) {
            bits |= (in[position++] & 0xFFL) << bitCount;
            bitCount += Byte.SIZE;
        }
    }

    private int take(int count) throws FilterException {
        if (bitCount < count) {
            refill();
        }
        int taken = (int) bits & ((1 << count) - 1);
        consume(count);
        return taken;
    }

    private void consume(int count) throws FilterException {
        bits >>>= count;
        bitCount -= count;
        if (bitCount < 0) {
            throw truncated();
        }
    }

    private void startStored() throws FilterException {
        consume(bitCount & 7);
        int count = take(16);
        if ((take(16) ^ count) != 0xFFFF) {
            throw damaged("a stored block whose length is not confirmed");
        }
        position -= bitCount >>> 3;
        bits = 0;
        bitCount = 0;
        bytesLeft = count;
        place = count == 0 ? Place.BEFORE_BLOCK : Place.IN_STORED_BYTES;
    }

    private void stored(int limit) throws FilterException {
        int copied = Math.min(bytesLeft, limit - outputPosition);
        if (position + copied > inputEnd) {
            throw truncated();
        }
        System.arraycopy(in, position, out, outputPosition, copied);
        position += copied;
        outputPosition += copied;
        bytesLeft -= copied;
        if (bytesLeft == 0) {
            place = Place.BEFORE_BLOCK;
        }
    }

    private void fixedCodes() throws FilterException {
        Arrays.fill(lengths, 0, 144, (byte) 8);
        Arrays.fill(lengths, 144, 256, (byte) 9);
        Arrays.fill(lengths, 256, 280, (byte) 7);
        Arrays.fill(lengths, 280, 288, (byte) 8);
        Arrays.fill(lengths, 288, 320, (byte) 5);
        literals.build(lengths, 0, 288, false);
        distances.build(lengths, 288, 32, false);
    }

    private void dynamicCodes() throws FilterException {
        int literalCount = take(5) + 257;
        int distanceCount = take(5) + 1;
        int lengthCodeCount = take(4) + 4;
        if (literalCount > DeflateSymbols.LITERAL_SYMBOLS || distanceCount > DeflateSymbols.DISTANCE_SYMBOLS) {
            throw damaged("too many codes");
        }
        Arrays.fill(lengths, 0, DeflateSymbols.LENGTHS_ORDER.length, (byte) 0);
        for (int i = 0; i < lengthCodeCount; i++) {
            lengths[DeflateSymbols.LENGTHS_ORDER[i]] = (byte) take(3);
        }
        lengthCodes.build(lengths, 0, DeflateSymbols.LENGTHS_ORDER.length, false);
        int[] entries = lengthCodes.entries();
        int total = literalCount + distanceCount;
        int i = 0;
        while (i < total) {
            refill();
            int entry = entries[(int) bits & ((1 << LENGTHS_INDEX_BITS) - 1)];
            consume(HuffmanTable.consumedBits(entry));
            int symbol = HuffmanTable.value(entry);
            if (symbol < 16) {
                lengths[i++] = (byte) symbol;
                continue;
            }
            if (symbol == 16 && i == 0) {
                throw damaged("a code length that repeats nothing");
            }
            byte repeated = symbol == 16 ? lengths[i - 1] : 0;
            int times =
                    switch (symbol) {
                        case 16 -> 3 + take(2);
                        case 17 -> 3 + take(3);
                        default -> 11 + take(7);
                    };
            if (i + times > total) {
                throw damaged("more code lengths than codes");
            }
            Arrays.fill(lengths, i, i + times, repeated);
            i += times;
        }
        if (lengths[DeflateSymbols.END_SYMBOL] == 0) {
            throw damaged("a block without an end");
        }
        literals.build(lengths, 0, literalCount, true);
        distances.build(lengths, literalCount, distanceCount, true);
    }

    /** Decodes a block up to its end, which gives true, or to the limit. */
    private boolean codes(int limit) throws FilterException {
        return fastCodes(Math.min(limit, out.length) - OUTPUT_MARGIN) || slowCodes(limit);
    }

    /**
     * Decodes while there is more than enough input and room that neither must be checked. The bits above the count are not
     * zeros here but already those of the next bytes; loading these again changes nothing.
     *
     * @return true at the end of the block
     */
    private boolean fastCodes(int lastOutput) throws FilterException {
        final byte[] input = in;
        final byte[] output = out;
        final int[] literalEntries = literals.entries();
        final int[] distanceEntries = distances.entries();
        final int lastInput = inputEnd - INPUT_MARGIN;
        long buffer = bits;
        int count = bitCount;
        int from = position;
        int to = outputPosition;
        final int first = outputStart;
        boolean end = false;
        while (from <= lastInput && to <= lastOutput) {
            buffer |= (long) LONG_LITTLE.get(input, from) << count;
            from += (Long.SIZE - 1 - count) >>> 3;
            count |= Long.SIZE - Byte.SIZE; // 56 to 63: enough for two literals of 11 bits and a length of 20
            int entry = literalEntries[(int) buffer & LITERAL_MASK];
            if (entry >= 0) {
                buffer >>>= entry;
                count -= HuffmanTable.consumedBits(entry);
                output[to++] = (byte) (entry >>> 10);
                entry = literalEntries[(int) buffer & LITERAL_MASK];
                if (entry >= 0) {
                    buffer >>>= entry;
                    count -= HuffmanTable.consumedBits(entry);
                    output[to++] = (byte) (entry >>> 10);
                    entry = literalEntries[(int) buffer & LITERAL_MASK];
                    if (entry >= 0) {
                        buffer >>>= entry;
                        count -= HuffmanTable.consumedBits(entry);
                        output[to++] = (byte) (entry >>> 10);
                        continue;
                    }
                }
            }
            if ((entry & HuffmanTable.KIND) == HuffmanTable.SUB_TABLE) {
                buffer >>>= LITERAL_INDEX_BITS;
                count -= LITERAL_INDEX_BITS;
                entry = literalEntries[subIndex(entry, buffer)];
                if (entry >= 0) {
                    buffer >>>= entry;
                    count -= HuffmanTable.consumedBits(entry);
                    output[to++] = (byte) (entry >>> 10);
                    continue;
                }
            }
            buffer >>>= HuffmanTable.consumedBits(entry);
            count -= HuffmanTable.consumedBits(entry);
            if ((entry & HuffmanTable.KIND) != HuffmanTable.LENGTH_OR_DISTANCE) {
                if ((entry & HuffmanTable.KIND) == HuffmanTable.END_OF_BLOCK) {
                    end = true;
                    break;
                }
                throw damaged("a code that stands for nothing");
            }
            int extra = HuffmanTable.extraBits(entry);
            int copied = HuffmanTable.value(entry) + ((int) buffer & ((1 << extra) - 1));
            buffer >>>= extra;
            count -= extra;
            buffer |= (long) LONG_LITTLE.get(input, from) << count;
            from += (Long.SIZE - 1 - count) >>> 3;
            count |= Long.SIZE - Byte.SIZE;
            entry = distanceEntries[(int) buffer & DISTANCE_MASK];
            if ((entry & HuffmanTable.KIND) == HuffmanTable.SUB_TABLE) {
                buffer >>>= DISTANCE_INDEX_BITS;
                count -= DISTANCE_INDEX_BITS;
                entry = distanceEntries[subIndex(entry, buffer)];
            }
            if ((entry & HuffmanTable.KIND) != HuffmanTable.LENGTH_OR_DISTANCE) {
                throw damaged("a distance that stands for nothing");
            }
            buffer >>>= HuffmanTable.consumedBits(entry);
            extra = HuffmanTable.extraBits(entry);
            int distance = HuffmanTable.value(entry) + ((int) buffer & ((1 << extra) - 1));
            buffer >>>= extra;
            count -= HuffmanTable.consumedBits(entry) + extra;
            if (distance > to - first) {
                throw damaged("a match before the beginning");
            }
            copy(output, to, distance, copied);
            to += copied;
        }
        bits = buffer & ((1L << count) - 1);
        bitCount = count;
        position = from;
        outputPosition = to;
        return end;
    }

    /** Copies a match by eight bytes, and so up to seven bytes more than it has. */
    private static void copy(byte[] output, int to, int distance, int count) {
        int end = to + count;
        int from = to - distance;
        if (distance >= Long.BYTES) {
            for (int at = to; at < end; at += Long.BYTES, from += Long.BYTES) {
                LONG_LITTLE.set(output, at, (long) LONG_LITTLE.get(output, from));
            }
        } else if (distance == 1) {
            long repeated = (output[from] & 0xFFL) * 0x0101_0101_0101_0101L;
            for (int at = to; at < end; at += Long.BYTES) {
                LONG_LITTLE.set(output, at, repeated);
            }
        } else {
            for (int at = to; at < end; at++, from++) {
                output[at] = output[from];
            }
        }
    }

    private static int subIndex(int link, long buffer) {
        return HuffmanTable.value(link) + ((int) buffer & ((1 << HuffmanTable.extraBits(link)) - 1));
    }

    /** Decodes with every check, at the ends of input and output. */
    private boolean slowCodes(int limit) throws FilterException {
        while (outputPosition < limit) {
            refill();
            int entry = next(literals, LITERAL_INDEX_BITS);
            if (entry >= 0) {
                out[outputPosition++] = (byte) (entry >>> 10);
                continue;
            }
            if ((entry & HuffmanTable.KIND) == HuffmanTable.END_OF_BLOCK) {
                return true;
            }
            int count = HuffmanTable.value(entry) + take(HuffmanTable.extraBits(entry));
            refill();
            entry = next(distances, DISTANCE_INDEX_BITS);
            int distance = HuffmanTable.value(entry) + take(HuffmanTable.extraBits(entry));
            if (distance > outputPosition - outputStart) {
                throw damaged("a match before the beginning");
            }
            matchDistance = distance;
            bytesLeft = count;
            match(limit);
        }
        return false;
    }

    /** Copies a match, or the rest of it, up to the limit. */
    private void match(int limit) {
        int end = Math.min(limit, outputPosition + bytesLeft);
        bytesLeft -= end - outputPosition;
        for (; outputPosition < end; outputPosition++) {
            out[outputPosition] = out[outputPosition - matchDistance];
        }
        place = bytesLeft == 0 ? Place.IN_CODES : Place.IN_MATCH;
    }

    private int next(HuffmanTable table, int indexBits) throws FilterException {
        int entry = table.entries()[(int) bits & ((1 << indexBits) - 1)];
        if ((entry & HuffmanTable.KIND) == HuffmanTable.SUB_TABLE) {
            consume(indexBits);
            entry = table.entries()[subIndex(entry, bits)];
        }
        if ((entry & HuffmanTable.KIND) == HuffmanTable.INVALID) {
            throw bitCount < HuffmanTable.MAX_CODE_BITS && position == inputEnd
                    ? truncated()
                    : damaged("a code that stands for nothing");
        }
        consume(HuffmanTable.consumedBits(entry));
        return entry;
    }

    private static int[] literalEntries() {
        int[] entries = new int[288];
        for (int i = 0; i < DeflateSymbols.END_SYMBOL; i++) {
            entries[i] = HuffmanTable.entry(0, 0, i);
        }
        entries[DeflateSymbols.END_SYMBOL] = HuffmanTable.END_OF_BLOCK;
        Arrays.fill(entries, DeflateSymbols.END_SYMBOL + 1, entries.length, HuffmanTable.INVALID);
        for (int i = 0; i < DeflateSymbols.LENGTH_BASE.length; i++) {
            entries[DeflateSymbols.END_SYMBOL + 1 + i] = HuffmanTable.entry(
                    HuffmanTable.LENGTH_OR_DISTANCE, DeflateSymbols.LENGTH_EXTRA[i], DeflateSymbols.LENGTH_BASE[i]);
        }
        return entries;
    }

    private static int[] distanceEntries() {
        int[] entries = new int[32];
        Arrays.fill(entries, HuffmanTable.INVALID);
        for (int i = 0; i < DeflateSymbols.DISTANCE_BASE.length; i++) {
            entries[i] = HuffmanTable.entry(
                    HuffmanTable.LENGTH_OR_DISTANCE, DeflateSymbols.DISTANCE_EXTRA[i], DeflateSymbols.DISTANCE_BASE[i]);
        }
        return entries;
    }

    private static int[] lengthCodeEntries() {
        int[] entries = new int[DeflateSymbols.LENGTHS_ORDER.length];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = HuffmanTable.entry(0, 0, i);
        }
        return entries;
    }
}
