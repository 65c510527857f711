package io.battdat.fuzz;

import io.battdat.BattdatException;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.BattdatFile.TableName;
import io.battdat.testing.BytesInput;
import io.battdat.testing.DamagedFile;
import io.battdat.testing.SampleFolder;
import io.battdat.testing.SoundFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file that inputs are made from.
 *
 * @param name with its folder
 * @param chunks of the tables that can be read
 * @param reading what it says unchanged
 */
record Sample(String name, byte[] bytes, Structure structure, List<StoredChunk> chunks, FileReading reading) {
    /** Larger ones take long to read, and have nothing that smaller ones have not. */
    private static final long MOST_BYTES = 120_000;

    /** All files, sound and damaged, in an order that is always the same. */
    static List<Path> files() throws IOException {
        List<Path> small = new ArrayList<>();
        for (Path path : Stream.concat(
                        SampleFolder.soundFiles().stream().map(SoundFile::path),
                        SampleFolder.damagedFiles().stream().map(DamagedFile::path))
                .toList()) {
            if (Files.size(path) <= MOST_BYTES) {
                small.add(path);
            }
        }
        return small;
    }

    static Sample of(Path path) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        String name = path.getParent().getFileName() + "/" + path.getFileName();
        return new Sample(name, bytes, Structure.of(bytes), chunks(bytes), FileReading.of(bytes));
    }

    private static List<StoredChunk> chunks(byte[] bytes) throws IOException {
        List<StoredChunk> chunks = new ArrayList<>();
        try (BattdatFile file = BattdatFile.open(new BytesInput(bytes))) {
            for (TableName table : file.tableNames()) {
                chunks.addAll(StoredChunk.of(file.table(table.prefix(), table.name())));
            }
        } catch (BattdatException e) {
            // a damaged file: inputs are made from it all the same, by what was found so far
            return chunks;
        }
        return chunks;
    }
}
