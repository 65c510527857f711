package io.battdat.hdf5.filter;

import io.battdat.hdf5.filter.BloscChunk.Block;
import io.battdat.hdf5.filter.BloscHeader.Step;
import java.util.Arrays;
import java.util.List;

/** Decodes the blocks of a Blosc chunk and undoes its filters. */
final class BloscBlocks {
    /** Blosc makes blocks as large as a cache of the second level, which no machine has anywhere near this size. */
    private static final int MAX_BLOCK_BYTES = 64 << 20;

    private final BloscStreams streams = new BloscStreams();
    private byte[] scratch = {};
    private byte[] spare = {};
    /** The first block of the chunk, which the delta filter refers to. */
    private byte[] reference = {};

    /** The parameters are those of {@link BloscDecoder#decode}. */
    void decode(BloscChunk chunk, int first, int end, byte[] output, int to, RowBytes row) throws FilterException {
        if (first == end) {
            return;
        }
        BloscHeader header = chunk.header();
        checkSize(header);
        if (header.steps().stream().anyMatch(step -> step.filter() == BloscHeader.DELTA)) {
            Block referred = new Block(chunk, 0);
            whole(referred);
            reference = Arrays.copyOf(scratch, referred.bytes());
        }
        int last = (end - 1) / header.blockBytes();
        for (int number = first / header.blockBytes(); number <= last; number++) {
            Block block = new Block(chunk, number);
            int start = block.start();
            int blockFirst = Math.max(0, first - start);
            int blockEnd = Math.min(block.bytes(), end - start);
            int target = to + start + blockFirst - first;
            if (header.steps().isEmpty() && blockFirst == 0) {
                streams.decode(block, prefix(blockEnd), output, target);
            } else if (isShuffleOfElements(block, blockFirst, blockEnd)) {
                shuffled(block, blockFirst, blockEnd, needed(header, row), output, target);
            } else {
                whole(block);
                System.arraycopy(scratch, blockFirst, output, target, blockEnd - blockFirst);
            }
        }
    }

    private static void checkSize(BloscHeader header) throws UnsupportedFilterException {
        if (header.blockBytes() > MAX_BLOCK_BYTES) {
            throw new UnsupportedFilterException("Blosc with blocks of " + header.blockBytes() + " bytes");
        }
    }

    /** What is needed of the elements, which may be the table's rows. */
    private static RowBytes needed(BloscHeader header, RowBytes row) {
        return header.isInRows(row.size()) ? row : RowBytes.all(header.typeBytes());
    }

    /** What is needed of the streams for the first bytes of a block. */
    private static BloscStreams.Need prefix(int neededBytes) {
        return (stream, bytes) -> Math.max(0, neededBytes - stream * bytes);
    }

    /** The parameters are those of {@link RowFilter#decodePlanes}. */
    void decodePlanes(BloscChunk chunk, int first, int end, ChunkBuffer output, RowBytes row) throws FilterException {
        BloscHeader header = chunk.header();
        checkSize(header);
        Block block = new Block(chunk, first / header.blockBytes());
        int rows = (end - block.start()) / row.size();
        int room = planeBytes(block, rows, row);
        output.reserve(room + StreamCodec.OUTPUT_MARGIN);
        streams.decode(block, planes(block, rows, row), output.bytes(), 0);
        output.setLength(room);
    }

    /** What is needed of a block's streams for the first elements of its byte planes. */
    private static BloscStreams.Need planes(Block block, int elements, RowBytes needed) {
        return block.isSplit()
                ? (stream, bytes) -> needed.isNeeded(stream) ? elements : 0
                : prefix(planeBytes(block, elements, needed));
    }

    /** Bytes from the first plane to the last that is needed. */
    private static int planeBytes(Block block, int elements, RowBytes needed) {
        int count = block.bytes() / block.header().typeBytes();
        return block.isSplit() ? block.bytes() : needed.end() == 0 ? 0 : (needed.end() - 1) * count + elements;
    }

