package io.battdat.benchmarks;

import java.nio.file.Path;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/** A way to write a table from Spark. */
enum WriteFormat {
    BATTDAT_ZLIB("battdat zlib-5", "battdat", "complevel", "5"),
    BATTDAT_PLAIN("battdat uncompressed", "battdat", "complevel", "0"),
    PARQUET_GZIP("Parquet gzip", "parquet", "compression", "gzip"),
    PARQUET_PLAIN("Parquet uncompressed", "parquet", "compression", "uncompressed");

    private final String title;
    private final String format;
    private final String option;
    private final String value;

    WriteFormat(String title, String format, String option, String value) {
        this.title = title;
        this.format = format;
        this.option = option;
        this.value = value;
    }

    String title() {
        return title;
    }

    boolean isBattdat() {
        return format.equals("battdat");
    }

    /** The other format, compressed in like manner. */
    WriteFormat peer() {
        return switch (this) {
            case BATTDAT_ZLIB, PARQUET_GZIP -> PARQUET_GZIP;
            case BATTDAT_PLAIN, PARQUET_PLAIN -> PARQUET_PLAIN;
        };
    }

    /** Writes each partition to a file. */
    void write(Dataset<Row> rows, Path target) {
        DataFrameWriter<Row> writer =
                rows.write().format(format).option(option, value).mode(SaveMode.ErrorIfExists);
        writer.save(target.toString());
    }
}
