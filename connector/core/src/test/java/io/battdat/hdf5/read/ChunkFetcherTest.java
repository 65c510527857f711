package io.battdat.hdf5.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.hdf5.ChunkIndex;
import io.battdat.hdf5.Chunks;
import io.battdat.hdf5.filter.ChunkBuffer;
import io.battdat.io.SeekableInput;
import io.battdat.testing.BytesInput;
import io.battdat.testing.CountingInput;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunkFetcherTest {
    private static final int GAP = 16 * 1024;

    private final byte[] bytes = new byte[4 << 20];
    private final CountingInput input;

    ChunkFetcherTest() {
        new Random(3).nextBytes(bytes);
        input = new CountingInput(new BytesInput(bytes));
    }

    @Test
    void readsNeighboursWithOneRequest() throws IOException {
        Chunks chunks = new Chunks();
        for (int i = 0; i < 50; i++) {
            chunks.add(i, 1000 + 500L * i, 500);
        }
        fetchAll(chunks.index());

        assertThat(input.requests()).isEqualTo(1);
        assertThat(input.bytes()).isEqualTo(50 * 500);
    }

    @Test
    void readsOverSmallGapsOnly() throws IOException {
        fetchAll(new Chunks()
                .add(0, 0, 100)
                .add(1, 100 + GAP, 100)
                .add(2, 100 + GAP + 100 + GAP + 1, 100)
                .index());

        assertThat(input.requests()).isEqualTo(2);
        assertThat(input.bytes()).isEqualTo(100 + GAP + 100 + 100);
    }

    @Test
    void readsNoMoreAheadThanAWindow() throws IOException {
        Chunks chunks = new Chunks();
        for (int i = 0; i < 30; i++) {
            chunks.add(i, 100_000L * i, 100_000);
        }
        fetchAll(chunks.index());

        assertThat(input.requests()).isEqualTo(3);
        assertThat(input.bytes()).isEqualTo(3_000_000);
    }

    @Test
    void readsAnywhereInTheFile() throws IOException {
        fetchAll(new Chunks()
                .add(0, 3_000_000, 100)
                .add(1, 2_999_900, 100)
                .add(2, 3_000_050, 10)
                .add(3, 0, 0)
                .add(4, bytes.length - 1, 1)
                .index());
    }

    @Test
    void readsAChunkThatIsLargerThanTheWindowStraight() throws IOException {
        int large = input.requestBytes() + 1;
        fetchAll(new Chunks()
                .add(0, 0, 100)
                .add(1, 100, large)
                .add(2, 100L + large, 100)
                .index());

        assertThat(input.requests()).isEqualTo(3);
        assertThat(input.bytes()).isEqualTo(200 + large);
    }

    @Test
    void showsChunksWhereTheyWereReadTo() throws IOException {
        ChunkIndex chunks = new Chunks()
                .add(0, 10, 20)
                .add(1, 40, 20)
                .add(2, 2_000_000, input.requestBytes() + 7)
                .index();
        ChunkFetcher fetcher = new ChunkFetcher(input, chunks);

        for (int i = 0; i < chunks.size(); i++) {
            byte[] window = fetcher.window(i);
            int start = fetcher.startInWindow(i);
            int address = (int) chunks.address(i);
            int stored = (int) chunks.storedBytes(i);
            assertThat(Arrays.copyOfRange(window, start, start + stored))
                    .isEqualTo(Arrays.copyOfRange(bytes, address, address + stored));
        }
        assertThat(input.requests()).isEqualTo(2);
    }

    /** A request that fails midway leaves the window half overwritten: it must not be taken for what it was. */
    @Test
    void forgetsTheWindowWhereStorageFails() throws IOException {
        ChunkIndex chunks = new Chunks().add(0, 10, 20).add(1, 100_000, 10).index();
        ChunkFetcher fetcher = new ChunkFetcher(new HalfDeadInput(bytes, 100_000), chunks);
        ChunkBuffer target = new ChunkBuffer();

        fetcher.fetch(0, target);
        assertThatThrownBy(() -> fetcher.fetch(1, target)).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> fetcher.fetch(1, target)).isInstanceOf(EOFException.class);
        fetcher.fetch(0, target);
        assertThat(Arrays.copyOf(target.bytes(), target.length())).isEqualTo(Arrays.copyOfRange(bytes, 10, 30));
    }

    /** Storage that breaks off: from some position on it gives a byte and then fails. */
    private static final class HalfDeadInput implements SeekableInput {
        private final byte[] bytes;
        private final long end;

        HalfDeadInput(byte[] bytes, long end) {
            this.bytes = bytes;
            this.end = end;
        }

        @Override
        public String location() {
            return "dying.h5";
        }

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public void readFully(long position, byte[] buffer, int offset, int length) throws IOException {
            System.arraycopy(bytes, (int) position, buffer, offset, position < end ? length : 1);
            if (position >= end) {
                throw new EOFException("the connection is gone");
            }
        }

        @Override
        public void close() {}
    }

    private void fetchAll(ChunkIndex chunks) throws IOException {
        ChunkFetcher fetcher = new ChunkFetcher(input, chunks);
        ChunkBuffer target = new ChunkBuffer();
        for (int i = 0; i < chunks.size(); i++) {
            fetcher.fetch(i, target);
            int start = (int) chunks.address(i);
            assertThat(Arrays.copyOf(target.bytes(), target.length()))
                    .isEqualTo(Arrays.copyOfRange(bytes, start, start + (int) chunks.storedBytes(i)));
        }
        assertThat(fetcher.bytesRead()).isEqualTo(input.bytes());
    }
}
