package io.battdat.spark.read;

import io.battdat.spark.files.ListedFile;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The columns of a query that have one value in all rows of a partition: the cell column, or, where the query does not
 * read it, the columns of {@code key=value} directories that it reads.
 *
 * @param columns their names
 * @param directories positions of these columns among those of directories; empty if the key is the cell
 */
record GroupingKey(List<String> columns, List<DirectoryColumn> directories) implements Serializable {
    static final InternalRow NO_KEY = new GenericInternalRow(new Object[0]);

    /** A column of directories, by its position among them. */
    record DirectoryColumn(int position, StructField field) implements Serializable {}

    /** The key that a query's rows can be grouped by; empty if it reads no such column. */
    static Optional<GroupingKey> of(ScanProjection projection) {
        Optional<String> cell = projection.cellField().map(StructField::name);
        if (cell.isPresent()) {
            return Optional.of(new GroupingKey(List.of(cell.get()), List.of()));
        }
        List<String> columns = new ArrayList<>();
        List<DirectoryColumn> directories = new ArrayList<>();
        for (StructField field : projection.required().fields()) {
            int position = projection.directoryColumn(field.name());
            if (position >= 0) {
                columns.add(field.name());
                directories.add(new DirectoryColumn(
                        position, projection.partitionSchema().fields()[position]));
            }
        }
        return columns.isEmpty() ? Optional.empty() : Optional.of(new GroupingKey(columns, directories));
    }

    /** Whether a file must be opened to know its keys. */
    boolean isOfCells() {
        return directories.isEmpty();
    }

    /** The key of a cell's rows in a file; the cell does not matter if the key is of directories. */
    InternalRow of(ListedFile file, CellFacts cell) {
        if (isOfCells()) {
            return new GenericInternalRow(new Object[] {UTF8String.fromString(cell.name())});
        }
        return of(file);
    }

    /** The key of all rows of a file. */
    InternalRow of(ListedFile file) {
        return new GenericInternalRow(directories.stream()
                .map(column -> file.partitionValues()
                        .get(column.position(), column.field().dataType()))
                .toArray());
    }
}
