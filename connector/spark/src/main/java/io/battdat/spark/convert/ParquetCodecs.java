package io.battdat.spark.convert;

import io.battdat.BattdatException;
import java.util.List;
import java.util.Locale;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** The compressors of Parquet files that every Spark brings. */
final class ParquetCodecs {
    private static final List<String> NAMES = List.of("snappy", "zstd", "gzip", "uncompressed");

    private ParquetCodecs() {}

    /** @throws BattdatException if there is none of that name */
    static String check(String name) {
        String lower = name.trim().toLowerCase(Locale.ROOT);
        if (!NAMES.contains(lower)) {
            throw new BattdatException(
                    "codec " + name + ": there is no such choice. Choose from " + String.join(", ", NAMES));
        }
        return lower;
    }

    static CompressionCodecName of(String name) {
        return CompressionCodecName.valueOf(check(name).toUpperCase(Locale.ROOT));
    }
}
