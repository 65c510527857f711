package io.battdat.spark.convert;

import io.battdat.hdf5.BattdatFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** Damages files on purpose. */
final class DamagedCopies {
    private DamagedCopies() {}

    /** Changes a byte in the middle of the first chunk of {@code raw_data}. */
    static void flipChunkByte(Path path) throws IOException {
        long position;
        try (BattdatFile file = BattdatFile.open(path)) {
            var chunks = file.table("/", "raw_data").chunks();
            position = chunks.address(0) + chunks.storedBytes(0) / 2;
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(position);
            int value = file.read();
            file.seek(position);
            file.write(value ^ 0x55);
        }
    }
}
