package io.battdat.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.io.SeekableInput;
import io.battdat.testing.CountingInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardedStorageTest {
    private final GuardedStorage storage =
            new StructureBytes().ascii("0123456789").toStorage();

    @Test
    void readsUpToTheLastByte() {
        assertThat(storage.read(0, 10).remaining()).isEqualTo(10);
        assertThat(storage.read(9, 1).get()).isEqualTo((byte) '9');
        assertThat(storage.read(10, 0).remaining()).isZero();
        assertThat(storage.readBufferFromAddress(2, 2).order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
        assertThat(storage.map(2, 2).getShort()).isEqualTo((short) 0x3332);
    }

    @ParameterizedTest
    @CsvSource({"10,1", "0,11", "-1,1", "0,-1", "5,9223372036854775807", "9223372036854775807,5", "-1,-1"})
    void refusesWhatLiesOutsideTheFile(long address, long length) {
        assertThatThrownBy(() -> storage.read(address, length))
                .isInstanceOf(FormatProblem.class)
                .hasMessageContaining("outside the file's 10 bytes");
    }

    /** The file could hold it; memory should not. */
    @Test
    void refusesAStructureThatIsTooLargeBeforeMakingRoomForIt() {
        CountingInput huge = new CountingInput(new EndlessInput());
        GuardedStorage ofHugeFile = new GuardedStorage(huge, storage.getSuperblock());

        assertThatThrownBy(() -> ofHugeFile.read(0, 1L << 40))
                .isInstanceOf(FormatProblem.class)
                .hasMessageContaining("claims " + (1L << 40) + " bytes");
        assertThat(huge.requests()).isZero();
    }

    @Test
    void passesFailuresOfStorageOn() {
        GuardedStorage failing = new GuardedStorage(new EndlessInput(), storage.getSuperblock());

        assertThatThrownBy(() -> failing.read(0, 10))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("the disk is on fire");
    }

    /** A file of any length that cannot be read. */
    private static final class EndlessInput implements SeekableInput {
        @Override
        public String location() {
            return "endless.h5";
        }

        @Override
        public long length() {
            return Long.MAX_VALUE;
        }

        @Override
        public void readFully(long position, byte[] buffer, int offset, int length) throws IOException {
            throw new IOException("the disk is on fire");
        }

        @Override
        public void close() {}
    }
}
