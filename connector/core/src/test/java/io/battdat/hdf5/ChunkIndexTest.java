package io.battdat.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunkIndexTest {
    private static final int CHUNKS = 10_000;

    @Test
    void keepsChunksInRowOrderWhateverTheOrderTheyCameIn() {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            numbers.add(i * 3);
        }
        Collections.shuffle(numbers, new Random(5));
        Chunks chunks = new Chunks();
        numbers.forEach(number -> chunks.add(number, 1_000_000L + number, 100 + number, number & 7));
        ChunkIndex index = chunks.index();

        assertThat(index.size()).isEqualTo(1000);
        for (int i = 0; i < 1000; i++) {
            assertThat(index.number(i)).isEqualTo(i * 3L);
            assertThat(index.address(i)).isEqualTo(1_000_000L + i * 3);
            assertThat(index.storedBytes(i)).isEqualTo(100L + i * 3);
            assertThat(index.filterMask(i)).isEqualTo(i * 3 & 7);
        }
        assertThat(index.totalStoredBytes()).isEqualTo(1000 * 100 + 3 * 999 * 500);
    }

    @Test
    void findsTheFirstStoredChunkFromANumberOn() {
        ChunkIndex index =
                new Chunks().add(2, 10, 1).add(5, 20, 1).add(1L << 40, 30, 1).index();

        assertThat(index.firstFrom(0)).isZero();
        assertThat(index.firstFrom(2)).isZero();
        assertThat(index.firstFrom(3)).isEqualTo(1);
        assertThat(index.firstFrom(6)).isEqualTo(2);
        assertThat(index.firstFrom((1L << 40) + 1)).isEqualTo(3);
    }

    @Test
    void slicesByChunkNumber() {
        ChunkIndex index = new Chunks()
                .add(2, 10, 1)
                .add(5, 20, 2, 1)
                .add(6, 30, 3)
                .add(9, 40, 4)
                .index();

        assertThat(index.slice(0, 10)).isEqualTo(index);
        assertThat(index.slice(5, 7))
                .isEqualTo(new Chunks().add(5, 20, 2, 1).add(6, 30, 3).index());
        assertThat(index.slice(3, 5).size()).isZero();
        assertThat(index.slice(5, 7)).isNotEqualTo(index.slice(5, 6));
    }

    @Test
    void comesBackFromSerializationAsItWas() throws Exception {
        ChunkIndex odd = new Chunks()
                .add(0, 1L << 62, 1L << 33, -1)
                .add(1, 5, 0, 0x8000_0000)
                .add(1L << 50, 0, 127)
                .add((1L << 50) + 200, 128, 128, 3)
                .index();

        assertThat(restored(serialized(odd))).isEqualTo(odd);
        assertThat(restored(serialized(new Chunks().index()))).isEqualTo(new Chunks().index());
    }

    /** PyTables writes chunks one behind the other, with B-tree nodes in between. */
    @Test
    void takesSomeFiveBytesAChunk() throws Exception {
        Random random = new Random(1);
        Chunks chunks = new Chunks();
        long address = 4000;
        for (int i = 0; i < CHUNKS; i++) {
            int stored = 20_000 + random.nextInt(20_000);
            chunks.add(i, address, stored);
            address += stored + (i % 64 == 0 ? 2096 : 0);
        }
        ChunkIndex index = chunks.index();
        byte[] bytes = serialized(index);

        assertThat((double) bytes.length / CHUNKS).isLessThan(6.5);
        assertThat(restored(bytes)).isEqualTo(index);
    }

    @Test
    void refusesAChunkThatIsListedTwice() {
        Chunks chunks = new Chunks().add(4, 10, 1).add(3, 20, 1).add(4, 30, 1);

        assertThatThrownBy(chunks::index).isInstanceOf(FormatProblem.class).hasMessageContaining("chunk 4");
    }

    @Test
    void leavesOutChunksBeyondTheTable() {
        ChunkIndex.Builder builder = new ChunkIndex.Builder(3, 1000);
        builder.add(2, 0, 10, 0);
        builder.add(3, 5000, 10, 0);

        assertThat(builder.build().size()).isEqualTo(1);
    }

    @Test
    void refusesAChunkOutsideTheFile() {
        for (long[] chunk : new long[][] {{991, 10}, {-1, 10}, {0, -1}, {0, 1001}, {Long.MAX_VALUE, Long.MAX_VALUE}}) {
            assertThatThrownBy(() -> new ChunkIndex.Builder(1, 1000).add(0, chunk[0], chunk[1], 0))
                    .isInstanceOf(FormatProblem.class)
                    .hasMessageContaining("outside the file");
        }
        new ChunkIndex.Builder(1, 1000).add(0, 990, 10, 0);
    }

    private static byte[] serialized(ChunkIndex index) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(index);
        }
        return bytes.toByteArray();
    }

    private static Object restored(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }

    private static long storedRows(long rowCount, ChunkIndex chunks) {
        RecordLayout layout = new RecordLayout(8, List.of());
        return new TableInfo("cell.h5", "/", "raw_data", rowCount, layout, List.of(), 10, chunks, null).storedRows();
    }

    @Test
    void rowsAreStoredAsFarAsNoChunkIsMissing() {
        ChunkIndex chunks =
                new Chunks().add(0, 10, 80).add(1, 90, 80).add(3, 170, 80).index();

        assertThat(storedRows(40, chunks)).isEqualTo(20);
        assertThat(storedRows(17, chunks)).isEqualTo(17);
        assertThat(storedRows(40, chunks.slice(1, 4))).isZero();
        assertThat(storedRows(0, new Chunks().index())).isZero();
    }
}
