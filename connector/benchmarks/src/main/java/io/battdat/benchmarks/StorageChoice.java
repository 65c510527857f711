package io.battdat.benchmarks;

import io.battdat.spark.convert.Conversion;
import io.battdat.spark.convert.ConversionFormat;
import io.battdat.spark.convert.ConversionLayout;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * A layout and a compressor that an archive may be converted to.
 *
 * @param complevel zlib's, of HDF5 files
 * @param chunkRows of HDF5 tables; 0 for PyTables' rule of thumb
 * @param codec of Parquet files
 */
record StorageChoice(
        String title, ConversionFormat format, ConversionLayout layout, int complevel, int chunkRows, String codec) {
    /** Small enough that there is a file for each core. */
    private static final long FILE_BYTES = 16 << 20;

    static List<StorageChoice> all() {
        return List.of(
                hdf5("file-per-cell, zlib 5", ConversionLayout.FILE_PER_CELL, 5, 0),
                hdf5("file-per-cell, zlib 1", ConversionLayout.FILE_PER_CELL, 1, 0),
                hdf5("file-per-cell, zlib 9", ConversionLayout.FILE_PER_CELL, 9, 0),
                hdf5("file-per-cell, uncompressed", ConversionLayout.FILE_PER_CELL, 0, 0),
                hdf5("file-per-cell, zlib 5, chunks of 300 rows", ConversionLayout.FILE_PER_CELL, 5, 300),
                hdf5("file-per-cell, zlib 5, chunks of 20,000 rows", ConversionLayout.FILE_PER_CELL, 5, 20_000),
                hdf5("prefix-per-cell, zlib 5", ConversionLayout.PREFIX_PER_CELL, 5, 0),
                parquet("Parquet, snappy", "snappy"),
                parquet("Parquet, zstd", "zstd"),
                parquet("Parquet, gzip", "gzip"));
    }

    private static StorageChoice hdf5(String title, ConversionLayout layout, int complevel, int chunkRows) {
        return new StorageChoice(title, ConversionFormat.BATTDAT, layout, complevel, chunkRows, "snappy");
    }

    private static StorageChoice parquet(String title, String codec) {
        return new StorageChoice(title, ConversionFormat.PARQUET, ConversionLayout.FILE_PER_CELL, 5, 0, codec);
    }

    Conversion conversion(Path source, Path target) {
        Conversion conversion = Conversion.of(source.toString())
                .to(target.toString())
                .targetFormat(format)
                .layout(layout)
                .complevel(complevel)
                .codec(codec)
                .fileBytes(FILE_BYTES)
                .verify(false);
        return chunkRows == 0 ? conversion : conversion.chunkRows(chunkRows);
    }

    /** All rows, with the name of the cell. */
    Dataset<Row> read(SparkSession spark, Path target) {
        if (format == ConversionFormat.BATTDAT) {
            return spark.read().format("battdat").option("cellColumn", "cell").load(target.toString());
        }
        return spark.read()
                .option("recursiveFileLookup", true)
                .option("pathGlobFilter", "raw_data.parquet")
                .parquet(target.toString())
                .withColumn("cell", functions.expr("element_at(split(_metadata.file_path, '/'), -2)"));
    }
}
