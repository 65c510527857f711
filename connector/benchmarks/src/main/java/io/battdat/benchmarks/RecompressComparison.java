package io.battdat.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.read.TableReader;
import io.battdat.spark.convert.Conversion;
import io.battdat.spark.convert.ConversionFormat;
import io.battdat.spark.convert.ConversionResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
        for (int warmup = 0; warmup < 2; warmup++) {
            zlibAlone(source);
            decode(source);
        }
        ZlibAlone zlib = zlibAlone(source);
        System.out.printf("%nrecompressing %,d rows, one thread%n", rows);
        report("zlib: inflate", rows, zlib.inflate(), Double.NaN);
        report("zlib: deflate", rows, zlib.deflate(), Double.NaN);
        report("decode all columns", rows, decode(source), Double.NaN);
        for (boolean verify : new boolean[] {true, false}) {
            for (int warmup = 0; warmup < 2; warmup++) {
                convert(spark, directory, source, ConversionFormat.BATTDAT, verify);
            }
            double seconds = convert(spark, directory, source, ConversionFormat.BATTDAT, verify);
            report(verify ? "recompress and verify" : "recompress", rows, seconds, zlib.bound(verify));
        }
    }

    /** Seconds. */
    private record ZlibAlone(double inflate, double deflate) {
        /** What is inflated to be read, deflated to be written, and inflated again to be verified. */
        double bound(boolean verify) {
            return (verify ? 2 : 1) * inflate + deflate;
        }
    }

    /** Inflates every chunk, and deflates it again, in memory, with the JDK's zlib. */
    private ZlibAlone zlibAlone(Path source) throws IOException, DataFormatException {
        try (BattdatFile file = BattdatFile.open(source)) {
            TableInfo table = file.table(BattdatFile.ROOT, BattdatFile.RAW_DATA);
            byte[] raw = new byte[table.chunkRows() * table.layout().rowBytes()];
            byte[] deflated = new byte[raw.length * 2];
            Inflater inflater = new Inflater();
            Deflater deflater = new Deflater(complevel);
            long inflating = 0;
            long deflating = 0;
            for (int i = 0; i < table.chunks().size(); i++) {
                byte[] stored = new byte[(int) table.chunks().storedBytes(i)];
                file.input().readFully(table.chunks().address(i), stored, 0, stored.length);
                long start = System.nanoTime();
                inflater.reset();
                inflater.setInput(stored);
                int length = inflater.inflate(raw);
                long inflated = System.nanoTime();
                deflater.reset();
                deflater.setInput(raw, 0, length);
                deflater.finish();
                deflater.deflate(deflated);
                inflating += inflated - start;
                deflating += System.nanoTime() - inflated;
            }
            inflater.end();
            deflater.end();
            return new ZlibAlone(inflating / NANOS, deflating / NANOS);
        }
    }

    /** Decodes all columns, as the conversion does to read and again to verify. */
    private static double decode(Path source) throws IOException {
        long start = System.nanoTime();
        try (BattdatFile file = BattdatFile.open(source)) {
            TableInfo table = file.table(BattdatFile.ROOT, BattdatFile.RAW_DATA);
            List<Integer> columns =
                    IntStream.range(0, table.layout().members().size()).boxed().toList();
            try (TableReader reader = new TableReader(file.input(), table, columns, 0, table.rowCount())) {
                long rows = 0;
                while (reader.next()) {
                    rows += reader.rowCount();
                }
                if (rows != table.rowCount()) {
                    throw new IllegalStateException(rows + " rows, not " + table.rowCount());
                }
            }
        }
        return (System.nanoTime() - start) / NANOS;
    }

    private void manyFiles(SparkSession spark, WorkDirectory directory, int files, long fileRows) throws IOException {
        Path source = SmallFiles.in(directory, files, fileRows);
        System.out.printf("%n%,d files of about %,d rows%n", files, fileRows);
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
                Double.isNaN(zlib)
                        ? ""
                        : " %9.2f times the time that zlib alone takes (%.2f s)".formatted(seconds / zlib, zlib));
        json.put(what, Map.of("seconds", seconds, "rows", rows));
    }
}
