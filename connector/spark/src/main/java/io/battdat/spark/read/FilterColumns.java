package io.battdat.spark.read;

import io.battdat.predicate.Value;
import io.battdat.spark.ReadConf;
import io.battdat.spark.files.ListedFile;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns that rows can be filtered by, under the names that a query uses.
 *
 * @param tableSchema all columns of the table, {@code _metadata} left out
 * @param partitionSchema those of {@code key=value} directories
 */
record FilterColumns(ReadConf conf, StructType tableSchema, StructType partitionSchema) implements Serializable {
    /** Parts of {@code _metadata} that are known when a table is found. */
    private static final Set<String> KNOWN_PARTS = Set.of(
            FileMetadataColumn.FILE_PATH,
            FileMetadataColumn.FILE_NAME,
            FileMetadataColumn.FILE_SIZE,
            FileMetadataColumn.FILE_MODIFICATION_TIME,
            FileMetadataColumn.PREFIX,
            FileMetadataColumn.CELL);

    /** What a column's value depends on. */
    enum Origin {
        /** The file: its path, and what its directories and the file system say. */
        FILE,
        /** The cell. */
        CELL,
        /** The row. */
        ROW
    }

    /** The path of a column that a filter names, of any type. */
    List<String> column(Expression expression) throws DeclinedPushdown {
        if (!(expression instanceof NamedReference reference)) {
            throw new DeclinedPushdown("it is no condition on a column alone");
        }
        List<String> path = List.of(reference.fieldNames());
        if (isFileMetadata(path)) {
            if (path.size() != 2 || !KNOWN_PARTS.contains(path.get(1))) {
                throw new DeclinedPushdown("files and chunks are not chosen by " + String.join(".", path));
            }
        } else if (conf.metadataColumn() != null && sameName(path.get(0), conf.metadataColumn())) {
            throw new DeclinedPushdown("files and chunks are not chosen by battery metadata as JSON");
        }
        type(path);
        return path;
    }

    /** The path of a column whose values can be compared here. */
    List<String> comparable(Expression expression) throws DeclinedPushdown {
        List<String> path = column(expression);
        DataType type = type(path);
        if (!SparkValues.isComparable(type)) {
            throw new DeclinedPushdown("values of " + type.simpleString() + " are compared by Spark");
        }
        return path;
    }

    /** The type of a column. */
    DataType type(List<String> path) throws DeclinedPushdown {
        DataType type = isFileMetadata(path)
                ? FileMetadataColumn.TYPE
                : field(path.get(0))
                        .map(StructField::dataType)
                        .orElseThrow(() -> new DeclinedPushdown("the table has no column " + path.get(0)));
        for (String part : path.subList(1, path.size())) {
            if (!(type instanceof StructType struct)) {
                throw new DeclinedPushdown(String.join(".", path) + " is no part of a struct");
            }
            type = Stream.of(struct.fields())
                    .filter(field -> sameName(field.name(), part))
                    .findFirst()
                    .map(StructField::dataType)
                    .orElseThrow(() -> new DeclinedPushdown("the table has no column " + String.join(".", path)));
        }
        return type;
    }

    Origin origin(List<String> path) {
        if (isFileMetadata(path)) {
            boolean ofCell =
                    path.get(1).equals(FileMetadataColumn.CELL) || path.get(1).equals(FileMetadataColumn.PREFIX);
            return ofCell ? Origin.CELL : Origin.FILE;
        } else if (isCellColumn(path)) {
            return Origin.CELL;
        }
        return partition(path).isPresent() ? Origin.FILE : Origin.ROW;
    }

    /** The value that a column has in all rows of a file; empty for null. */
    Optional<Value> value(List<String> path, ListedFile file) {
        if (!isFileMetadata(path)) {
            int i = partition(path).orElseThrow();
            return SparkValues.toCore(file.partitionValues().get(i, partitionSchema.fields()[i].dataType()));
        }
        return Optional.of(
                switch (path.get(1)) {
                    case FileMetadataColumn.FILE_PATH -> new Value.Text(file.path());
                    case FileMetadataColumn.FILE_NAME -> new Value.Text(new Path(file.path()).getName());
                    case FileMetadataColumn.FILE_SIZE -> new Value.Whole(file.length());
                    case FileMetadataColumn.FILE_MODIFICATION_TIME ->
                        new Value.Whole(Math.multiplyExact(file.modificationTimeMillis(), 1000L));
                    default -> throw new IllegalArgumentException("not known of a file: " + path);
                });
    }

    /** The value that a column has in all rows of a cell. */
    Value value(List<String> path, CellFacts cell) {
        boolean prefix = !isCellColumn(path) && path.get(1).equals(FileMetadataColumn.PREFIX);
        return new Value.Text(prefix ? cell.prefix() : cell.name());
    }

    boolean isCellColumn(List<String> path) {
        return path.size() == 1 && conf.cellColumn() != null && sameName(path.get(0), conf.cellColumn());
    }

    /** Position of a column among those of the directories. */
    Optional<Integer> partition(List<String> path) {
        StructField[] fields = partitionSchema.fields();
        for (int i = 0; path.size() == 1 && i < fields.length; i++) {
            if (sameName(fields[i].name(), path.get(0))) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** Whether a path leads into the hidden column, not one that the table has under that name. */
    boolean isFileMetadata(List<String> path) {
        return path.get(0).equals(FileMetadataColumn.NAME) && field(path.get(0)).isEmpty();
    }

    /** A column of the table. */
    Optional<StructField> field(String name) {
        return Stream.of(tableSchema.fields())
                .filter(field -> field.name().equals(name))
                .findFirst()
                .or(() -> Stream.of(tableSchema.fields())
                        .filter(field -> sameName(field.name(), name))
                        .findFirst());
    }

    boolean sameName(String one, String other) {
        return conf.caseSensitive() ? one.equals(other) : one.equalsIgnoreCase(other);
    }
}
