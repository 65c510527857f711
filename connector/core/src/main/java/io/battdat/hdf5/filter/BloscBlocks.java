package io.battdat.hdf5.filter;

import io.battdat.hdf5.filter.BloscHeader.Step;
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
    void decode(byte[] input, int from, BloscHeader header, int first, int end, byte[] output, int to, RowBytes row)
            throws FilterException {
        if (header.blockBytes() > MAX_BLOCK_BYTES) {
            throw new UnsupportedFilterException("Blosc with blocks of " + header.blockBytes() + " bytes");
        }
        boolean hasDelta = header.steps().stream().anyMatch(step -> step.filter() == BloscHeader.DELTA);
        if (hasDelta && end > first) {
            reference = new byte[header.blockBytes()];
            whole(input, from, header, 0, header.blockBytes());
            System.arraycopy(scratch, 0, reference, 0, header.blockBytes());
        }
        for (int block = first / Math.max(1, header.blockBytes()); ; block++) {
            long blockStart = (long) block * header.blockBytes();
            if (blockStart >= end) {
                return;
            }
            int start = (int) blockStart;
            int bytes = Math.min(header.blockBytes(), header.decodedBytes() - start);
            int blockFirst = Math.max(0, first - start);
            int blockEnd = Math.min(bytes, end - start);
            int target = to + start + blockFirst - first;
            if (header.steps().isEmpty() && blockFirst == 0) {
                streams.decode(input, from, header, block, bytes, prefix(blockEnd), output, target);
            } else if (isShuffleOfRows(header, bytes, blockFirst, blockEnd)) {
                boolean ofTable = row.size() == header.typeBytes() && header.blockBytes() % row.size() == 0;
                RowBytes needed = ofTable ? row : RowBytes.all(header.typeBytes());
                shuffled(input, from, header, block, bytes, blockFirst, blockEnd, needed, output, target);
            } else {
                whole(input, from, header, block, bytes);
                System.arraycopy(scratch, blockFirst, output, target, blockEnd - blockFirst);
            }
        }
    }

    /** What is needed of the streams for the first bytes of a block. */
    private static BloscStreams.Need prefix(int neededBytes) {
        return (stream, bytes) -> Math.max(0, neededBytes - stream * bytes);
    }

    /** Whether a part of a block can be put together from the planes of one shuffle. */
    private static boolean isShuffleOfRows(BloscHeader header, int bytes, int first, int end) {
        List<Step> steps = header.steps();
        int elementBytes = header.typeBytes();
        return steps.size() == 1
                && steps.get(0).filter() != BloscHeader.DELTA
                && (steps.get(0).meta() == 0 || steps.get(0).filter() == BloscHeader.BIT_SHUFFLE)
                && bytes % elementBytes == 0
                && first % elementBytes == 0
                && end % elementBytes == 0;
    }

    private void shuffled(
            byte[] input,
            int from,
            BloscHeader header,
            int block,
            int bytes,
            int blockFirst,
            int blockEnd,
            RowBytes needed,
            byte[] output,
            int to)
            throws FilterException {
        int elementBytes = header.typeBytes();
        int count = bytes / elementBytes;
        int first = blockFirst / elementBytes;
        int end = blockEnd / elementBytes;
        boolean bits = header.steps().get(0).filter() == BloscHeader.BIT_SHUFFLE;
        int inPlanes = bits ? bitShuffled(header, count) : count;
        boolean allPlanes = end > inPlanes;
        boolean split = header.isSplit(bytes);
        BloscStreams.Need need;
        int room;
        if (split) {
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
        streams.decode(input, from, header, block, bytes, need, scratch, 0);
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
    private void whole(byte[] input, int from, BloscHeader header, int block, int bytes) throws FilterException {
        scratch = reserve(scratch, bytes);
        streams.decode(input, from, header, block, bytes, prefix(bytes), scratch, 0);
        List<Step> steps = header.steps();
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            if (step.filter() == BloscHeader.DELTA) {
                if (i > 0) {
                    throw new UnsupportedFilterException("Blosc2's delta filter behind another");
                }
                Delta.undo(scratch, bytes, header.typeBytes(), block == 0 ? null : reference);
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
