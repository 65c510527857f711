package io.battdat.hdf5.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.streaming.HDF5Writer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process whose files may not grow beyond a limit ({@code ulimit -f}), which fails to write in the same places as one
 * on a full disk: the error names the file, which stays as it was, and nothing is left beside it.
 */
class FullDiskTest {
    private static final int LIMIT_KIBIBYTES = 300;

    @TempDir
    private Path folder;

    /** The child: writes rows until that fails, and prints how. */
    public static void main(String[] arguments) throws IOException {
        Random random = new Random(1);
        HDF5Writer writer = HDF5Writer.open(Path.of(arguments[0]))
                .mode(WriteMode.valueOf(arguments[1]))
                .bufferSize(1000);
        try (writer) {
            for (int row = 0; row < 100_000; row++) {
                writer.writeRow(Map.of("x", random.nextLong()));
            }
            System.out.println("no failure");
        } catch (IOException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                System.out.println(cause.getMessage());
            }
        }
        System.out.println("open handles: " + Handle.openCount());
        System.out.println("open hidden files: " + openHiddenFiles());
    }

    /** Deleted files that are open would take space on the disk until the process ends. Only Linux tells. */
    private static long openHiddenFiles() throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.exists(descriptors)) {
            return 0;
        }
        long hidden = 0;
        for (String name : descriptors.toFile().list()) {
            Path link = descriptors.resolve(name);
            // the one that lists the directory is closed by now
            if (Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                hidden += Files.readSymbolicLink(link).toString().contains(".battdat-") ? 1 : 0;
            }
        }
        return hidden;
    }

    @ParameterizedTest
    @EnumSource(WriteMode.class)
    void theErrorNamesTheFileWhichStaysAsItWas(WriteMode mode) throws Exception {
        Path path = folder.resolve("cell.h5");
        byte[] before = {};
        if (mode != WriteMode.CREATE) {
            try (HDF5Writer writer = HDF5Writer.open(path)) {
                writer.writeRow(Map.of("x", 42L));
            }
            before = Files.readAllBytes(path);
        }

        String output = runLimited(path, mode);

        assertThat(output).contains(path.toString()).doesNotContain("no failure");
        assertThat(output).contains("cannot write");
        assertThat(output).contains("open handles: 0").contains("open hidden files: 0");
        if (mode == WriteMode.CREATE) {
            assertThat(path).doesNotExist();
        } else {
            assertThat(path).hasBinaryContent(before);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(mode == WriteMode.CREATE ? 0 : 1);
        }
    }

    private static String runLimited(Path path, WriteMode mode) throws IOException, InterruptedException {
        // the library that the child loads is unpacked here, without a limit
        NativeHdf5.require();
        Process child = new ProcessBuilder(
                        "bash",
                        "-c",
                        "ulimit -f " + LIMIT_KIBIBYTES + " && exec \"$@\"",
                        "bash",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        FullDiskTest.class.getName(),
                        path.toString(),
                        mode.name())
                .redirectErrorStream(true)
                .start();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
