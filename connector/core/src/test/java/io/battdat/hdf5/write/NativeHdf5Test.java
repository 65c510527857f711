package io.battdat.hdf5.write;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeHdf5Test {
    @TempDir
    private Path folder;

    @Test
    void loadsHere() {
        NativeHdf5.require();
        assertThat(NativeHdf5.isAvailable()).isTrue();
    }

    @Test
    void onlyThisPackageCallsTheLibrary() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.battdat");
        noClasses()
                .that()
                .resideOutsideOfPackage("io.battdat.hdf5.write..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bytedeco..", "hdf..")
                .check(classes);
    }

    @Test
    void theMessageSaysWhatToInstall() {
        assertThat(NativeHdf5.missingLibrary("sunos-sparc", new UnsatisfiedLinkError("no jnihdf5")))
                .contains(
                        "sunos-sparc",
                        "no jnihdf5",
                        "linux-x86_64",
                        "macosx-x86_64",
                        "windows-x86_64",
                        "org.bytedeco:hdf5")
                .contains("Reading needs no native library");
    }

    /** A JVM whose class path has the bindings but no natives, as on a platform that there are none for. */
    public static void main(String[] arguments) throws IOException {
        try {
            Hdf5OutputFile.open(Path.of(arguments[0]), WriteMode.CREATE);
        } catch (NativeLibraryException e) {
            System.out.println(e.getMessage());
        }
        System.out.println(NativeHdf5.isAvailable());
    }

    @Test
    void withoutNativesAWriteFailsAtOnce() throws Exception {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String withoutNatives = Arrays.stream(classPath.split(java.io.File.pathSeparator))
                .filter(entry -> !entry.matches(".*(linux|macosx|windows)-x86_64\\.jar"))
                .collect(Collectors.joining(java.io.File.pathSeparator));
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.library.path=" + folder,
                        "-cp",
                        withoutNatives,
                        NativeHdf5Test.class.getName(),
                        folder.resolve("x.h5").toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(child.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(output)
                .contains("Writing battdat files needs the HDF5 C library", "linux-x86_64")
                .endsWith("false\n");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void failuresSayWhatTheLibrarySays() throws IOException {
        Path path = folder.resolve("none.h5");
        assertThatThrownBy(() -> NativeHdf5.run(() -> NativeHdf5.check(
                        org.bytedeco.hdf5.global.hdf5.H5Fopen(NativeHdf5.utf8(path.toString()), 0, NativeHdf5.DEFAULT),
                        "cannot open it")))
                .isInstanceOf(Hdf5WriteException.class)
                .hasMessageStartingWith("cannot open it: ")
                .hasMessageContaining("No such file or directory");
        assertThat(NativeHdf5.isLocked()).isFalse();
    }
}
