package io.battdat.hdf5.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.metadata.StandardSchemas;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that is killed while it writes: the file is as it was before, or not there. */
class CrashTest {
    private static final TableSpec SPEC = new TableSpec(Map.of("x", StorageTypes.INT64));

    @TempDir
    private Path folder;

    /** The child: writes rows until it is killed. */
    public static void main(String[] arguments) throws IOException {
        Hdf5OutputFile file = Hdf5OutputFile.open(Path.of(arguments[0]), WriteMode.valueOf(arguments[1]));
        TableWriter table = file.hasTable("/", "t")
                ? TableWriter.open(file, "/", "t")
                : TableWriter.create(
                        file,
                        "/",
                        "t",
                        SPEC,
                        new TableOptions(StandardSchemas.RAW_DATA, new Compression(1), 0, OptionalInt.of(100)));
        for (long written = 0; ; ) {
            written += table.append(Rows.columns(SPEC, List.of(Map.of("x", written))), 0, 1);
            written += written % 7 == 0 ? table.flush() : 0;
            if (written > 2000) {
                System.out.println("writing");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(WriteMode.class)
    void aKilledProcessLeavesTheFileAsItWas(WriteMode mode) throws Exception {
        Path path = folder.resolve("cell.h5");
        if (mode != WriteMode.CREATE) {
            try (Hdf5OutputFile file = Hdf5OutputFile.open(path, WriteMode.CREATE);
                    TableWriter table =
                            TableWriter.create(file, "/", "t", SPEC, TableOptions.of(StandardSchemas.RAW_DATA))) {
                table.append(Rows.columns(SPEC, List.of(Map.of("x", 42))), 0, 1);
            }
        }
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        CrashTest.class.getName(),
                        path.toString(),
                        mode.name())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = new BufferedReader(new InputStreamReader(child.getInputStream()))) {
            assertThat(output.readLine()).isEqualTo("writing");
        } finally {
            child.destroyForcibly();
        }
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("."))
                            .count())
                    .as("what the child had written stays under a hidden name")
                    .isEqualTo(1);
        }
        if (mode == WriteMode.CREATE) {
            assertThat(path).doesNotExist();
        } else {
            assertThat(Rows.read(path, "/", "t")).containsExactly(Map.of("x", 42L));
        }
    }
}
