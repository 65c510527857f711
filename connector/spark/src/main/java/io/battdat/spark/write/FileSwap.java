package io.battdat.spark.write;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/** Puts a file into the place of another in one step, as each kind of file system does that. */
final class FileSwap {
    /** Of stores in which an object is replaced when the last byte of the new one has come, and renaming is a copy. */
    private static final Set<String> STORES = Set.of("s3", "s3a", "s3n", "gs", "oss", "cosn", "obs");

    private FileSwap() {}

    static void replace(FileSystem fileSystem, Path source, Path target, Configuration configuration)
            throws IOException {
        if (fileSystem instanceof LocalFileSystem local) {
            // of the old file, if Hadoop wrote that; it would call the new one damaged
            Files.deleteIfExists(java.nio.file.Path.of(
                    local.getChecksumFile(target).toUri().getPath()));
            Files.move(
                    java.nio.file.Path.of(source.toUri().getPath()),
                    java.nio.file.Path.of(target.toUri().getPath()),
                    StandardCopyOption.ATOMIC_MOVE);
        } else if (STORES.contains(fileSystem.getScheme())) {
            try (InputStream input = fileSystem.open(source);
                    OutputStream output = fileSystem.create(target, true)) {
                input.transferTo(output);
            }
        } else {
            FileContext.getFileContext(fileSystem.getUri(), configuration)
                    .rename(source, target, Options.Rename.OVERWRITE);
        }
    }
}
