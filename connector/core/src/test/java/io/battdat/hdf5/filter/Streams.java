package io.battdat.hdf5.filter;

import io.airlift.compress.Compressor;
import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.lzo.LzoCompressor;
import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.zstd.ZstdCompressor;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Every codec of streams, and a compressor for it. */
enum Streams {
    BLOSCLZ(BloscLzCodec::new, bytes -> fastLz(bytes, true)),
    LZ4(Lz4Codec::new, bytes -> compress(new Lz4Compressor(), bytes)),
    SNAPPY(SnappyCodec::new, bytes -> compress(new SnappyCompressor(), bytes)),
    ZLIB(ZlibCodec::new, Buffers::deflate),
    ZSTD(ZstdCodec::new, bytes -> compress(new ZstdCompressor(), bytes)),
    LZO(LzoCodec::new, bytes -> compress(new LzoCompressor(), bytes)),
    LZF(LzfCodec::new, bytes -> fastLz(bytes, false));

    private static final int HASHES = 1 << 12;

    private final Supplier<StreamCodec> codec;
    private final UnaryOperator<byte[]> compressor;

    Streams(Supplier<StreamCodec> codec, UnaryOperator<byte[]> compressor) {
        this.codec = codec;
        this.compressor = compressor;
    }

    StreamCodec codec() {
        return codec.get();
    }

    byte[] compress(byte[] bytes) {
        return compressor.apply(bytes);
    }

    /** Bytes that shrink in one of several ways, or not at all. */
    static byte[] contents(int size, Random random) {
        byte[] bytes = new byte[size];
        int kind = random.nextInt(5);
        int back = 1 + random.nextInt(random.nextBoolean() ? 12 : 40_000);
        for (int i = 0; i < size; i++) {
            bytes[i] = switch (kind) {
                case 0 -> (byte) random.nextInt();
                case 1 -> (byte) (i / 700);
                case 2 -> (byte) (random.nextInt(4) == 0 ? random.nextInt() : 0);
                default -> i >= back && random.nextInt(50) != 0 ? bytes[i - back] : (byte) random.nextInt(7);
            };
        }
        return bytes;
    }

    private static byte[] compress(Compressor compressor, byte[] bytes) {
        byte[] compressed = new byte[compressor.maxCompressedLength(bytes.length)];
        int length = compressor.compress(bytes, 0, bytes.length, compressed, 0, compressed.length);
        return Arrays.copyOf(compressed, length);
    }

    /** Writes LZF or blosclz, which differ in the lengths of matches and in how far these reach. */
    private static byte[] fastLz(byte[] bytes, boolean blosc) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int[] last = new int[HASHES];
        Arrays.fill(last, -1);
        int shortest = blosc ? 4 : 3; // the first byte of blosclz must start literals
        int furthest = blosc ? 8191 + 65535 : 8192;
        int literals = 0;
        int at = 0;
        while (at < bytes.length) {
            int match = 0;
            int from = -1;
            if (at + shortest <= bytes.length) {
                int hash = ((bytes[at] & 0xFF) * 961 + (bytes[at + 1] & 0xFF) * 31 + (bytes[at + 2] & 0xFF)) % HASHES;
                from = last[hash];
                last[hash] = at;
                while (from >= 0
                        && at - from <= furthest
                        && at + match < bytes.length
                        && match < (blosc ? 5000 : 264)
                        && bytes[from + match] == bytes[at + match]) {
                    match++;
                }
            }
            if (match < shortest) {
                at++;
                continue;
            }
            literals(out, bytes, literals, at);
            if (blosc) {
                bloscLzMatch(out, at - from, match);
            } else {
                lzfMatch(out, at - from, match);
            }
            at += match;
            literals = at;
        }
        literals(out, bytes, literals, at);
        return out.toByteArray();
    }

    private static void literals(ByteArrayOutputStream out, byte[] bytes, int from, int end) {
        for (int at = from; at < end; at += 32) {
            int count = Math.min(32, end - at);
            out.write(count - 1);
            out.write(bytes, at, count);
        }
    }

    private static void lzfMatch(ByteArrayOutputStream out, int distance, int count) {
        int length = count - 2;
        out.write(Math.min(length, 7) << 5 | distance - 1 >>> 8);
        if (length >= 7) {
            out.write(length - 7);
        }
        out.write(distance - 1 & 0xFF);
    }

    private static void bloscLzMatch(ByteArrayOutputStream out, int distance, int count) {
        boolean far = distance > 8191;
        int length = count - 2;
        int high = far ? 31 : distance - 1 >>> 8;
        out.write(Math.min(length, 7) << 5 | high);
        if (length >= 7) {
            int left = length - 7;
            for (; left >= 255; left -= 255) {
                out.write(255);
            }
            out.write(left);
        }
        if (far) {
            out.write(255);
            out.write(distance - 8192 >>> 8);
            out.write(distance - 8192 & 0xFF);
        } else {
            out.write(distance - 1 & 0xFF);
        }
    }
}
