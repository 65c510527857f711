package io.battdat.hdf5.filter;

import static io.battdat.hdf5.filter.Buffers.compressible;
import static io.battdat.hdf5.filter.Buffers.deflate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateFilterTest {
    private static final int CHUNK = 10_000;

    private final StreamFilter filter = new StreamFilter(new ZlibCodec());
    private final byte[] chunk = compressible(CHUNK, 1);
    private final byte[] stored = deflate(chunk);

    @AfterEach
    void close() {
        filter.close();
    }

    @Test
    void givesAWholeChunk() throws FilterException {
        assertThat(Buffers.decode(filter, stored, CHUNK, CHUNK)).isEqualTo(chunk);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, CHUNK / 2, CHUNK - 1})
    void stopsWhereNoMoreIsNeeded(int needed) throws FilterException {
        assertThat(Buffers.decode(filter, stored, needed, CHUNK)).isEqualTo(Arrays.copyOf(chunk, needed));
    }

    @Test
    void doesNotLookAtWhatFollowsTheNeededBytes() throws FilterException {
        byte[] damagedAtTheEnd = stored.clone();
        Arrays.fill(damagedAtTheEnd, stored.length - 200, stored.length, (byte) 0xA5);

        assertThat(Buffers.decode(filter, damagedAtTheEnd, 100, CHUNK)).isEqualTo(Arrays.copyOf(chunk, 100));
        assertThatThrownBy(() -> Buffers.decode(filter, damagedAtTheEnd, CHUNK, CHUNK))
                .isInstanceOf(FilterException.class);
    }

    @Test
    void asksForNoMoreThanTheChunkWhateverIsNeeded() throws FilterException {
        assertThat(Buffers.decode(filter, stored, Integer.MAX_VALUE, CHUNK)).isEqualTo(chunk);
    }

    @Test
    void givesAShortChunkAsItIs() throws FilterException {
        assertThat(Buffers.decode(filter, deflate(Arrays.copyOf(chunk, 60)), CHUNK, CHUNK))
                .isEqualTo(Arrays.copyOf(chunk, 60));
    }

    @Test
    void refusesAStreamThatGoesOnPastTheChunk() {
        assertThatThrownBy(() -> Buffers.decode(filter, deflate(compressible(CHUNK + 1, 1)), CHUNK, CHUNK))
                .isInstanceOf(FilterException.class)
                .hasMessageContaining("more than its " + CHUNK + " bytes");
    }

    @Test
    void inflatesNoMoreOfABombThanAChunk() {
        ChunkBuffer output = new ChunkBuffer();

        assertThatThrownBy(() -> filter.decode(Buffers.of(deflate(new byte[16 << 20])), output, 640, 640))
                .isInstanceOf(FilterException.class);
        assertThat(output.bytes()).hasSizeLessThan(1000);
    }

    @Test
    void reservesNothingThatTheStreamCannotHold() {
        ChunkBuffer output = new ChunkBuffer();

        assertThatThrownBy(() -> filter.decode(Buffers.of(deflate(chunk)), output, 1 << 30, 1 << 30))
                .isInstanceOf(FilterException.class)
                .hasMessageContaining("cannot hold " + (1 << 30));
        assertThat(output.bytes()).isEmpty();
    }

    @Test
    void readsTheDensestStreamThereIs() throws FilterException {
        byte[] zeros = new byte[8 << 20];

        assertThat(Buffers.decode(filter, deflate(zeros), zeros.length, zeros.length))
                .isEqualTo(zeros);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 10, 1000})
    void refusesAStreamThatIsCutShort(int length) {
        assertThatThrownBy(() -> Buffers.decode(filter, Arrays.copyOf(stored, length), CHUNK, CHUNK))
                .isInstanceOf(FilterException.class);
    }

    @Test
    void refusesAWrongChecksumOfAWholeChunk() {
        byte[] damaged = stored.clone();
        damaged[damaged.length - 1] ^= 1;

        assertThatThrownBy(() -> Buffers.decode(filter, damaged, CHUNK, CHUNK))
                .isInstanceOf(FilterException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void refusesAHeaderThatIsNotZlib() {
        byte[] damaged = stored.clone();
        damaged[0] = 0x42;

        assertThatThrownBy(() -> Buffers.decode(filter, damaged, 10, CHUNK)).isInstanceOf(FilterException.class);
    }

    @Test
    void refusesAStreamWithADictionary() {
        byte[] damaged = {0x78, (byte) 0xBB, 1, 2, 3, 4, 5, 6}; // CMF, FLG with FDICT, its Adler-32

        assertThatThrownBy(() -> Buffers.decode(filter, damaged, 10, CHUNK))
                .isInstanceOf(FilterException.class)
                .hasMessageContaining("dictionary");
    }

    @Test
    void decodesOneChunkAfterAnother() throws FilterException {
        assertThatThrownBy(() -> Buffers.decode(filter, Arrays.copyOf(stored, 50), CHUNK, CHUNK))
                .isInstanceOf(FilterException.class);

        assertThat(Buffers.decode(filter, stored, 10, CHUNK)).isEqualTo(Arrays.copyOf(chunk, 10));
        assertThat(Buffers.decode(filter, stored, CHUNK, CHUNK)).isEqualTo(chunk);
    }
}
