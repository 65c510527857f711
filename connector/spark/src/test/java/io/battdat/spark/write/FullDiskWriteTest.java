package io.battdat.spark.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.hdf5.write.NativeHdf5;
import io.battdat.spark.testing.ChildJvm;
import io.battdat.spark.testing.CountedFileSystem;
import io.battdat.spark.testing.DirectoryContents;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.spark.testing.WriteToFullDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process whose files may not grow beyond a limit ({@code ulimit -f}), as on a disk that is full: the error names the file,
 * and the archive is as it was.
 */
@ExtendWith(SharedSpark.class)
@Timeout(300)
class FullDiskWriteTest {
    private static final int LIMIT_KIBIBYTES = 4096;
    /** Of 16 bytes each, in two files. */
    private static final int ROWS = 1_000_000;

    @TempDir
    private Path directory;

    /** Straight to where the committer wants it, and by way of the scratch directory of the executor. */
    @ParameterizedTest
    @ValueSource(strings = {"file", CountedFileSystem.SCHEME})
    void archiveStaysAsItWas(String scheme, SparkSession spark) throws IOException {
        Path target = directory.resolve("archive");
        spark.range(0, 10, 1, 2)
                .selectExpr("id AS number", "rand() AS voltage")
                .write()
                .format("battdat")
                .save(target.toString());
        Map<String, String> before = DirectoryContents.of(target);
        // the library that the child loads is unpacked here, without a limit
        NativeHdf5.require();

        String printed;
        try (ChildJvm jvm = ChildJvm.startBy(
                List.of("bash", "-c", "ulimit -f " + LIMIT_KIBIBYTES + " && exec \"$@\"", "bash"),
                WriteToFullDisk.class,
                Files.createDirectories(directory.resolve("jvm")),
                List.of("-Xmx512m", "-XX:-UsePerfData"),
                Map.of(),
                scheme.equals("file") ? target.toString() : CountedFileSystem.uri(target),
                Integer.toString(ROWS))) {
            jvm.awaitSuccess();
            printed = jvm.printed();
        }

        assertThat(printed)
                .containsPattern("Append refused: .*archive/part-0000[01]-[0-9a-f-]+\\.h5")
                .containsPattern("Overwrite refused: .*archive/part-0000[01]-[0-9a-f-]+\\.h5")
                .contains("left: ")
                // the library keeps the number of a file that it could not finish, but not the file
                .doesNotContainPattern("left: .*battdat-")
                .doesNotContain("written\n");
        assertThat(DirectoryContents.of(target)).isEqualTo(before);
    }
}
