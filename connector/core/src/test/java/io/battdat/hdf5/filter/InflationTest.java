package io.battdat.hdf5.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link ZlibCodec} over our own inflater, against the JDK's, on sound streams and on damaged ones. */
class InflationTest {
    private static final int STREAMS = 1500;
    private static final int LARGEST = 40_000;

    @ParameterizedTest
    @EnumSource
    void soundStreamsComeOutWholeAndInPart(Content content) throws FilterException {
        Random random = new Random(content.ordinal());
        try (StreamFilter filter = new StreamFilter(new ZlibCodec())) {
            for (int i = 0; i < STREAMS; i++) {
                byte[] bytes = content.make(random.nextInt(i % 50 == 0 ? LARGEST : 3000), random);
                byte[] stream = compress(bytes, random);
                int needed = i % 3 == 0 ? random.nextInt(bytes.length + 1) : bytes.length;

                byte[] decoded = decode(filter, stream, needed, bytes.length);

                assertThat(decoded).as("stream %d", i).isEqualTo(Arrays.copyOf(bytes, needed));
            }
        }
    }

    /** Whatever is wrong with a stream, it is a {@link FilterException}, or the JDK accepts the same bytes. */
    @ParameterizedTest
    @EnumSource
    void damagedStreamsAreRefusedAsTheJdkRefusesThem(Content content) {
        Random random = new Random(100 + content.ordinal());
        int refused = 0;
        try (StreamFilter filter = new StreamFilter(new ZlibCodec())) {
            for (int i = 0; i < STREAMS; i++) {
                byte[] bytes = content.make(1 + random.nextInt(3000), random);
                byte[] stream = damage(compress(bytes, random), random);

                Optional<byte[]> expected = decodeWithJdk(stream, bytes.length);

                try {
                    byte[] decoded = decode(filter, stream, bytes.length, bytes.length);
                    assertThat(expected).as("stream %d", i).isPresent();
                    assertThat(decoded).as("stream %d", i).isEqualTo(expected.get());
                } catch (FilterException e) {
                    assertThat(expected).as("stream %d: %s", i, e.getMessage()).isEmpty();
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(STREAMS / 2);
    }

    private static byte[] compress(byte[] bytes, Random random) {
        Deflater deflater = new Deflater(random.nextInt(10));
        try {
            deflater.setStrategy(random.nextInt(3));
            deflater.setInput(bytes);
            deflater.finish();
            byte[] stream = new byte[2 * bytes.length + 1000];
            int length = 0;
            while (!deflater.finished()) {
                length += deflater.deflate(stream, length, stream.length - length);
            }
            return Arrays.copyOf(stream, length);
        } finally {
            deflater.end();
        }
    }

    /** Flips bits, most often near the start where the codes are, or cuts the end off. */
    private static byte[] damage(byte[] stream, Random random) {
        byte[] damaged = stream.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            if (random.nextInt(4) == 0) {
                damaged = Arrays.copyOf(damaged, Math.max(0, damaged.length - 1 - random.nextInt(20)));
            } else if (damaged.length > 0) {
                int at = random.nextInt(random.nextInt(3) == 0 ? Math.min(damaged.length, 60) : damaged.length);
                damaged[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            }
        }
        return damaged;
    }

    private static byte[] decode(StreamFilter filter, byte[] stream, int needed, int chunkBytes)
            throws FilterException {
        ChunkBuffer input = new ChunkBuffer();
        input.reserve(stream.length);
        System.arraycopy(stream, 0, input.bytes(), 0, stream.length);
        input.setLength(stream.length);
        ChunkBuffer output = new ChunkBuffer();
        filter.decode(input, output, needed, chunkBytes);
        return Arrays.copyOf(output.bytes(), output.length());
    }

    /** Empty if the JDK refuses the stream, or finds more in it than the chunk may hold. */
    private static Optional<byte[]> decodeWithJdk(byte[] stream, int chunkBytes) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(stream);
            byte[] bytes = new byte[chunkBytes + 1];
            int length = 0;
            while (length < bytes.length && !inflater.finished()) {
                int count = inflater.inflate(bytes, length, bytes.length - length);
                length += count;
                if (count == 0 && !inflater.finished()) {
                    return Optional.empty();
                }
            }
            return length > chunkBytes ? Optional.empty() : Optional.of(Arrays.copyOf(bytes, length));
        } catch (DataFormatException e) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }
}
