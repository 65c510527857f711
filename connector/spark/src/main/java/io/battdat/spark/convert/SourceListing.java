package io.battdat.spark.convert;

import io.battdat.BattdatException;
import io.battdat.spark.files.FileListing;
import io.battdat.spark.files.ListedFile;
import io.battdat.spark.files.ListingOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Finds the files to convert, and which of them are read together. */
final class SourceListing {
    private static final Pattern GLOB = Pattern.compile("[*?\\[{]");

    private final ConversionFormat format;
    private final Configuration configuration;

    SourceListing(ConversionFormat format, Configuration configuration) {
        this.format = format;
        this.configuration = configuration;
    }

    /**
     * All files below the paths, sorted by path.
     *
     * @param target is left out, if it lies within a path
     * @throws BattdatException if a path does not exist, or nothing is found
     */
    List<SourceGroup> list(List<String> paths, Path target) throws IOException {
        Map<String, List<SourceFile>> groups = new LinkedHashMap<>();
        for (String path : paths) {
            Path base = base(path);
            for (ListedFile file : listing().list(List.of(path)).files()) {
                Path found = new Path(file.path());
                if (!isBelow(found, target)) {
                    groups.computeIfAbsent(groupName(base, found), name -> new ArrayList<>())
                            .add(new SourceFile(file.path(), file.length(), file.modificationTimeMillis()));
                }
            }
        }
        List<SourceGroup> sources = new ArrayList<>();
        groups.forEach((name, files) -> sources.add(new SourceGroup(files, name)));
        if (sources.isEmpty()) {
            throw new BattdatException("nothing to convert: there are no files in " + String.join(", ", paths));
        }
        return sources;
    }

    private FileListing listing() {
        CaseInsensitiveStringMap options =
                new CaseInsensitiveStringMap(Map.of(ListingOptions.RECURSIVE_FILE_LOOKUP, "true"));
        return new FileListing(ListingOptions.from(options, SQLConf.get()), configuration);
    }

    /** The directory that names of files in the target begin from: the given one, or the last before a glob. */
    private Path base(String text) throws IOException {
        Matcher glob = GLOB.matcher(text);
        if (glob.find()) {
            String before = text.substring(0, glob.start());
            int slash = before.lastIndexOf('/');
            return qualified(new Path(slash < 0 ? "." : slash == 0 ? "/" : before.substring(0, slash)));
        }
        Path path = qualified(new Path(text));
        FileSystem fileSystem = path.getFileSystem(configuration);
        if (!fileSystem.exists(path)) {
            throw new BattdatException(path + " does not exist. Name the files or the directory to convert");
        }
        FileStatus status = fileSystem.getFileStatus(path);
        return status.isFile() ? path.getParent() : path;
    }

    private Path qualified(Path path) throws IOException {
        return path.getFileSystem(configuration).makeQualified(path);
    }

    private static boolean isBelow(Path file, Path directory) {
        for (Path parent = file; parent != null; parent = parent.getParent()) {
            if (parent.equals(directory)) {
                return true;
            }
        }
        return false;
    }

    private String groupName(Path base, Path file) {
        String relative = relative(base, file);
        return switch (format) {
            case BATTDAT -> relative;
            case PARQUET -> relative;
        };
    }

    private static String relative(Path base, Path file) {
        String directory = base.toUri().getPath();
        String path = file.toUri().getPath();
        String start = directory.endsWith("/") ? directory : directory + "/";
        return path.startsWith(start) ? path.substring(start.length()) : file.getName();
    }
}
