package io.battdat.hdf5.filter;

import java.util.List;
import java.util.Optional;

/**
 * A Blosc chunk and where it stands.
 *
 * @param bytes holds the chunk from {@code from} on
 */
record BloscChunk(byte[] bytes, int from, BloscHeader header) {
    private static final List<BloscHeader.Step> SHUFFLE_ONLY = List.of(new BloscHeader.Step(BloscHeader.SHUFFLE, 0));

    /** Reads the header of a chunk; the parameters are those of {@link BloscHeader#read}. */
    static BloscChunk read(byte[] bytes, int from, int end, int maxBytes) throws FilterException {
        return new BloscChunk(bytes, from, BloscHeader.read(bytes, from, end, maxBytes));
    }

    /** The position behind the chunk. */
    int end() {
        return from + header.storedBytes();
    }

    /** The position behind the header. */
    int body() {
        return from + header.headerBytes();
    }

    /** The rows of the block that a row is in, if it is nothing but the byte planes of whole rows, compressed. */
    Optional<ByteRange> planesAt(int firstByte, int rowBytes) {
        boolean shuffledRows = header.special() == BloscHeader.SPECIAL_NONE
                && !header.isStored()
                && firstByte < header.decodedBytes()
                && header.steps().equals(SHUFFLE_ONLY)
                && header.isInRows(rowBytes);
        if (!shuffledRows) {
            return Optional.empty();
        }
        Block block = new Block(this, firstByte / header.blockBytes());
        return block.bytes() % rowBytes == 0
                ? Optional.of(new ByteRange(block.start(), block.start() + block.bytes()))
                : Optional.empty();
    }

    /** One of the blocks that the chunk was cut into. */
    record Block(BloscChunk chunk, int number) {
        BloscHeader header() {
            return chunk.header;
        }

        /** The first of its bytes in the decoded chunk. */
        int start() {
            return number * chunk.header.blockBytes();
        }

        /** What it decodes to; the last block may be shorter. */
        int bytes() {
            return Math.min(chunk.header.blockBytes(), chunk.header.decodedBytes() - start());
        }

        boolean isSplit() {
            return chunk.header.isSplit(bytes());
        }

        /** Where its streams stand. */
        int position() throws FilterException {
            BloscHeader header = chunk.header;
            long starts = header.headerBytes() + (long) Integer.BYTES * header.blockCount();
            if (starts > header.storedBytes()) {
                throw BloscHeader.damaged(header.blockCount() + " blocks in " + header.storedBytes() + " bytes");
            }
            int position = Numbers.littleInt(chunk.bytes, chunk.body() + number * Integer.BYTES);
            if (position < starts || position > header.storedBytes()) {
                throw BloscHeader.damaged("block " + number + " at byte " + position + " of " + header.storedBytes());
            }
            return chunk.from + position;
        }
    }
}
