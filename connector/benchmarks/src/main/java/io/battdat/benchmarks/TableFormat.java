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
    BATTDAT("battdat zlib-5", "", ""),
    UNCOMPRESSED("battdat none", "none", ""),
    BLOSC_LZ4("battdat blosc:lz4", "blosc:lz4", ""),
    BLOSC_ZSTD("battdat blosc:zstd", "blosc:zstd", ""),
    BLOSC2_ZSTD("battdat blosc2:zstd", "blosc2:zstd", ""),
    GZIP_PARQUET("Parquet gzip", "", "gzip"),
    SNAPPY_PARQUET("Parquet snappy", "", "snappy");

    private final String title;
    /** What PyTables makes of the battdat file; empty for that file itself. */
    private final String pythonCodec;

    private final String parquetCodec;

    TableFormat(String title, String pythonCodec, String parquetCodec) {
        this.title = title;
        this.pythonCodec = pythonCodec;
        this.parquetCodec = parquetCodec;
    }

    String title() {
        return title;
    }

    boolean isBattdat() {
        return parquetCodec.isEmpty();
    }

    /** Whether the interpreter's PyTables has the compressor; all but Blosc2 are in each. */
    boolean isWrittenBy(Recompression recompression) throws IOException, InterruptedException {
        return this != BLOSC2_ZSTD || recompression.hasBlosc2();
    }

    /**
     * The battdat file in this format, which PyTables writes if it is not there.
     *
     * @param battdatFile the table with zlib
     */
    Path battdatFile(Path battdatFile, Recompression recompression) throws IOException, InterruptedException {
        return pythonCodec.isEmpty() ? battdatFile : recompression.of(battdatFile, pythonCodec);
    }

    /** The table in this format, which is written from the battdat file if it is not there: one file, in its order. */
    Path stored(SparkSession spark, Path battdatFile, Recompression recompression)
            throws IOException, InterruptedException {
        if (isBattdat()) {
            return battdatFile(battdatFile, recompression);
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
        return isBattdat()
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
