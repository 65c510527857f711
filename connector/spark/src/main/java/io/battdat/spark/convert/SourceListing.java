package io.battdat.spark.convert;

import io.battdat.BattdatException;
import io.battdat.convert.CellFiles;
import io.battdat.convert.VendorFormat;
import io.battdat.spark.files.FileListing;
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
     * @param target is left out, if it lies within a path and the conversion is not in place
     * @throws BattdatException if a path does not exist, or nothing is found
     */
    List<SourceGroup> list(List<String> paths, Path target, boolean inPlace) throws IOException {
        List<SourceGroup> sources = new ArrayList<>();
        for (String path : paths) {
            Path base = base(path);
            List<SourceFile> files = listing().list(List.of(path)).files().stream()
                    .filter(file -> inPlace || !isBelow(new Path(file.path()), target))
                    .map(file -> new SourceFile(file.path(), file.length(), file.modificationTimeMillis()))
                    .toList();
            sources.addAll(groups(base, files));
        }
        if (sources.isEmpty()) {
            throw new BattdatException(
                    "nothing to convert: there are no " + format.text() + " files in " + String.join(", ", paths));
        }
        return sources;
    }

    private List<SourceGroup> groups(Path base, List<SourceFile> files) {
        if (format.vendor().isPresent()) {
            return vendorGroups(format.vendor().get(), base, files);
        }
        if (format == ConversionFormat.PARQUET) {
            return directories(base, files);
        }
        return files.stream()
                .map(file -> new SourceGroup(List.of(file), relative(base, new Path(file.path()))))
                .toList();
    }

    /** A group for each directory of Parquet files. */
    private static List<SourceGroup> directories(Path base, List<SourceFile> files) {
        Map<Path, List<SourceFile>> byDirectory = new LinkedHashMap<>();
        for (SourceFile file : files) {
            if (file.path().endsWith(ParquetTarget.ENDING)) {
                byDirectory
                        .computeIfAbsent(new Path(file.path()).getParent(), directory -> new ArrayList<>())
                        .add(file);
            }
        }
        List<SourceGroup> groups = new ArrayList<>();
        byDirectory.forEach((directory, tables) -> groups.add(new SourceGroup(tables, relative(base, directory))));
        return groups;
    }

    private List<SourceGroup> vendorGroups(VendorFormat vendor, Path base, List<SourceFile> files) {
        List<SourceGroup> groups = new ArrayList<>();
        for (CellFiles cell : vendor.group(files.stream()
                .map(file -> new HadoopVendorFile(file, configuration))
                .toList())) {
            List<SourceFile> parts = cell.files().stream()
                    .map(file -> ((HadoopVendorFile) file).file())
                    .toList();
            String first = relative(base, new Path(parts.get(0).path()));
            groups.add(new SourceGroup(parts, first.substring(0, first.lastIndexOf('/') + 1) + cell.cell()));
        }
        return groups;
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

    private static String relative(Path base, Path file) {
        String directory = base.toUri().getPath();
        String path = file.toUri().getPath();
        String start = directory.endsWith("/") ? directory : directory + "/";
        return path.startsWith(start) ? path.substring(start.length()) : file.getName();
    }
}
