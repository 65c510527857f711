package io.battdat.hdf5.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.CorruptFileException;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.TableInfo;
import io.battdat.testing.BytesInput;
import io.battdat.testing.SampleFolder;
import io.battdat.testing.TableContents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Fletcher32FilterTest {
    private final Fletcher32Filter filter = new Fletcher32Filter();

    /**
     * The usual test vectors of Fletcher-32 (F04FC729, 56502D2A, EBE19591) are those of little-endian words; HDF5 adds
     * big-endian words, which swaps the bytes within each half, and stores the sum little-endian.
     */
    @ParameterizedTest
    @CsvSource({"abcde,c729f04f", "abcdef,2d2a5650", "abcdefgh,9591ebe1", "a,00610061"})
    void acceptsKnownChecksums(String text, String checksum) throws FilterException {
        byte[] chunk = text.getBytes(StandardCharsets.US_ASCII);
        byte[] stored = join(chunk, HexFormat.of().parseHex(checksum));

        assertThat(Buffers.decode(filter, stored, chunk.length, chunk.length)).isEqualTo(chunk);
    }

    /** Lengths around those where the sums are folded: 360 words. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 719, 720, 721, 722, 1440, 1441, 65_535, 1_000_000})
    void agreesWithTheDefinition(int length) throws FilterException {
        byte[] chunk = Buffers.compressible(length, length);

        assertThat(Buffers.decode(filter, Buffers.withChecksum(chunk), length, length))
                .isEqualTo(chunk);
    }

    @ParameterizedTest
    @ValueSource(ints = {720, 721, 100_000})
    void addsTheLargestWordsWithoutOverflow(int length) throws FilterException {
        byte[] chunk = new byte[length];
        Arrays.fill(chunk, (byte) 0xFF);

        assertThat(Buffers.decode(filter, Buffers.withChecksum(chunk), length, length))
                .isEqualTo(chunk);
    }

    @Test
    void acceptsTheSwappedBytesOfOldFiles() throws FilterException {
        byte[] chunk = Buffers.compressible(101, 3);
        byte[] stored = Buffers.withChecksum(chunk);
        byte[] swapped = stored.clone();
        for (int i = 0; i < 4; i++) {
            swapped[101 + i] = stored[101 + (i ^ 1)];
        }

        assertThat(Buffers.decode(filter, swapped, 101, 101)).isEqualTo(chunk);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 50, 100, 101, 104})
    void noticesAnyBitThatFlips(int at) {
        byte[] stored = Buffers.withChecksum(Buffers.compressible(101, 4));
        stored[at] ^= 0x10;

        assertThatThrownBy(() -> Buffers.decode(filter, stored, 1, 101))
                .isInstanceOf(FilterException.class)
                .hasMessageContaining("checksum mismatch (fletcher32)");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void refusesAChunkWithoutRoomForAChecksum(int length) {
        assertThatThrownBy(() -> Buffers.decode(filter, new byte[length], 1, 100))
                .isInstanceOf(FilterException.class)
                .hasMessageContaining("no room for its checksum");
    }

    /** A chunk that the HDF5 library wrote: read as it is, refused with one bit of it flipped. */
    @Test
    void verifiesChunksOfTheLibrary() throws IOException {
        byte[] bytes = Files.readAllBytes(SampleFolder.fixture("comp-fletcher32"));
        long lastByteOfChunk;
        try (BattdatFile file = BattdatFile.open(new BytesInput(bytes))) {
            TableInfo table = file.table(BattdatFile.ROOT, BattdatFile.RAW_DATA);
            assertThat(TableContents.readAll(file, table).rowCount()).isPositive();
            lastByteOfChunk = table.chunks().address(0) + table.chunks().storedBytes(0) - 1;
        }
        bytes[(int) lastByteOfChunk - Integer.BYTES] ^= 1;
        try (BattdatFile file = BattdatFile.open(new BytesInput(bytes))) {
            TableInfo table = file.table(BattdatFile.ROOT, BattdatFile.RAW_DATA);
            assertThatThrownBy(() -> TableContents.readAll(file, table))
                    .isInstanceOf(CorruptFileException.class)
                    .hasMessageContainingAll("memory.h5", "table raw_data", "rows 0 to ", "checksum mismatch");
        }
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
