package io.battdat.hdf5.filter;

import java.util.Optional;

/**
 * Filter 32026: a chunk is a Blosc2 frame. PyTables makes chunks as large as the cache of the third level of the machine
 * that writes, hundreds of megabytes for a few rows; only the blocks of rows that are read are decoded.
 */
final class Blosc2Filter implements RowFilter {
    /** In place of an offset: a chunk of a special value, which then stands in the upper byte. */
    private static final int SPECIAL_SHIFT = 56;

    private static final int SPECIAL_MASK = 7;

    private final BloscDecoder decoder = new BloscDecoder();
    private final byte[] offset = new byte[Long.BYTES + StreamCodec.OUTPUT_MARGIN];

    @Override
    public int decodedBytes(ChunkBuffer input, int chunkBytes) throws FilterException {
        return BloscFrame.read(input.bytes(), input.length(), chunkBytes).decodedBytes();
    }

    @Override
    public void decodeRows(
            ChunkBuffer input, ChunkBuffer output, int firstByte, int endByte, RowBytes row, int chunkBytes)
            throws FilterException {
        BloscFrame frame = BloscFrame.read(input.bytes(), input.length(), chunkBytes);
        if (endByte > frame.decodedBytes()) {
            throw new FilterException(
                    "it decodes to " + frame.decodedBytes() + " bytes, of which " + endByte + " are needed");
        }
        output.reserve(endByte - firstByte + StreamCodec.OUTPUT_MARGIN);
        int at = firstByte;
        while (at < endByte) {
            int number = at / frame.chunkBytes();
            int start = number * frame.chunkBytes();
            int end = Math.min(endByte - start, frame.decodedBytesOf(number));
            RowBytes needed = start % row.size() == 0 ? row : RowBytes.all(1);
            decodeChunk(input.bytes(), frame, number, at - start, end, output.bytes(), at - firstByte, needed);
            at = start + end;
        }
        output.setLength(endByte - firstByte);
    }

    @Override
    public Optional<ByteRange> planesAt(ChunkBuffer input, int firstByte, int rowBytes, int chunkBytes)
            throws FilterException {
        BloscFrame frame = BloscFrame.read(input.bytes(), input.length(), chunkBytes);
        if (firstByte >= frame.decodedBytes()) {
            return Optional.empty();
        }
        int number = firstByte / frame.chunkBytes();
        int start = number * frame.chunkBytes();
        long found = offset(input.bytes(), frame, number);
        if (found < 0 || start % rowBytes != 0) {
            return Optional.empty();
        }
        return chunk(input.bytes(), frame, number, found)
                .planesAt(firstByte - start, rowBytes)
                .map(range -> new ByteRange(start + range.first(), start + range.end()));
    }

    @Override
    public void decodePlanes(
            ChunkBuffer input, ChunkBuffer output, int firstByte, int endByte, RowBytes row, int chunkBytes)
            throws FilterException {
        BloscFrame frame = BloscFrame.read(input.bytes(), input.length(), chunkBytes);
        int number = firstByte / frame.chunkBytes();
        int start = number * frame.chunkBytes();
        BloscChunk chunk = chunk(input.bytes(), frame, number, offset(input.bytes(), frame, number));
        decoder.decodePlanes(chunk, firstByte - start, endByte - start, output, row);
    }

    private void decodeChunk(
            byte[] bytes, BloscFrame frame, int number, int first, int end, byte[] output, int to, RowBytes row)
            throws FilterException {
        long found = offset(bytes, frame, number);
        if (found < 0) {
            int special = (int) (found >>> SPECIAL_SHIFT) & SPECIAL_MASK;
            BloscDecoder.fill(special, frame.typeBytes(), first, end, output, to);
        } else {
            decoder.decode(chunk(bytes, frame, number, found), first, end, output, to, row);
        }
    }

    /** Where a chunk stands behind the frame's header, or a special value. */
    private long offset(byte[] bytes, BloscFrame frame, int number) throws FilterException {
        int offsetsAt = frame.headerBytes() + frame.chunksBytes();
        BloscChunk offsets = BloscChunk.read(bytes, offsetsAt, frame.frameBytes(), Integer.MAX_VALUE);
        int at = number * Long.BYTES;
        decoder.decode(offsets, at, at + Long.BYTES, offset, 0, RowBytes.all(Long.BYTES));
        return Numbers.littleLong(offset, 0);
    }

    private static BloscChunk chunk(byte[] bytes, BloscFrame frame, int number, long found) throws FilterException {
        if (found > frame.chunksBytes()) {
            throw BloscFrame.damaged("chunk " + number + " at byte " + found + " of " + frame.chunksBytes());
        }
        int offsetsAt = frame.headerBytes() + frame.chunksBytes();
        return BloscChunk.read(bytes, frame.headerBytes() + (int) found, offsetsAt, frame.decodedBytesOf(number));
    }
}
