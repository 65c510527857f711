package io.battdat.hdf5.filter;

import java.util.zip.Adler32;

/**
 * Makes zlib streams (RFC 1950 and 1951) of chunks in plain Java, faster than the JDK's deflater and as a rule smaller: it
 * knows that a shuffled chunk is made of byte planes, each with a distribution of its own. The input is parsed plane by
 * plane; planes of one byte cost next to nothing, noise is passed over quickly, and neighbours share a block, and so a
 * code, only where that takes fewer bits. Each block is stored, or has fixed or own codes, whichever is smallest.
 *
 * <p>For one thread.
 */
public final class Deflation {
    /** Fastest to smallest, as of zlib. */
    public static final int MIN_LEVEL = 1;

    public static final int MAX_LEVEL = 9;
    public static final int DEFAULT_LEVEL = 6;

    private static final int MIN_SEGMENT_BYTES = 512;
    /** Codes do not adapt within a block, and its sequences are in memory. */
    private static final int MAX_BLOCK_BYTES = 1 << 20;

    private static final int CHECKSUM_BYTES = Integer.BYTES;
    /** RFC 1950, 2.2: deflate with a window of 32 KiB; the level is for information. */
    private static final int METHOD = 0x78;

    private static final int FASTEST = 0;
    private static final int FAST = 1;
    private static final int DEFAULT = 2;
    private static final int SMALLEST = 3;

    private final int header;
    private final BitOutput output = new BitOutput();
    private final DeflateBlockWriter writer = new DeflateBlockWriter(output);
    private final MatchParser parser;
    private final Adler32 checksum = new Adler32();

    private final Sequences block = new Sequences();
    private final SymbolCounts blockCounts = new SymbolCounts();
    private final SymbolCounts segmentCounts = new SymbolCounts();

    /** @param level {@value #MIN_LEVEL} (fast) to {@value #MAX_LEVEL} (small) */
    public Deflation(int level) {
        parser = new MatchParser(MatchEffort.ofLevel(level));
        int kind = level == MIN_LEVEL
                ? FASTEST
                : level < DEFAULT_LEVEL ? FAST : level == DEFAULT_LEVEL ? DEFAULT : SMALLEST;
        int withoutCheck = METHOD << Byte.SIZE | kind << 6;
        header = withoutCheck + 31 - withoutCheck % 31;
    }

    /** The stream that {@link #deflate} made, until its next call; there may be more bytes behind it. */
    public byte[] bytes() {
        return output.bytes();
    }

    /**
     * Makes a stream of all of the input.
     *
     * @param planeBytes bytes in a plane if the input is made of planes, such as the rows in a shuffled chunk; else 0
     * @return bytes of the stream
     */
    public int deflate(byte[] input, int planeBytes) {
        output.clear();
        output.reserve(Short.BYTES);
        output.put(header >>> Byte.SIZE | (header & 0xFF) << Byte.SIZE, Short.SIZE);
        output.flush();
        parser.reset(input);
        writeBlocks(input, planeBytes);
        output.align();
        checksum.reset();
        checksum.update(input);
        output.reserve(CHECKSUM_BYTES);
        output.put(Integer.toUnsignedLong(Integer.reverseBytes((int) checksum.getValue())), Integer.SIZE);
        output.flush();
        return output.length();
    }

    private void writeBlocks(byte[] input, int planeBytes) {
        block.clear();
        blockCounts.clear();
        int blockStart = 0;
        long blockCost = 0;
        for (int start = 0; start < input.length; ) {
            int end = parser.runEnd(start, input.length);
            boolean run = end == input.length || end - start >= MIN_SEGMENT_BYTES;
            int blockSequences = block.count();
            segmentCounts.clear();
            long cost = 0;
            if (run) {
                parser.parseRun(start, end, block, segmentCounts);
            } else {
                end = segmentEnd(start, input.length, planeBytes);
                cost = parser.parse(start, end, block, segmentCounts);
            }
            long together = blockCounts.costWith(segmentCounts);
            // a run takes a few symbols, which any block can hold
            boolean split = end - blockStart > MAX_BLOCK_BYTES || !run && together > blockCost + cost;
            if (split && start > blockStart) {
                writer.write(input, blockStart, start, block, blockSequences, blockCounts, false);
                block.removeFirst(blockSequences);
                blockCounts.clear();
                blockStart = start;
                together = segmentCounts.cost();
            }
            blockCounts.add(segmentCounts);
            blockCost = together;
            start = end;
        }
        writer.write(input, blockStart, input.length, block, block.count(), blockCounts, true);
    }

    /** A plane, or as many small ones as make a segment, or a part of a large one. */
    private static int segmentEnd(int start, int inputEnd, int planeBytes) {
        int longest = Math.min(inputEnd - start, MatchParser.MAX_SEGMENT_BYTES);
        if (planeBytes == 0) {
            return start + longest;
        }
        int toPlaneEnd = planeBytes - start % planeBytes;
        int morePlanes = Math.max(0, MIN_SEGMENT_BYTES - toPlaneEnd + planeBytes - 1) / planeBytes;
        return start + (int) Math.min(longest, toPlaneEnd + (long) morePlanes * planeBytes);
    }
}
