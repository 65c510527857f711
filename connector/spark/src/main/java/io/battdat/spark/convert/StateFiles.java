package io.battdat.spark.convert;

import io.battdat.spark.files.FileSwap;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** Small text files in a directory of a Hadoop file system, each whole or not there. */
final class StateFiles {
    private final Path directory;
    private final FileSystem fileSystem;
    private final Configuration configuration;

    StateFiles(Path directory, Configuration configuration) throws IOException {
        FileSystem found = directory.getFileSystem(configuration);
        this.directory = directory;
        // without the checksum files that Hadoop keeps beside its own on local disks
        this.fileSystem = found instanceof LocalFileSystem local ? local.getRawFileSystem() : found;
        this.configuration = configuration;
    }

    Path path(String name) {
        return new Path(directory, name);
    }

    boolean exists(String name) throws IOException {
        return fileSystem.exists(path(name));
    }

    /** Writes a file, in the place of one that is there. */
    void write(String name, Stream<String> lines) throws IOException {
        fileSystem.mkdirs(directory);
        FileSwap.Contents contents = output -> {
            for (String line : (Iterable<String>) lines::iterator) {
                output.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        };
        if (FileSwap.appearsWhole(fileSystem, path(name))) {
            FileSwap.writeObject(fileSystem, path(name), contents);
            return;
        }
        Path unfinished = path("." + name + ".tmp");
        try (OutputStream output = fileSystem.create(unfinished, true)) {
            contents.writeTo(output);
        }
        FileSwap.replace(fileSystem, unfinished, path(name), configuration);
    }

    List<String> read(String name) throws IOException {
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(fileSystem.open(path(name)), StandardCharsets.UTF_8))) {
            reader.lines().forEach(lines::add);
        }
        return lines;
    }

    /** Names that begin so, sorted. */
    List<String> names(String start) throws IOException {
        List<String> names = new ArrayList<>();
        if (fileSystem.exists(directory)) {
            for (FileStatus status : fileSystem.listStatus(directory)) {
                String name = status.getPath().getName();
                if (status.isFile() && name.startsWith(start)) {
                    names.add(name);
                }
            }
        }
        names.sort(null);
        return names;
    }

    void delete(String name) throws IOException {
        fileSystem.delete(path(name), true);
    }
}
