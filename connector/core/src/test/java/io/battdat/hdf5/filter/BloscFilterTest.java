package io.battdat.hdf5.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BloscFilterTest {
    private static final int ROW = 12;
    private static final int ROWS = 1000;
    private static final int CHUNK = ROW * ROWS;
    private static final int BLOCK = 200 * ROW;

    private static final byte[] BYTES = rows();

    /** A count, a slow signal with some noise, and what hardly changes. */
    private static byte[] rows() {
        Random random = new Random(11);
        byte[] rows = new byte[CHUNK];
        for (int row = 0; row < ROWS; row++) {
            int at = row * ROW;
            rows[at] = (byte) row;
            rows[at + 1] = (byte) (row >> 8);
            rows[at + 4] = (byte) (row / 50 * 9);
            rows[at + 5] = (byte) random.nextInt(4);
            Arrays.fill(rows, at + 6, at + ROW, (byte) (row / 300));
        }
        return rows;
    }

    /** A way to write chunks; a fresh writer each time. */
    private record Way(String name, Supplier<BloscWriter> writer) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Way> ways() {
        List<Way> ways = new ArrayList<>();
        for (int version : new int[] {2, 3, 5}) {
            for (int codec = 0; codec < 5; codec++) {
                for (int filter = 0; filter <= BloscHeader.BIT_SHUFFLE; filter++) {
                    for (boolean split : new boolean[] {false, true}) {
                        for (int block : new int[] {BLOCK, 203 * ROW, CHUNK}) {
                            ways.add(way(version, codec, filter, split, block));
                        }
                    }
                }
            }
        }
        return ways;
    }

    private static Way way(int version, int codec, int filter, boolean split, int block) {
        return new Way(
                "version " + version + ", codec " + codec + ", filter " + filter + (split ? ", split" : "")
                        + ", blocks of " + block,
                () -> {
                    BloscWriter writer = new BloscWriter()
                            .version(version)
                            .codec(codec)
                            .type(ROW)
                            .block(block);
                    if (filter > 0) {
                        writer.filters(filter);
                    }
                    return split ? writer.split() : writer;
                });
    }

    @ParameterizedTest
    @MethodSource("ways")
    void decodesChunks(Way way) throws FilterException {
        byte[] stored = way.writer().get().chunk(BYTES);

        assertThat(stored).hasSizeLessThan(CHUNK);
        assertThat(Buffers.decode(new BloscFilter(), stored, CHUNK, CHUNK)).isEqualTo(BYTES);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void decodesAnyRowsAndTheirNeededBytes(Way way) throws FilterException {
        byte[] stored = way.writer().get().chunk(BYTES);
        BloscFilter filter = new BloscFilter();
        Random random = new Random(2);
        for (int i = 0; i < 12; i++) {
            int first = random.nextInt(ROWS);
            int end = first + 1 + random.nextInt(ROWS - first);
            BitSet needed = new BitSet();
            int from = random.nextInt(ROW);
            needed.set(from, from + 1 + random.nextInt(ROW - from));
            ChunkBuffer output = new ChunkBuffer();
            filter.decodeRows(Buffers.of(stored), output, first * ROW, end * ROW, RowBytes.of(ROW, needed), CHUNK);

            assertThat(output.length()).isEqualTo((end - first) * ROW);
            assertThat(only(needed, output.bytes(), 0, end - first))
                    .as("bytes %s of rows %d to %d", needed, first, end)
                    .isEqualTo(only(needed, BYTES, first, end - first));
        }
    }

    /** The needed bytes of some rows. */
    private static byte[] only(BitSet needed, byte[] rows, int first, int count) {
        byte[] bytes = new byte[count * needed.cardinality()];
        int to = 0;
        for (int row = first; row < first + count; row++) {
            for (int at = needed.nextSetBit(0); at >= 0; at = needed.nextSetBit(at + 1)) {
                bytes[to++] = rows[row * ROW + at];
            }
        }
        return bytes;
    }

    @ParameterizedTest
    @MethodSource("ways")
    void answersOrRefusesWhateverTheDamage(Way way) {
        byte[] stored = way.writer().get().chunk(BYTES);
        Random random = new Random(7);
        BloscFilter filter = new BloscFilter();
        for (int i = 0; i < 60; i++) {
            byte[] damaged = Buffers.damaged(stored, random);
            try {
                assertThat(Buffers.decode(filter, damaged, CHUNK, CHUNK)).hasSizeLessThanOrEqualTo(CHUNK);
            } catch (FilterException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    /** The codec would fail on these: what is not needed is not looked at. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void decodesNoPlaneBehindTheLastOneNeededAndNoOtherBlock(boolean split) throws FilterException {
        BloscWriter writer = new BloscWriter()
                .type(ROW)
                .block(BLOCK)
                .filters(BloscHeader.SHUFFLE)
                .codec(1);
        byte[] stored = (split ? writer.split() : writer).chunk(BYTES);
        int secondBlock = Numbers.littleInt(stored, 16 + Integer.BYTES);
        int thirdBlock = Numbers.littleInt(stored, 16 + 2 * Integer.BYTES);
        byte[] damaged = stored.clone();
        Arrays.fill(damaged, 16 + 5 * Integer.BYTES, secondBlock, (byte) 0xFF);
        Arrays.fill(damaged, split ? thirdBlock - 12 : thirdBlock - 20, damaged.length, (byte) 0xFF);
        BitSet needed = new BitSet();
        needed.set(1, 4);
        ChunkBuffer output = new ChunkBuffer();

        new BloscFilter().decodeRows(Buffers.of(damaged), output, BLOCK, 2 * BLOCK, RowBytes.of(ROW, needed), CHUNK);

        assertThat(only(needed, output.bytes(), 0, BLOCK / ROW))
                .isEqualTo(only(needed, BYTES, BLOCK / ROW, BLOCK / ROW));
    }

    @Test
    void decodesAStoredChunk() throws FilterException {
        byte[] stored = new BloscWriter().type(ROW).filters(BloscHeader.SHUFFLE).storedChunk(BYTES);

        assertThat(Buffers.decode(new BloscFilter(), stored, CHUNK, CHUNK)).isEqualTo(BYTES);
        assertThat(Buffers.decode(new BloscFilter(), stored, 77, CHUNK)).isEqualTo(Arrays.copyOf(BYTES, 77));
    }

    @ParameterizedTest
    @CsvSource({"STORED, 5", "STORED, 2", "RUN, 5"})
    void decodesStreamsThatAreNotCompressed(BloscWriter.Kind kind, int version) throws FilterException {
        byte[] bytes = BYTES.clone();
        for (int row = 0; row < ROWS; row++) {
            bytes[row * ROW] = 0;
            bytes[row * ROW + 1] = 77;
            bytes[row * ROW + 2] = -1;
        }
        byte[] stored = new BloscWriter()
                .version(version)
                .type(ROW)
                .block(BLOCK)
                .split()
                .filters(BloscHeader.SHUFFLE)
                .streams(kind)
                .chunk(bytes);

        assertThat(Buffers.decode(new BloscFilter(), stored, CHUNK, CHUNK)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 16, 12, 7})
    void undoesTheDeltaFilter(int typeBytes) throws FilterException {
        byte[] stored = new BloscWriter()
                .version(5)
                .type(typeBytes)
                .block(typeBytes * 90)
                .filters(BloscHeader.DELTA, BloscHeader.SHUFFLE)
                .chunk(BYTES);

        assertThat(Buffers.decode(new BloscFilter(), stored, CHUNK, CHUNK)).isEqualTo(BYTES);
        assertThat(Buffers.decode(new BloscFilter(), stored, 5000, CHUNK)).isEqualTo(Arrays.copyOf(BYTES, 5000));
    }

    @Test
    void undoesSeveralFiltersAndShufflesOfOtherSizes() throws FilterException {
        byte[] stored = new BloscWriter()
                .version(5)
                .type(ROW)
                .block(BLOCK)
                .filters(4, BloscHeader.SHUFFLE, 0, BloscHeader.BIT_SHUFFLE)
                .metas(20, 5)
                .chunk(BYTES);

        assertThat(Buffers.decode(new BloscFilter(), stored, CHUNK, CHUNK)).isEqualTo(BYTES);
    }

    @Test
    void decodesChunksOfSpecialValues() throws FilterException {
        byte[] value = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        assertThat(special(BloscHeader.SPECIAL_ZERO, ROW)).containsOnly(0);
        assertThat(special(BloscHeader.SPECIAL_UNINITIALIZED, ROW)).containsOnly(0);
        assertThat(Arrays.copyOf(special(BloscHeader.SPECIAL_VALUE, ROW, value), 15))
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3);
        assertThat(Float.intBitsToFloat(Numbers.littleInt(special(BloscHeader.SPECIAL_NAN, 4), 400)))
                .isNaN();
        assertThat(Double.longBitsToDouble(Numbers.littleLong(special(BloscHeader.SPECIAL_NAN, 8), 800)))
                .isNaN();
        assertThatThrownBy(() -> special(BloscHeader.SPECIAL_NAN, ROW)).isInstanceOf(FilterException.class);
        assertThatThrownBy(() -> special(BloscHeader.SPECIAL_VALUE, ROW)).isInstanceOf(FilterException.class);
        assertThatThrownBy(() -> special(5, ROW)).isInstanceOf(FilterException.class);
    }

    private static byte[] special(int special, int typeBytes, byte... value) throws FilterException {
        byte[] chunk = new BloscWriter().version(5).type(typeBytes).specialChunk(special, CHUNK, value);
        return Buffers.decode(new BloscFilter(), chunk, CHUNK, CHUNK);
    }

    @Test
    void repeatsAValueFromWithinIt() throws FilterException {
        byte[] chunk = new BloscWriter().version(5).type(3).specialChunk(BloscHeader.SPECIAL_VALUE, CHUNK, new byte[] {
            7, 8, 9
        });
        ChunkBuffer output = new ChunkBuffer();
        new BloscFilter().decodeRows(Buffers.of(chunk), output, 4, 9, RowBytes.all(1), CHUNK);

        assertThat(Buffers.contents(output)).containsExactly(8, 9, 7, 8, 9);
    }

    @Test
    void refusesAChunkThatHoldsMoreThanItMay() {
        byte[] stored = new BloscWriter().type(ROW).chunk(BYTES);

        assertThatThrownBy(() -> Buffers.decode(new BloscFilter(), stored, CHUNK, CHUNK - 1))
                .isInstanceOf(FilterException.class)
                .hasMessageContaining("holds " + CHUNK + " bytes, more than " + (CHUNK - 1));
    }

    @Test
    void refusesRowsThatAChunkDoesNotHold() {
        byte[] stored = new BloscWriter().type(ROW).chunk(BYTES);

        assertThatThrownBy(() -> new BloscFilter()
                        .decodeRows(Buffers.of(stored), new ChunkBuffer(), 0, CHUNK + 1, RowBytes.all(1), CHUNK + 5))
                .isInstanceOf(FilterException.class)
                .hasMessageContaining("decodes to " + CHUNK + " bytes, of which " + (CHUNK + 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x80})
    void saysWhatIsNotRead(int extraFlags) {
        byte[] stored = new BloscWriter().version(5).extraFlags(extraFlags).chunk(BYTES);

        assertThatThrownBy(() -> Buffers.decode(new BloscFilter(), stored, CHUNK, CHUNK))
                .isInstanceOf(UnsupportedFilterException.class);
    }

    @ParameterizedTest
    @CsvSource({"16, 35, filter 35", "2, 213, codec 6", "0, 9, version 9"})
    void namesPluginsAndLaterVersions(int at, int value, String name) {
        byte[] stored = new BloscWriter().version(5).chunk(BYTES);
        stored[at] = (byte) value;

        assertThatThrownBy(() -> Buffers.decode(new BloscFilter(), stored, CHUNK, CHUNK))
                .isInstanceOf(UnsupportedFilterException.class)
                .hasMessageContaining(name);
    }

    @Test
    void makesNoRoomForHugeBlocks() {
        byte[] stored = new BloscWriter().type(8).filters(BloscHeader.SHUFFLE).chunk(BYTES);
        for (int at : new int[] {4, 8}) {
            System.arraycopy(new byte[] {0, 0, 0, 0x40}, 0, stored, at, Integer.BYTES);
        }

        assertThatThrownBy(() -> new BloscFilter()
                        .decodeRows(Buffers.of(stored), new ChunkBuffer(), 0, 80, RowBytes.all(8), 1 << 30))
                .isInstanceOf(UnsupportedFilterException.class)
                .hasMessageContaining("blocks of " + (1 << 30) + " bytes");
    }
}
