package io.battdat.hdf5.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Deflation} makes is read by the JDK (zlib itself) and by our own inflater. */
class DeflationTest {
    private static final int STREAMS = 150;
    private static final int LARGEST = 300_000;
    /** Around the reach of words, matches, segments, stored blocks and the window. */
    private static final List<Integer> SIZES = List.of(
            0, 1, 2, 3, 4, 7, 8, 9, 10, 257, 258, 259, 511, 512, 513, 32_767, 32_768, 32_769, 32_776, 65_535, 65_536,
            65_537);

    @ParameterizedTest
    @EnumSource
    void everyLevelIsReadByTheJdkAndByOurselves(Content content) throws Exception {
        Random random = new Random(content.ordinal());
        for (int level = Deflation.MIN_LEVEL; level <= Deflation.MAX_LEVEL; level++) {
            Deflation deflation = new Deflation(level);
            for (int size : SIZES) {
                roundTrip(deflation, content.make(size, random), size % 3 == 0 ? 0 : 1 + size / 7);
            }
            for (int i = 0; i < STREAMS; i++) {
                byte[] bytes = content.make(random.nextInt(i % 50 == 0 ? LARGEST : 3000), random);
                roundTrip(deflation, bytes, random.nextInt(1 + bytes.length));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 9})
    void planesOfEveryKindSideBySide(int level) throws Exception {
        Random random = new Random(level);
        Deflation deflation = new Deflation(level);
        Content[] contents = Content.values();
        for (int i = 0; i < STREAMS; i++) {
            int planeBytes = 1 + random.nextInt(5000);
            byte[] chunk = new byte[planeBytes * (1 + random.nextInt(40))];
            for (int at = 0; at < chunk.length; at += planeBytes) {
                byte[] plane = contents[random.nextInt(contents.length)].make(planeBytes, random);
                System.arraycopy(plane, 0, chunk, at, planeBytes);
            }
            roundTrip(deflation, chunk, planeBytes);
        }
    }

    @Test
    void blocksEndBeforeTheirCountsGrowLarge() throws Exception {
        byte[] bytes = Content.MOSTLY_ZERO.make(5 << 20, new Random(1));
        roundTrip(new Deflation(1), bytes, bytes.length);
        roundTrip(new Deflation(5), new byte[20 << 20], 1 << 20);
    }

    @Test
    void noiseGrowsByNoMoreThanStoredBlocksDo() {
        byte[] noise = Content.NOISE.make(LARGEST, new Random(1));

        int stored = new Deflation(5).deflate(noise, 10_000);

        assertThat(stored).isLessThan(noise.length + 64);
    }

    @Test
    void runsShrinkAsFarAsTheFormatAllows() {
        int stored = new Deflation(5).deflate(new byte[1 << 20], 1 << 12);

        assertThat(stored).isLessThan((1 << 20) / 1000);
    }

    @Test
    void noiseThatComesAgainIsFound() {
        byte[] bytes = Content.NOISE_AGAIN.make(20_000, new Random(1));

        assertThat(new Deflation(5).deflate(bytes, 0)).isLessThan(1500);
    }

    @Test
    void planesWithCodesOfTheirOwnTakeLessThanOneCodeForAll() {
        byte[] chunk = new byte[8 * 4000];
        Random random = new Random(1);
        for (int at = 0; at < chunk.length; at++) {
            int plane = at / 4000;
            chunk[at] = (byte) (plane * 32 + random.nextInt(4));
        }

        int ours = new Deflation(5).deflate(chunk, 4000);

        // two bits for each byte; the end of the block makes one of the four codes longer
        assertThat(ours).isLessThan(chunk.length / 4 * 9 / 8 + 8 * 20);
        assertThat(ours).isLessThan(withJdk(chunk, 5) * 9 / 10);
    }

    @Test
    void higherLevelsAreSmaller() {
        byte[] bytes = Content.NEAR_MATCHES.make(LARGEST, new Random(2));
        int fast = new Deflation(1).deflate(bytes, 0);
        int middle = new Deflation(5).deflate(bytes, 0);
        int small = new Deflation(9).deflate(bytes, 0);

        assertThat(middle).isLessThan(fast);
        assertThat(small).isLessThan(middle);
    }

    static int withJdk(byte[] bytes, int level) {
        Deflater deflater = new Deflater(level);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            return deflater.deflate(new byte[bytes.length + 1000]);
        } finally {
            deflater.end();
        }
    }

    private static void roundTrip(Deflation deflation, byte[] bytes, int planeBytes)
            throws DataFormatException, FilterException {
        int length = deflation.deflate(bytes, planeBytes);
        byte[] stream = Arrays.copyOf(deflation.bytes(), length);
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(stream);
            byte[] decoded = new byte[bytes.length + 1];
            int decodedLength = inflater.inflate(decoded);
            assertThat(inflater.finished()).isTrue();
            assertThat(inflater.getRemaining()).isZero();
            assertThat(Arrays.copyOf(decoded, decodedLength)).isEqualTo(bytes);
        } finally {
            inflater.end();
        }
        try (ChunkFilter filter = new StreamFilter(new ZlibCodec())) {
            assertThat(Buffers.decode(filter, stream, bytes.length, bytes.length))
                    .isEqualTo(bytes);
        }
    }
}
