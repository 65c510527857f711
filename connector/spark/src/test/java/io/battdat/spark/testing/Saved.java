package io.battdat.spark.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** DataFrames to write, and what is found where they were written. */
public final class Saved {
    private Saved() {}

    /** A DataFrame of a schema in DDL; the rows are in one partition, in their order. */
    public static Dataset<Row> frame(SparkSession spark, String schema, List<Row> rows) {
        return spark.createDataFrame(rows, StructType.fromDDL(schema)).coalesce(1);
    }

    /** Two rows for each cell, with column {@code cell}, {@code test_time} 0 and 1, and {@code voltage}. */
    public static Dataset<Row> cells(SparkSession spark, double voltage, String... cells) {
        List<Row> rows = Arrays.stream(cells)
                .flatMap(cell ->
                        Stream.of(RowFactory.create(cell, 0.0, voltage), RowFactory.create(cell, 1.0, voltage + 0.1)))
                .toList();
        return frame(spark, "cell string, test_time double, voltage double", rows);
    }

    /** A writer of cells to files of their own. */
    public static DataFrameWriter<Row> byCell(Dataset<Row> rows) {
        return rows.write().format("battdat").option("cellColumn", "cell");
    }

    /** Reads what was written, with the cells' names in column {@code cell}. */
    public static Dataset<Row> read(SparkSession spark, Path directory) {
        return spark.read().format("battdat").option("cellColumn", "cell").load(directory.toString());
    }

    /** The rows of some columns as text, in no order. */
    public static List<String> rows(Dataset<Row> data, String first, String... others) {
        return data.select(first, others).collectAsList().stream()
                .map(row -> {
                    String text = row.toString();
                    return text.substring(1, text.length() - 1);
                })
                .toList();
    }

    /**
     * Paths of all files below a directory, those that readers do not see included, but not the checksums that Hadoop
     * keeps beside files on a local disk.
     */
    public static List<String> allFiles(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString())
                    .filter(file -> !file.endsWith(".crc"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Paths of the HDF5 files below a directory, in order. */
    public static List<String> files(Path directory) {
        return allFiles(directory).stream().filter(file -> file.endsWith(".h5")).toList();
    }
}
