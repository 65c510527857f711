package io.battdat.hdf5.filter;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes Blosc chunks and Blosc2 frames in every way there is, by their format descriptions. */
final class BloscWriter {
    /** What a stream is written as. */
    enum Kind {
        COMPRESSED,
        STORED,
        /** Bytes that are all the same: 0, or another. */
        RUN
    }

    private static final Streams[] CODECS = {Streams.BLOSCLZ, Streams.LZ4, Streams.SNAPPY, Streams.ZLIB, Streams.ZSTD};

    private int version = 2;
    private int codec = 1;
    private int typeBytes = 1;
    private int blockBytes = 1 << 20;
    private boolean split;
    private Kind kind = Kind.COMPRESSED;
    private int[] filters = {};
    private int[] metas = {};
    private int extraFlags;

    BloscWriter version(int value) {
        version = value;
        return this;
    }

    BloscWriter codec(int value) {
        codec = value;
        return this;
    }

    BloscWriter type(int bytes) {
        typeBytes = bytes;
        return this;
    }

    BloscWriter block(int bytes) {
        blockBytes = bytes;
        return this;
    }

    BloscWriter split() {
        split = true;
        return this;
    }

    BloscWriter streams(Kind value) {
        kind = value;
        return this;
    }

    /** Filters in the order in which they are applied; Blosc 1 has one at most. */
    BloscWriter filters(int... values) {
        filters = values;
        return this;
    }

    /** What each filter is told. */
    BloscWriter metas(int... values) {
        metas = values;
        return this;
    }

    BloscWriter extraFlags(int value) {
        extraFlags = value;
        return this;
    }

    /** A chunk of these bytes. */
    byte[] chunk(byte[] bytes) {
        int block = Math.min(blockBytes, bytes.length);
        int blocks = (bytes.length + block - 1) / block;
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        ByteBuffer starts = little(Integer.BYTES * blocks);
        int bodyStart = headerBytes() + starts.capacity();
        for (int i = 0; i < blocks; i++) {
            starts.putInt(bodyStart + body.size());
            byte[] part = filtered(bytes, i * block, Math.min(block, bytes.length - i * block));
            boolean splits = split && part.length == block;
            int streamBytes = splits ? part.length / typeBytes : part.length;
            for (int at = 0; at < part.length; at += streamBytes) {
                body.writeBytes(stream(Arrays.copyOfRange(part, at, at + streamBytes)));
            }
        }
        byte[] header = header(0, bytes.length, block, bodyStart + body.size());
        return concat(header, starts.array(), body.toByteArray());
    }

    /** A chunk that holds the bytes as they are. */
    byte[] storedChunk(byte[] bytes) {
        return concat(header(2, bytes.length, blockBytes, headerBytes() + bytes.length), bytes);
    }

    /** A chunk of a special value, which may need a value behind it. */
    byte[] specialChunk(int special, int bytes, byte... value) {
        extraFlags |= special << 4;
        return concat(header(0, bytes, Math.min(blockBytes, bytes), headerBytes() + value.length), value);
    }

    private int headerBytes() {
        return version > 2 ? 32 : 16;
    }

    private byte[] header(int flags, int bytes, int block, int stored) {
        int all = flags | (split ? 0 : 0x10) | codec << 5;
        if (version > 2) {
            all |= 0x05;
        } else if (filters.length > 0) {
            all |= filters[0] == BloscHeader.SHUFFLE ? 0x01 : 0x04;
        }
        ByteBuffer header = little(headerBytes());
        header.put((byte) version).put((byte) 1).put((byte) all).put((byte) typeBytes);
        header.putInt(bytes).putInt(block).putInt(stored);
        if (version > 2) {
            for (int i = 0; i < filters.length; i++) {
                header.put(16 + i, (byte) filters[i]);
                header.put(24 + i, (byte) (i < metas.length ? metas[i] : 0));
            }
            header.put(31, (byte) extraFlags);
        }
        return header.array();
    }

