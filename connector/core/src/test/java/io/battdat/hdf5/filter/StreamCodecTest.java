package io.battdat.hdf5.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Every codec of streams, on streams of compressors that others wrote, whole, in part and damaged. */
class StreamCodecTest {
    private static final int STREAMS = 300;
    private static final int LARGEST = 90_000;
    private static final int PLACE = 37;
    private static final byte UNTOUCHED = 0x5A;

    @ParameterizedTest
    @EnumSource
    void decodesStreamsWholeAndTheirBeginnings(Streams streams) throws FilterException {
        Random random = new Random(1);
        StreamCodec codec = streams.codec();
        for (int i = 0; i < STREAMS; i++) {
            byte[] bytes = Streams.contents(1 + random.nextInt(i % 9 == 0 ? LARGEST : 2000), random);
            byte[] stored = streams.compress(bytes);

            assertThat(decode(codec, stored, bytes.length, bytes.length)).isEqualTo(bytes);
            int wanted = random.nextInt(bytes.length + 1);
            assertThat(decode(codec, stored, wanted, bytes.length)).isEqualTo(Arrays.copyOf(bytes, wanted));
            assertThat(decode(codec, stored, bytes.length, bytes.length + 1)).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @EnumSource
    void givesWhatAStreamHoldsWhereMoreIsWanted(Streams streams) throws FilterException {
        byte[] bytes = Buffers.compressible(700, 3);

        assertThat(decode(streams.codec(), streams.compress(bytes), 900, 900)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @EnumSource
    void refusesAStreamThatHoldsMoreThanTheWhole(Streams streams) {
        byte[] stored = streams.compress(Buffers.compressible(700, 4));

        for (int whole : new int[] {1, 350, 699}) {
            assertThatThrownBy(() -> decode(streams.codec(), stored, whole, whole))
                    .as("%d bytes", whole)
                    .isInstanceOf(FilterException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void neverGivesAllOfAStreamThatIsCutShort(Streams streams) {
        byte[] bytes = Buffers.compressible(400, 5);
        byte[] stored = streams.compress(bytes);
        for (int length = 0; length < stored.length; length++) {
            byte[] cut = Arrays.copyOf(stored, length);
            try {
                assertThat(decode(streams.codec(), cut, bytes.length, bytes.length))
                        .as("of %d bytes", length)
                        .isNotEqualTo(bytes);
            } catch (FilterException e) {
                assertThat(e).hasMessageContaining(streams.codec().name());
            }
        }
    }

    /** Whatever the damage: an answer or this exception, and nothing written where nothing belongs. */
    @ParameterizedTest
    @EnumSource
    void staysWithinItsBoundsOnDamagedStreams(Streams streams) {
        Random random = new Random(6);
        StreamCodec codec = streams.codec();
        int refused = 0;
        for (int i = 0; i < STREAMS; i++) {
            byte[] bytes = Streams.contents(1 + random.nextInt(i % 9 == 0 ? 20_000 : 900), random);
            byte[] stored = streams.compress(bytes);
            for (int damage = 0; damage < 20; damage++) {
                byte[] damaged =
                        Arrays.copyOf(stored, random.nextInt(4) == 0 ? random.nextInt(stored.length) : stored.length);
                for (int hits = random.nextInt(4); damaged.length > 0 && hits >= 0; hits--) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                }
                int wanted = random.nextInt(bytes.length + 1);
                try {
                    assertThat(decode(codec, damaged, wanted, random.nextBoolean() ? wanted : bytes.length))
                            .hasSizeLessThanOrEqualTo(wanted);
                } catch (FilterException e) {
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(STREAMS);
    }

    /** One byte, and then a match of what stood five bytes before it: where another block's bytes are. */
    @ParameterizedTest
    @CsvSource({
        "LZ4, 10 41 05 00 00",
        "LZF, 00 41 20 04",
        "BLOSCLZ, 00 41 20 04 00 41",
        "SNAPPY, 05 00 41 01 05",
        "LZO, 12 41 20 10 00 11 00 00"
    })
    void refusesAMatchBeforeTheBeginning(Streams streams, String stream) {
        byte[] stored = HexFormat.ofDelimiter(" ").parseHex(stream);

        assertThatThrownBy(() -> decode(streams.codec(), stored, 4, 100))
                .isInstanceOf(FilterException.class)
                .hasMessageContaining("a match before the beginning");
    }

    @ParameterizedTest
    @EnumSource
    void makesNoRoomThatAStreamCannotFill(Streams streams) {
        byte[] stored = streams.compress(new byte[40]);
        ChunkBuffer output = new ChunkBuffer();

        assertThatThrownBy(() -> new StreamFilter(streams.codec()).decode(Buffers.of(stored), output, 1 << 30, 1 << 30))
                .isInstanceOf(FilterException.class)
                .hasMessageContaining("cannot hold " + (1 << 30));
        assertThat(output.bytes()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "ZSTD")
    void readsTheDensestStreams(Streams streams) throws FilterException {
        byte[] zeros = new byte[4 << 20];
        byte[] stored = streams.compress(zeros);

        assertThat(Buffers.decode(new StreamFilter(streams.codec()), stored, zeros.length, zeros.length))
                .isEqualTo(zeros);
    }

    /** Decodes into the middle of an array, and looks at what stands around. */
    private static byte[] decode(StreamCodec codec, byte[] stored, int wanted, int whole) throws FilterException {
        byte[] input = new byte[PLACE + stored.length + PLACE];
        System.arraycopy(stored, 0, input, PLACE, stored.length);
        byte[] output = new byte[PLACE + wanted + StreamCodec.OUTPUT_MARGIN + PLACE];
        Arrays.fill(output, UNTOUCHED);
        int length;
        try {
            length = codec.decode(input, PLACE, PLACE + stored.length, output, PLACE, wanted, whole);
        } finally {
            for (int i = 0; i < PLACE; i++) {
                assertThat(output[i]).isEqualTo(UNTOUCHED);
                assertThat(output[output.length - 1 - i]).isEqualTo(UNTOUCHED);
            }
        }
        return Arrays.copyOfRange(output, PLACE, PLACE + length);
    }
}
