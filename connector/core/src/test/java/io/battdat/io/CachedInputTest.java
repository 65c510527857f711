package io.battdat.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.testing.BytesInput;
import io.battdat.testing.CountingInput;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CachedInputTest {
    private static final int BLOCK = CachedInput.BLOCK_BYTES;
    private static final int LENGTH = 100 * BLOCK + 123;

    private final byte[] bytes = new byte[LENGTH];
    private final CountingInput source;
    private final CachedInput input;

    CachedInputTest() {
        new Random(8).nextBytes(bytes);
        source = new CountingInput(new BytesInput(bytes));
        input = new CachedInput(source);
    }

    @ParameterizedTest
    @CsvSource({"0,1", "0,65536", "65535,2", "1,200000", "6553600,123", "6553722,1", "17,0", "6553723,0"})
    void givesWhatTheFileHolds(long position, int length) throws IOException {
        assertThat(read(position, length))
                .isEqualTo(Arrays.copyOfRange(bytes, (int) position, (int) position + length));
    }

    @Test
    void writesOnlyWhereItIsTold() throws IOException {
        byte[] buffer = new byte[10];
        input.readFully(BLOCK - 2, buffer, 3, 4);

        byte[] expected = new byte[10];
        System.arraycopy(bytes, BLOCK - 2, expected, 3, 4);
        assertThat(buffer).isEqualTo(expected);
    }

    @Test
    void asksStorageOnceForManySmallReads() throws IOException {
        for (int position = 0; position < 2 * BLOCK; position += 100) {
            read(position, 100);
        }

        assertThat(source.requests()).isEqualTo(3);
    }

    @Test
    void keepsTheBlocksThatWereUsedLast() throws IOException {
        for (int block = 0; block < 64; block++) {
            read((long) block * BLOCK, 1);
        }
        read(0, 1);
        read(64L * BLOCK, 1); // drops block 1, the one not used for longest
        assertThat(source.requests()).isEqualTo(65);

        read(0, 1);
        assertThat(source.requests()).isEqualTo(65);
        read(BLOCK, 1);
        assertThat(source.requests()).isEqualTo(66);
    }

    @ParameterizedTest
    @CsvSource({"-1,1", "6553723,1", "6553722,2", "9223372036854775807,1", "9223372036854775800,100"})
    void refusesWhatLiesOutsideTheFile(long position, int length) {
        assertThatThrownBy(() -> read(position, length))
                .isInstanceOf(EOFException.class)
                .hasMessageContainingAll("memory.h5", Integer.toString(LENGTH));
        assertThat(source.requests()).isZero();
    }

    @Test
    void closesItsSource() throws IOException {
        input.close();

        assertThat(source.isClosed()).isTrue();
    }

    private byte[] read(long position, int length) throws IOException {
        byte[] buffer = new byte[length];
        input.readFully(position, buffer, 0, length);
        return buffer;
    }
}