    private byte[] stream(byte[] bytes) {
        boolean same = true;
        for (byte each : bytes) {
            same &= each == bytes[0];
        }
        if (kind == Kind.RUN && same) {
            int value = bytes[0] & 0xFF;
            byte[] size = little(Integer.BYTES).putInt(-value).array();
            return value == 0 ? size : concat(size, new byte[] {1});
        }
        byte[] stored = kind == Kind.STORED ? bytes : CODECS[codec].compress(bytes);
        if (stored.length >= bytes.length) {
            stored = bytes;
        }
        return concat(little(Integer.BYTES).putInt(stored.length).array(), stored);
    }

    private byte[] filtered(byte[] bytes, int from, int length) {
        byte[] part = Arrays.copyOfRange(bytes, from, from + length);
        for (int i = 0; i < filters.length; i++) {
            int meta = i < metas.length ? metas[i] : 0;
            part = switch (filters[i]) {
                case BloscHeader.SHUFFLE -> Buffers.shuffle(part, meta == 0 ? typeBytes : meta);
                case BloscHeader.BIT_SHUFFLE -> bitShuffle(part, typeBytes, version);
                case BloscHeader.DELTA -> delta(bytes, from, part);
                default -> part;
            };
        }
        return part;
    }

    /** Bit {@code k} of byte {@code j} of element {@code i}, one bit at a time. */
    static byte[] bitShuffle(byte[] bytes, int elementBytes, int version) {
        int count = bytes.length / elementBytes;
        int grouped = count - count % 8;
        byte[] shuffled = bytes.clone();
        if (version == 2 && grouped < count) {
            return shuffled;
        }
        Arrays.fill(shuffled, 0, grouped * elementBytes, (byte) 0);
        for (int i = 0; i < grouped; i++) {
            for (int j = 0; j < elementBytes; j++) {
                for (int k = 0; k < 8; k++) {
                    int bit = bytes[i * elementBytes + j] >>> k & 1;
                    shuffled[(j * 8 + k) * (grouped / 8) + i / 8] |= (byte) (bit << i % 8);
                }
            }
        }
        return shuffled;
    }

    private byte[] delta(byte[] bytes, int from, byte[] part) {
        int width = typeBytes <= 2 || typeBytes == 4 ? typeBytes : typeBytes % 8 == 0 ? 8 : 1;
        byte[] result = part.clone();
        for (int i = from == 0 ? width : 0; i < part.length / width * width; i++) {
            result[i] ^= from == 0 ? part[i - width] : bytes[i];
        }
        return result;
    }

    /** A frame of chunks that each hold {@code chunkBytes}, but for the last. Null stands for a chunk of zeros. */
    static byte[] frame(int typeBytes, int chunkBytes, long decodedBytes, byte[]... chunks) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        ByteBuffer offsets = little(Long.BYTES * chunks.length);
        for (byte[] chunk : chunks) {
            offsets.putLong(chunk == null ? 0x81L << 56 : body.size());
            if (chunk != null) {
                body.writeBytes(chunk);
            }
        }
        byte[] index = new BloscWriter().version(5).type(8).codec(0).chunk(offsets.array());
        int headerBytes = 0x60;
        ByteBuffer header = ByteBuffer.allocate(headerBytes);
        header.put(0, (byte) 0x9E).put(1, (byte) 0xA8).put(2, "b2frame\0".getBytes(StandardCharsets.US_ASCII));
        header.putInt(0x0B, headerBytes);
        header.putLong(0x10, headerBytes + body.size() + (long) index.length);
        header.put(0x19, (byte) 0x12);
        header.putLong(0x1E, decodedBytes).putLong(0x27, body.size());
        header.putInt(0x30, typeBytes).putInt(0x35, 0).putInt(0x3A, chunkBytes);
        return concat(header.array(), body.toByteArray(), index);
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
