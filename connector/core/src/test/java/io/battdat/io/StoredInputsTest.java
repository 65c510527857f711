package io.battdat.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same bytes through the local file system and through Hadoop. */
class StoredInputsTest {
    private static final int LENGTH = 300_000;

    @TempDir
    private Path folder;

    private final byte[] bytes = new byte[LENGTH];
    private Path file;

    @BeforeEach
    void write() throws IOException {
        new Random(2).nextBytes(bytes);
        file = Files.write(folder.resolve("cell 1.h5"), bytes);
    }

    @Test
    void readsALocalFile() throws IOException {
        try (LocalInput input = LocalInput.open(file)) {
            assertThat(input.location()).isEqualTo(file.toString());
            checkReads(input);
        }
    }

    @Test
    void readsAHadoopPath() throws IOException {
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toUri());
        try (HadoopInput input = HadoopInput.open(path, new Configuration(false));
                HadoopInput ofKnownLength = HadoopInput.open(path, LENGTH, new Configuration(false))) {
            assertThat(input.location()).isEqualTo(path.toString());
            checkReads(input);
            checkReads(ofKnownLength);
        }
    }

    private void checkReads(SeekableInput input) throws IOException {
        assertThat(input.length()).isEqualTo(LENGTH);
        byte[] buffer = new byte[LENGTH];
        for (int position : new int[] {LENGTH - 1000, 0, 150_000, LENGTH - 1}) {
            int count = Math.min(1000, LENGTH - position);
            input.readFully(position, buffer, position, count);
            for (int i = position; i < position + count; i++) {
                assertThat(buffer[i]).isEqualTo(bytes[i]);
            }
        }
        // more than one request takes
        input.readFully(0, buffer, 0, LENGTH);
        assertThat(buffer).isEqualTo(bytes);
        assertThatThrownBy(() -> input.readFully(1, buffer, 0, LENGTH)).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> input.readFully(LENGTH - 10, buffer, 0, 11)).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> input.readFully(LENGTH + 10L, buffer, 0, 1)).isInstanceOf(EOFException.class);
    }

    /** The JDK keeps a buffer as large as the largest request, outside the heap and for each thread. */
    @Test
    void largeReadsTakeLittleMemoryOutsideTheHeap() throws Exception {
        Path large = Files.write(folder.resolve("large.h5"), new byte[32 << 20]);
        FutureTask<Long> grown = new FutureTask<>(() -> {
            long before = bytesOutsideTheHeap();
            try (LocalInput input = LocalInput.open(large)) {
                input.readFully(0, new byte[32 << 20], 0, 32 << 20);
            }
            return bytesOutsideTheHeap() - before;
        });
        new Thread(grown).start();

        assertThat(grown.get()).isLessThan(2 << 20);
    }

    private static long bytesOutsideTheHeap() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    @Test
    void letsGoOfALocalFileWhenClosed() throws IOException {
        LocalInput input = LocalInput.open(file);
        input.close();

        assertThatThrownBy(() -> input.readFully(0, new byte[1], 0, 1)).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void saysThatAFileIsMissing() {
        Path missing = folder.resolve("missing.h5");
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(missing.toUri());

        assertThatThrownBy(() -> LocalInput.open(missing)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> HadoopInput.open(path, new Configuration(false)))
                .isInstanceOf(FileNotFoundException.class);
        assertThatThrownBy(() -> HadoopInput.open(path, 10, new Configuration(false)))
                .isInstanceOf(FileNotFoundException.class);
    }
}
