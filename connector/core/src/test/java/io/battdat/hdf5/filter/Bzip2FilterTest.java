package io.battdat.hdf5.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;

class Bzip2FilterTest {
    private static final int CHUNK = 300_000;

    private final Bzip2Filter filter = new Bzip2Filter();
    private final byte[] bytes = Buffers.compressible(CHUNK, 5);
    private final byte[] stored = compress(bytes);

    /** Blocks of 100 kB. */
    private static byte[] compress(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (BZip2CompressorOutputStream stream = new BZip2CompressorOutputStream(out, 1)) {
            stream.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    @Test
    void decodesChunks() throws FilterException {
        assertThat(Buffers.decode(filter, stored, CHUNK, CHUNK)).isEqualTo(bytes);
        assertThat(Buffers.decode(filter, compress(new byte[] {9}), 5, 5)).containsExactly(9);
    }

    @Test
    void decodesNoBlockBehindTheLastByteNeeded() throws FilterException {
        byte[] damaged = stored.clone();
        Arrays.fill(damaged, damaged.length / 2, damaged.length, (byte) 0xA5);

        assertThat(Buffers.decode(filter, damaged, 1000, CHUNK)).isEqualTo(Arrays.copyOf(bytes, 1000));
        assertThatThrownBy(() -> Buffers.decode(filter, damaged, CHUNK, CHUNK))
                .isInstanceOf(FilterException.class)
                .hasMessageContaining("bzip2 stream is damaged");
    }

    @Test
    void verifiesTheLastChecksum() {
        byte[] damaged = stored.clone();
        damaged[damaged.length - 3] ^= 0x10;

        assertThatThrownBy(() -> Buffers.decode(filter, damaged, CHUNK, CHUNK)).isInstanceOf(FilterException.class);
    }

    @Test
    void refusesAStreamThatGoesOnPastTheChunk() {
        assertThatThrownBy(() -> Buffers.decode(filter, stored, CHUNK - 1, CHUNK - 1))
                .isInstanceOf(FilterException.class)
                .hasMessageContaining("more than the chunk's " + (CHUNK - 1) + " bytes");
    }

    @Test
    void makesRoomOnlyAsBytesCome() {
        ChunkBuffer output = new ChunkBuffer();

        assertThatThrownBy(() -> filter.decode(Buffers.of(new byte[200]), output, 1 << 30, 1 << 30))
                .isInstanceOf(FilterException.class);
        assertThat(output.bytes()).hasSizeLessThan(1 << 20);
    }

    @Test
    void answersOrRefusesWhateverTheDamage() {
        byte[] small = compress(Arrays.copyOf(bytes, 3000));
        Random random = new Random(8);
        int refused = 0;
        for (int i = 0; i < 1500; i++) {
            try {
                assertThat(Buffers.decode(filter, Buffers.damaged(small, random), 3000, 3000))
                        .hasSizeLessThanOrEqualTo(3000);
            } catch (FilterException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }
}
