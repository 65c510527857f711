package io.battdat.hdf5.filter;

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

    private void decodeChunk(
            byte[] bytes, BloscFrame frame, int number, int first, int end, byte[] output, int to, RowBytes row)
            throws FilterException {
        int offsetsAt = frame.headerBytes() + frame.chunksBytes();
        BloscChunk offsets = BloscChunk.read(bytes, offsetsAt, frame.frameBytes(), Integer.MAX_VALUE);
        int at = number * Long.BYTES;
        decoder.decode(offsets, at, at + Long.BYTES, offset, 0, RowBytes.all(Long.BYTES));
        long found = Numbers.littleLong(offset, 0);
        if (found < 0) {
            int special = (int) (found >>> SPECIAL_SHIFT) & SPECIAL_MASK;
            BloscDecoder.fill(special, frame.typeBytes(), first, end, output, to);
            return;
        }
        if (found > frame.chunksBytes()) {
            throw BloscFrame.damaged("chunk " + number + " at byte " + found + " of " + frame.chunksBytes());
        }
        int from = frame.headerBytes() + (int) found;
        BloscChunk chunk = BloscChunk.read(bytes, from, offsetsAt, frame.decodedBytesOf(number));
        decoder.decode(chunk, first, end, output, to, row);
    }
}
