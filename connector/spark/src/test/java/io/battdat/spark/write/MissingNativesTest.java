package io.battdat.spark.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.ChildJvm;
import io.battdat.spark.testing.DirectoryContents;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.spark.testing.WriteWithoutNatives;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A platform for which there is no HDF5 library. */
@ExtendWith(SharedSpark.class)
@Timeout(300)
class MissingNativesTest {
    private static final Pattern PLATFORM_JAR = Pattern.compile(".*(hdf5|javacpp)-.*-x86_64\\.jar");

    @TempDir
    private Path directory;

    @Test
    void writingFailsBeforeAnyTaskAndReadingWorks(SparkSession spark) throws IOException {
        Path archive = directory.resolve("archive");
        try (Stream<Path> files = Files.list(Archives.sample())) {
            files.forEach(file -> Archives.copy(file, archive.resolve(file.getFileName())));
        }
        Map<String, String> before = DirectoryContents.of(archive);
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !PLATFORM_JAR.matcher(entry).matches())
                .collect(Collectors.joining(File.pathSeparator));
        Path target = directory.resolve("target");

        List<String> lines;
        try (ChildJvm jvm = ChildJvm.start(
                WriteWithoutNatives.class,
                Files.createDirectories(directory.resolve("jvm")),
                List.of("-Xmx512m"),
                Map.of("CLASSPATH", classPath),
                archive.toString(),
                target.toString())) {
            jvm.awaitSuccess();
            lines = jvm.printed().lines().toList();
        }

        long rows = spark.read().format("battdat").load(archive.toString()).count();
        assertThat(lines).contains("rows: " + rows, "tasks: 0").doesNotContain("written");
        assertThat(lines.stream().filter(line -> line.startsWith("refused: ")))
                .hasSize(3)
                .allSatisfy(line -> assertThat(line)
                        .contains("needs the HDF5 C library")
                        .contains("org.bytedeco:hdf5")
                        .contains("put both, with the classifier of the platform, on the class path"));
        assertThat(target).doesNotExist();
        assertThat(DirectoryContents.of(archive)).isEqualTo(before);
    }
}