    /** Whether a part of a block can be put together from the planes of one shuffle. */
    private static boolean isShuffleOfElements(Block block, int first, int end) {
        List<Step> steps = block.header().steps();
        int elementBytes = block.header().typeBytes();
        return steps.size() == 1
                && steps.get(0).filter() != BloscHeader.DELTA
                && (steps.get(0).meta() == 0 || steps.get(0).filter() == BloscHeader.BIT_SHUFFLE)
                && block.bytes() % elementBytes == 0
                && first % elementBytes == 0
                && end % elementBytes == 0;
    }

    /** Puts the elements in a part of a block together, from the needed planes. */
    private void shuffled(Block block, int blockFirst, int blockEnd, RowBytes needed, byte[] output, int to)
            throws FilterException {
        BloscHeader header = block.header();
        int bytes = block.bytes();
        int elementBytes = header.typeBytes();
        int count = bytes / elementBytes;
        int first = blockFirst / elementBytes;
        int end = blockEnd / elementBytes;
        boolean bits = header.steps().get(0).filter() == BloscHeader.BIT_SHUFFLE;
        int inPlanes = bits ? bitShuffled(header, count) : count;
        boolean allPlanes = end > inPlanes;
        BloscStreams.Need need;
        int room;
        if (block.isSplit()) {
            need = (stream, streamBytes) -> {
                boolean wholeStream = allPlanes || bits && inPlanes < count;
                return wholeStream ? streamBytes : !needed.isNeeded(stream) ? 0 : bits ? streamBytes : end;
            };
            room = bytes;
        } else {
            int planes = needed.end();
            room = allPlanes ? blockEnd : bits ? planes * inPlanes : planes == 0 ? 0 : (planes - 1) * count + end;
            need = prefix(room);
        }
        scratch = reserve(scratch, room);
        streams.decode(block, need, scratch, 0);
        int planesEnd = Math.min(end, inPlanes);
        if (bits) {
            BitShuffle.undo(scratch, 0, inPlanes, elementBytes, needed, first, planesEnd, output, to);
        } else {
            ByteShuffle.undo(scratch, 0, inPlanes, elementBytes, needed, first, planesEnd, output, to);
        }
        if (allPlanes) {
            int behind = Math.max(first, inPlanes);
            System.arraycopy(
                    scratch,
                    behind * elementBytes,
                    output,
                    to + (behind - first) * elementBytes,
                    (end - behind) * elementBytes);
        }
    }

    /** How many of the elements went through the bit shuffle, which takes eight at a time. */
    private static int bitShuffled(BloscHeader header, int count) {
        int whole = count - count % BitShuffle.GROUP;
        return header.version() <= BloscHeader.FIRST_GENERATION && whole < count ? 0 : whole;
    }

    /** Decodes a whole block to {@link #scratch}. */
    private void whole(Block block) throws FilterException {
        BloscHeader header = block.header();
        int bytes = block.bytes();
        scratch = reserve(scratch, bytes);
        streams.decode(block, prefix(bytes), scratch, 0);
        List<Step> steps = header.steps();
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            if (step.filter() == BloscHeader.DELTA) {
                if (i > 0) {
                    throw new UnsupportedFilterException("Blosc2's delta filter behind another");
                }
                Delta.undo(scratch, bytes, header.typeBytes(), block.number() == 0 ? null : reference);
                continue;
            }
            spare = reserve(spare, bytes);
            boolean bits = step.filter() == BloscHeader.BIT_SHUFFLE;
            int elementBytes = bits || step.meta() == 0 ? header.typeBytes() : step.meta();
            RowBytes all = RowBytes.all(elementBytes);
            int count = bytes / elementBytes;
            if (bits) {
                count = bitShuffled(header, count);
                BitShuffle.undo(scratch, 0, count, elementBytes, all, 0, count, spare, 0);
            } else {
                ByteShuffle.undo(scratch, 0, count, elementBytes, all, 0, count, spare, 0);
            }
            int done = count * elementBytes;
            System.arraycopy(scratch, done, spare, done, bytes - done);
            byte[] undone = spare;
            spare = scratch;
            scratch = undone;
        }
    }

    private static byte[] reserve(byte[] buffer, int bytes) {
        return buffer.length >= bytes + StreamCodec.OUTPUT_MARGIN
                ? buffer
                : new byte[bytes + StreamCodec.OUTPUT_MARGIN];
    }
}
