package io.battdat.hdf5.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Blosc2FilterTest {
    private static final int ROW = 20;
    private static final int CHUNK = ROW * 600;

    private final byte[] bytes = Buffers.compressible(CHUNK, 21);
    private final Blosc2Filter filter = new Blosc2Filter();

    private static BloscWriter writer() {
        return new BloscWriter().version(5).type(ROW).block(ROW * 128).codec(4).filters(BloscHeader.SHUFFLE);
    }

    @Test
    void decodesAFrameOfOneChunk() throws FilterException {
        byte[] frame = BloscWriter.frame(ROW, CHUNK, CHUNK, writer().chunk(bytes));

        assertThat(Buffers.decode(filter, frame, CHUNK, CHUNK)).isEqualTo(bytes);
        assertThat(Buffers.decode(filter, frame, 333, CHUNK)).isEqualTo(Arrays.copyOf(bytes, 333));
    }

    @Test
    void decodesAFrameOfSeveralChunks() throws FilterException {
        int part = ROW * 250;
        byte[] zeros = new byte[part];
        byte[] frame = BloscWriter.frame(
                ROW,
                part,
                3 * part - ROW,
                writer().chunk(Arrays.copyOf(bytes, part)),
                null,
                writer().chunk(Arrays.copyOfRange(bytes, part, 2 * part - ROW)));
        byte[] whole =
                BloscWriter.concat(Arrays.copyOf(bytes, part), zeros, Arrays.copyOfRange(bytes, part, 2 * part - ROW));

        assertThat(Buffers.decode(filter, frame, whole.length, whole.length)).isEqualTo(whole);
        ChunkBuffer output = new ChunkBuffer();
        filter.decodeRows(Buffers.of(frame), output, part - ROW, 2 * part + ROW, RowBytes.all(ROW), whole.length);
        assertThat(Buffers.contents(output)).isEqualTo(Arrays.copyOfRange(whole, part - ROW, 2 * part + ROW));
    }

    @Test
    void readsAFewRowsOfAHugeChunkInLittleMemory() throws FilterException {
        int huge = 2_000_000_000;
        byte[] frame = BloscWriter.frame(
                ROW, huge, huge, new BloscWriter().version(5).type(ROW).specialChunk(BloscHeader.SPECIAL_ZERO, huge));
        ChunkBuffer output = new ChunkBuffer();

        filter.decodeRows(Buffers.of(frame), output, huge - 1000, huge, RowBytes.all(ROW), huge);

        assertThat(output.length()).isEqualTo(1000);
        assertThat(output.bytes()).hasSizeLessThan(1100);
    }

    @Test
    void ignoresWhatStandsBehindTheFrame() throws FilterException {
        byte[] frame = BloscWriter.frame(ROW, CHUNK, CHUNK, writer().chunk(bytes));

        assertThat(Buffers.decode(filter, Arrays.copyOf(frame, frame.length + 9), CHUNK, CHUNK))
                .isEqualTo(bytes);
    }

    @Test
    void answersOrRefusesWhateverTheDamage() {
        byte[] frame = BloscWriter.frame(ROW, CHUNK, CHUNK, writer().chunk(bytes));
        Random random = new Random(3);
        int refused = 0;
        for (int i = 0; i < 5000; i++) {
            byte[] damaged = Buffers.damaged(frame, random);
            try {
                assertThat(Buffers.decode(filter, damaged, CHUNK, CHUNK)).hasSizeLessThanOrEqualTo(CHUNK);
            } catch (FilterException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }

    @Test
    void refusesAFrameThatHoldsMoreThanAChunk() {
        byte[] frame = BloscWriter.frame(ROW, CHUNK, CHUNK, writer().chunk(bytes));

        assertThatThrownBy(() -> Buffers.decode(filter, frame, CHUNK, CHUNK - ROW))
                .isInstanceOf(FilterException.class)
                .hasMessageContaining("holds " + CHUNK + " bytes, more than the chunk's " + (CHUNK - ROW));
    }

    @ParameterizedTest
    @CsvSource({
        "2, 0, do not start as one",
        "11, 0x7F, its header",
        "16, 0x01, of which",
        "39, 0x7F, its header",
        "30, 0x7F, more than the chunk's"
    })
    void refusesADamagedHeader(int at, String value, String problem) {
        byte[] frame = BloscWriter.frame(ROW, CHUNK, CHUNK, writer().chunk(bytes));
        frame[at] = (byte) (int) Integer.decode(value);

        assertThatThrownBy(() -> Buffers.decode(filter, frame, CHUNK, CHUNK))
                .isInstanceOf(FilterException.class)
                .hasMessageContainingAll("Blosc2 frame is damaged", problem);
    }

    @Test
    void saysWhatIsNotRead() {
        byte[] frame = BloscWriter.frame(ROW, CHUNK, CHUNK, writer().chunk(bytes));
        byte[] inFolder = frame.clone();
        inFolder[0x1A] = 1;
        byte[] varying = frame.clone();
        Arrays.fill(varying, 0x3A, 0x3E, (byte) 0);
        byte[] many = BloscWriter.frame(1, 1, CHUNK, writer().chunk(bytes));

        for (byte[] unread : new byte[][] {inFolder, varying, many}) {
            assertThatThrownBy(() -> Buffers.decode(filter, unread, CHUNK, CHUNK))
                    .isInstanceOf(UnsupportedFilterException.class)
                    .hasMessageContaining("a Blosc2 frame");
        }
    }
}
