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
    BATTDAT("battdat zlib-5", null, ""),
    UNCOMPRESSED("battdat none", null, "none"),
    BLOSC_LZ4("battdat blosc:lz4", null, "blosc:lz4"),
    BLOSC_ZSTD("battdat blosc:zstd", null, "blosc:zstd"),
    BLOSC2_ZSTD("battdat blosc2:zstd", null, "blosc2:zstd"),
    ZONED("battdat zone maps", "battdat", "zlib"),
    GZIP_PARQUET("Parquet gzip", "parquet", "gzip"),
    SNAPPY_PARQUET("Parquet snappy", "parquet", "snappy");

    private final String title;
    /** What Spark writes it with; null if Spark does not. */
    private final String sparkFormat;
    /** Empty for the battdat file itself. */
    private final String codec;

    TableFormat(String title, String sparkFormat, String codec) {
        this.title = title;
        this.sparkFormat = sparkFormat;
        this.codec = codec;
    }

    String title() {
        return title;
    }

    boolean isBattdat() {
        return !isParquet();
    }

    private boolean isParquet() {
        return "parquet".equals(sparkFormat);
    }

    /** Whether it is a battdat file as Python writes them. */
    boolean isOfPython() {
        return sparkFormat == null;
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
        return codec.isEmpty() ? battdatFile : recompression.of(battdatFile, codec);
    }

    /** The table in this format, which is written from the battdat file if it is not there: one file, in its order. */
    Path stored(SparkSession spark, Path battdatFile, Recompression recompression)
            throws IOException, InterruptedException {
        if (isOfPython()) {
            return battdatFile(battdatFile, recompression);
        }
        String name = battdatFile.getFileName().toString().replace(".h5", "-" + codec + "." + sparkFormat);
        Path target = battdatFile.resolveSibling(name);
        if (!Files.exists(target.resolve("_SUCCESS"))) {
            // The local file system's own checksum files would slow down Parquet alone.
            FileSystem.getLocal(spark.sparkContext().hadoopConfiguration()).setWriteChecksum(false);
            spark.read()
                    .format("battdat")
                    .option("rowsPerPartition", Long.MAX_VALUE)
                    .load(battdatFile.toString())
                    .write()
                    .format(sparkFormat)
                    .option(isParquet() ? "compression" : "complib", codec)
                    .mode(SaveMode.Overwrite)
                    .save(target.toString());
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
