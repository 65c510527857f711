package io.battdat.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** A way to store the table. */
enum TableFormat {
    BATTDAT("battdat zlib-5", ""),
    GZIP_PARQUET("Parquet gzip", "gzip"),
    SNAPPY_PARQUET("Parquet snappy", "snappy");

    private final String title;
    private final String parquetCodec;

    TableFormat(String title, String parquetCodec) {
        this.title = title;
        this.parquetCodec = parquetCodec;
    }

    String title() {
        return title;
    }

    /** The table in this format, which Spark writes from the battdat file if it is not there: one file, in its order. */
    Path stored(SparkSession spark, Path battdatFile) throws IOException {
        if (this == BATTDAT) {
            return battdatFile;
        }
        String name = battdatFile.getFileName().toString().replace(".h5", "-" + parquetCodec + ".parquet");
        Path target = battdatFile.resolveSibling(name);
        if (!Files.exists(target.resolve("_SUCCESS"))) {
            // The local file system's own checksum files would slow down Parquet alone.
            FileSystem.getLocal(spark.sparkContext().hadoopConfiguration()).setWriteChecksum(false);
            spark.read()
                    .format("battdat")
                    .option("rowsPerPartition", Long.MAX_VALUE)
                    .load(battdatFile.toString())
                    .write()
                    .option("compression", parquetCodec)
                    .mode(SaveMode.Overwrite)
                    .parquet(target.toString());
        }
        return target;
    }

    Dataset<Row> load(SparkSession spark, Path stored) {
        return this == BATTDAT
                ? spark.read().format("battdat").load(stored.toString())
                : spark.read().parquet(stored.toString());
    }

    static long bytes(Path stored) throws IOException {
        try (Stream<Path> files = Files.walk(stored)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(TableFormat::fileBytes)
                    .sum();
        }
    }

    private static long fileBytes(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
