package io.battdat.spark.files;

import java.util.List;
import java.util.function.Predicate;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.types.StructType;

/** The files that paths stand for, sorted by path, with their partition columns. May be none at all. */
public final class ListedFiles {
    private final List<ListedFile> files;
    private final StructType partitionSchema;
    private final FilteredFiles filteredFiles;
    private final PartitionLayout layout;
    private final ListingOptions options;
    private final ListedDirectories directories;

    ListedFiles(
            List<ListedFile> files,
            StructType partitionSchema,
            FilteredFiles filteredFiles,
            PartitionLayout layout,
            ListingOptions options,
            ListedDirectories directories) {
        this.files = files;
        this.partitionSchema = partitionSchema;
        this.filteredFiles = filteredFiles;
        this.layout = layout;
        this.options = options;
        this.directories = directories;
    }

    /** Sorted by path. A file occurs once for each given path that stands for it, as in Spark. */
    public List<ListedFile> files() {
        return files;
    }

    /** In the order of the directories; empty if there are no partitions, or with {@code recursiveFileLookup}. */
    public StructType partitionSchema() {
        return partitionSchema;
    }

    /** What was seen and left out. */
    public FilteredFiles filteredFiles() {
        return filteredFiles;
    }

    /** Where the files were looked for. */
    public ListedDirectories directories() {
        return directories;
    }

    /** Some of the files, with the same partition columns. */
    public ListedFiles only(Predicate<ListedFile> filter) {
        return new ListedFiles(
                files.stream().filter(filter).toList(), partitionSchema, filteredFiles, layout, options, directories);
    }

    /**
     * The same files, with partition columns that a user's schema names read as the types it gives, from the text of the
     * directory names: {@code cell=007} is 7 if inferred, and "007" if the schema says string.
     */
    public ListedFiles withUserSchema(StructType userSchema) {
        if (!layout.isPartitioned()) {
            return this;
        }
        PartitionColumns columns = PartitionColumns.of(layout, userSchema, options);
        List<ListedFile> retyped = files.stream()
                .map(file -> new ListedFile(
                        file.path(),
                        file.length(),
                        file.modificationTimeMillis(),
                        columns.row(new Path(file.path()).getParent())))
                .toList();
        return new ListedFiles(retyped, columns.schema(), filteredFiles, layout, options, directories);
    }
}
