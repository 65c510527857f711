package io.battdat.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.TableInfo;
import io.battdat.spark.convert.Conversion;
import io.battdat.spark.convert.ConversionFormat;
import io.battdat.spark.convert.ConversionResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.apache.spark.sql.SparkSession;

/**
 * Recompresses one large file, against the JDK's zlib alone doing no more than inflating and deflating the same chunks, and
 * converts many small files: to battdat files, and to Parquet. With verification and without.
 */
public final class RecompressComparison {
    private static final Map<String, String> DEFAULTS = Map.of(
            "rows", "2000000", "files", "10000", "file-rows", "2000", "complevel", "5", "cores", "2", "directory", "");

    private static final double NANOS = 1e9;

    private final int complevel;
    private final Map<String, Object> json = new LinkedHashMap<>();

    private RecompressComparison(int complevel) {
        this.complevel = complevel;
        json.put("benchmark", "recompress-comparison");
        json.put("complevel", complevel);
    }

    public static void main(String[] commandLine) throws IOException, DataFormatException {
        Arguments arguments = new Arguments(commandLine, DEFAULTS);
        RecompressComparison comparison = new RecompressComparison(arguments.integer("complevel"));
        int cores = arguments.integer("cores");
        try (WorkDirectory directory = new WorkDirectory(arguments.text("directory"));
                SparkSession spark = SparkSession.builder()
                        .master("local[" + cores + "]")
                        .appName("battdat convert comparison")
                        .config("spark.ui.enabled", false)
                        .config("spark.log.level", "WARN")
                        .getOrCreate()) {
            comparison.recompress(spark, directory, arguments.number("rows"));
            comparison.manyFiles(spark, directory, arguments.integer("files"), arguments.number("file-rows"));
        }
        System.out.println(new ObjectMapper().writeValueAsString(comparison.json));
    }

    /** One file: one thread. */
    private void recompress(SparkSession spark, WorkDirectory directory, long rows)
            throws IOException, DataFormatException {
        Path source = directory.battdatFile(rows);
        zlibAlone(source);
        double zlib = zlibAlone(source);
        System.out.printf("%nrecompressing %,d rows, one thread%n", rows);
        report("zlib alone", rows, zlib, zlib);
        for (boolean verify : new boolean[] {true, false}) {
            // the first run warms up
            convert(spark, directory, source, ConversionFormat.BATTDAT, verify);
            double seconds = convert(spark, directory, source, ConversionFormat.BATTDAT, verify);
            report(verify ? "recompress and verify" : "recompress", rows, seconds, zlib);
        }
    }

    /** Inflates every chunk and deflates it again, in memory. */
    private double zlibAlone(Path source) throws IOException, DataFormatException {
        try (BattdatFile file = BattdatFile.open(source)) {
            TableInfo table = file.table(BattdatFile.ROOT, BattdatFile.RAW_DATA);
            byte[] raw = new byte[table.chunkRows() * table.layout().rowBytes()];
            byte[] deflated = new byte[raw.length * 2];
            Inflater inflater = new Inflater();
            Deflater deflater = new Deflater(complevel);
            long start = System.nanoTime();
            for (int i = 0; i < table.chunks().size(); i++) {
                byte[] stored = new byte[(int) table.chunks().storedBytes(i)];
                file.input().readFully(table.chunks().address(i), stored, 0, stored.length);
                inflater.reset();
                inflater.setInput(stored);
                int length = inflater.inflate(raw);
                deflater.reset();
                deflater.setInput(raw, 0, length);
                deflater.finish();
                deflater.deflate(deflated);
            }
            double seconds = (System.nanoTime() - start) / NANOS;
            inflater.end();
            deflater.end();
            return seconds;
        }
    }

    private void manyFiles(SparkSession spark, WorkDirectory directory, int files, long fileRows) throws IOException {
        Path source = directory.path().resolve("small-" + files + "-" + fileRows);
        if (!Files.exists(source)) {
            System.out.printf("Writing %,d files of %,d rows to %s%n", files, fileRows, source);
            Path unfinished = Files.createDirectories(directory.path().resolve("unfinished"));
            Path first = new BenchmarkTable(fileRows, BenchmarkTable.Storage.ZLIB_SHUFFLE)
                    .write(unfinished.resolve("cell-00000.h5"));
            for (int i = 1; i < files; i++) {
                Files.copy(first, unfinished.resolve(String.format("cell-%05d.h5", i)));
            }
            Files.move(unfinished, source);
        }
        System.out.printf("%n%,d files of %,d rows%n", files, fileRows);
        for (ConversionFormat format : new ConversionFormat[] {ConversionFormat.BATTDAT, ConversionFormat.PARQUET}) {
            double seconds = convert(spark, directory, source, format, true);
            report("to " + format.text() + ", verified", files * fileRows, seconds, Double.NaN);
        }
    }

    private double convert(
            SparkSession spark, WorkDirectory directory, Path source, ConversionFormat format, boolean verify)
            throws IOException {
        Path target = directory.path().resolve("converted");
        ConversionResult result = Conversion.of(source.toString())
                .to(target.toString())
                .targetFormat(format)
                .complevel(complevel)
                .verify(verify)
                .run(spark);
        if (!result.quarantined().isEmpty()) {
            throw new IllegalStateException(result.quarantined().get(0).reason());
        }
        WorkDirectory.delete(target);
        return result.seconds();
    }

    private void report(String what, long rows, double seconds, double zlib) {
        System.out.printf(
                "%-24s %9.2f s %9.2f M rows/s%s%n",
                what,
                seconds,
                rows / seconds / 1e6,
                Double.isNaN(zlib) ? "" : " %9.2f times the time of zlib alone".formatted(seconds / zlib));
        json.put(what, Map.of("seconds", seconds, "rows", rows));
    }
}
