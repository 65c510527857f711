package io.battdat.spark.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.BattdatException;
import io.battdat.hdf5.write.Python;
import io.battdat.hdf5.write.WriteMode;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.streaming.HDF5Writer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamReader;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Streams over archives whose files grow: each row comes once, in its table's order. */
@ExtendWith(SharedSpark.class)
class GrowingArchiveTest {
    @TempDir
    private Path directory;

    private Path archive;
    /** Rows of each micro-batch, as {@code cell:row}. */
    private final List<List<String>> batches = new ArrayList<>();

    @BeforeEach
    void archive() throws IOException {
        archive = Files.createDirectory(directory.resolve("archive"));
    }

    /** Adds rows to the table of a cell; column {@code row} counts them. */
    private static void grow(Path file, long firstRow, long endRow) throws IOException {
        try (HDF5Writer writer = HDF5Writer.open(file)) {
            writer.writeColumns(Map.of("row", LongStream.range(firstRow, endRow).toArray()));
        }
    }

    private Path cell(String name) {
        return archive.resolve(name + ".h5");
    }

    private DataStreamReader reader(SparkSession spark) {
        return spark.readStream().format("battdat").option("cellColumn", "cell");
    }

    private StreamingQuery start(Dataset<Row> rows, Trigger trigger) throws TimeoutException {
        return rows.selectExpr("concat(cell, ':', row) AS row")
                .writeStream()
                .option("checkpointLocation", directory.resolve("checkpoint").toString())
                .trigger(trigger)
                .foreachBatch((Dataset<Row> batch, Long id) -> {
                    synchronized (batches) {
                        batches.add(batch.as(Encoders.STRING()).collectAsList());
                    }
                })
                .start();
    }

    /** Reads what is there, and ends. */
    private void readAvailable(DataStreamReader reader) throws Exception {
        StreamingQuery query = start(reader.load(archive.toString()), Trigger.AvailableNow());
        query.awaitTermination();
    }

    private static List<String> rows(String cell, long firstRow, long endRow) {
        return LongStream.range(firstRow, endRow)
                .mapToObj(row -> cell + ":" + row)
                .toList();
    }

    private static List<String> all(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private List<String> read() {
        List<String> rows = batches.stream().flatMap(List::stream).toList();
        batches.clear();
        return rows;
    }

    @Test
    void followsTablesThatGrowAndFilesThatAreNew(SparkSession spark) throws Exception {
        grow(cell("A"), 0, 5);
        StreamingQuery query = start(reader(spark).load(archive.toString()), Trigger.ProcessingTime(0));
        try {
            query.processAllAvailable();
            assertThat(read()).isEqualTo(rows("A", 0, 5));

            grow(cell("A"), 5, 8);
            grow(cell("B"), 0, 2);
            query.processAllAvailable();
            assertThat(read()).isEqualTo(all(rows("A", 5, 8), rows("B", 0, 2)));

            Files.delete(cell("B"));
            query.processAllAvailable();
            assertThat(read()).isEmpty();
        } finally {
            query.stop();
        }
    }

    @Test
    void goesOnFromItsCheckpoint(SparkSession spark) throws Exception {
        grow(cell("A"), 0, 5);
        readAvailable(reader(spark));
        assertThat(read()).isEqualTo(rows("A", 0, 5));

        grow(cell("A"), 5, 6);
        readAvailable(reader(spark));
        assertThat(read()).isEqualTo(rows("A", 5, 6));

        readAvailable(reader(spark));
        assertThat(read()).isEmpty();
    }

    @Test
    void oneBatchHasNoMoreRowsThanAskedForAndEveryTableHasItsTurn(SparkSession spark) throws Exception {
        grow(cell("A"), 0, 5);
        grow(cell("B"), 0, 2);

        readAvailable(reader(spark).option("maxRowsPerTrigger", 2));

        assertThat(batches).containsExactly(rows("A", 0, 2), rows("B", 0, 2), rows("A", 2, 4), rows("A", 4, 5));
    }

    @Test
    void oneBatchReadsNoMoreFilesThanAskedFor(SparkSession spark) throws Exception {
        grow(cell("A"), 0, 2);
        grow(cell("B"), 0, 2);
        grow(cell("C"), 0, 1);

        readAvailable(reader(spark).option("maxFilesPerTrigger", 2));

        assertThat(batches).containsExactly(all(rows("A", 0, 2), rows("B", 0, 2)), rows("C", 0, 1));
    }

    @Test
    void largeGrowthIsDividedAmongTasks(SparkSession spark) throws Exception {
        long many = (1 << 20) + 10;
        grow(cell("A"), 0, many);
        grow(cell("B"), 0, 5);

        Dataset<Row> stream = reader(spark).load(archive.toString());
        List<Integer> partitions = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        StreamingQuery query = stream.writeStream()
                .trigger(Trigger.AvailableNow())
                .foreachBatch((Dataset<Row> batch, Long id) -> {
                    partitions.add(batch.javaRDD().getNumPartitions());
                    counts.add(batch.selectExpr("cell", "row").distinct().count());
                })
                .start();
        query.awaitTermination();

        assertThat(partitions).containsExactly(2);
        assertThat(counts).containsExactly(many + 5);
    }

    @Test
    void tellsHowFarItIsBehind(SparkSession spark) throws Exception {
        grow(cell("A"), 0, 5);
        grow(cell("B"), 0, 2);

        StreamingQuery query =
                start(reader(spark).option("maxRowsPerTrigger", 4).load(archive.toString()), Trigger.AvailableNow());
        query.awaitTermination();

        List<String> outstanding = Arrays.stream(query.recentProgress())
                .filter(progress -> progress.numInputRows() > 0)
                .map(progress -> progress.sources()[0].metrics())
                .map(metrics -> metrics.get("numRowsOutstanding") + " in " + metrics.get("numFilesOutstanding"))
                .toList();
        assertThat(outstanding).containsExactly("3 in 2", "0 in 0");
    }

    @Test
    void endsWithTheRowsThatWereThereWhenItBegan(SparkSession spark) throws Exception {
        grow(cell("A"), 0, 4);
        List<Long> counts = new ArrayList<>();
        StreamingQuery query = reader(spark)
                .option("maxRowsPerTrigger", 2)
                .load(archive.toString())
                .writeStream()
                .trigger(Trigger.AvailableNow())
                .foreachBatch((Dataset<Row> batch, Long id) -> {
                    counts.add(batch.count());
                    if (id < 2) {
                        grow(cell("A"), 4 + 3 * id, 7 + 3 * id);
                    }
                })
                .start();
        query.awaitTermination();

        assertThat(counts).containsExactly(2L, 2L);
    }

    @Test
    void aTableThatBecameShorterIsAnError(SparkSession spark) throws Exception {
        grow(cell("A"), 0, 5);
        readAvailable(reader(spark));
        try (HDF5Writer writer = HDF5Writer.open(cell("A")).mode(WriteMode.TRUNCATE)) {
            writer.writeColumns(Map.of("row", new long[] {7}));
        }

        assertThatThrownBy(() -> readAvailable(reader(spark)))
                .isInstanceOf(StreamingQueryException.class)
                .hasMessageContaining("A.h5, prefix /: the table has 1 rows, of which 5 have been read already")
                .hasMessageContaining("checkpointLocation");
    }

    @Test
    void aFileThatIsHalfWrittenIsReadWhenItIsWhole(SparkSession spark) throws Exception {
        Path whole = directory.resolve("B.h5");
        grow(whole, 0, 3);
        byte[] bytes = Files.readAllBytes(whole);
        grow(cell("A"), 0, 1);
        Files.write(cell("B"), Arrays.copyOf(bytes, bytes.length / 2));

        StreamingQuery query = start(reader(spark).load(archive.toString()), Trigger.ProcessingTime(0));
        try {
            query.processAllAvailable();
            assertThat(read()).isEqualTo(rows("A", 0, 1));

            Files.write(cell("B"), bytes);
            query.processAllAvailable();
            assertThat(read()).isEqualTo(rows("B", 0, 3));
        } finally {
            query.stop();
        }
    }

    @Test
    void aFileThatHasBeenBrokenForLongIsAnErrorOrSkipped(SparkSession spark) throws Exception {
        grow(cell("A"), 0, 1);
        Files.write(cell("B"), new byte[1000]);
        Files.setLastModifiedTime(cell("B"), FileTime.from(Instant.now().minusSeconds(3600)));

        assertThatThrownBy(() -> readAvailable(reader(spark)))
                .isInstanceOf(StreamingQueryException.class)
                .hasMessageContaining("B.h5");

        readAvailable(reader(spark).option("ignoreCorruptFiles", "true"));
        assertThat(read()).isEqualTo(rows("A", 0, 1));
    }

    @Test
    void anArchiveMayBeginEmptyWithASchemaThatIsGiven(SparkSession spark) throws Exception {
        StreamingQuery query = start(
                reader(spark).schema("row BIGINT, lab STRING").load(archive.toString()), Trigger.ProcessingTime(0));
        try {
            query.processAllAvailable();
            assertThat(read()).isEmpty();

            grow(cell("A"), 0, 2);
            query.processAllAvailable();
            assertThat(read()).isEqualTo(rows("A", 0, 2));
        } finally {
            query.stop();
        }
    }

    @Test
    void directoriesOfPartitionsAreColumns(SparkSession spark) throws Exception {
        for (String lab : List.of("1", "2")) {
            Path partition = Files.createDirectory(archive.resolve("lab=" + lab));
            grow(partition.resolve("A" + lab + ".h5"), 0, 1);
        }
        Dataset<Row> stream = reader(spark).load(archive.toString()).selectExpr("lab AS cell", "row + 10 AS row");

        StreamingQuery query = start(stream, Trigger.ProcessingTime(0));
        try {
            query.processAllAvailable();
            assertThat(read()).containsExactly("1:10", "2:10");

            Path partition = Files.createDirectory(archive.resolve("lab=3"));
            grow(partition.resolve("A3.h5"), 0, 1);
            query.processAllAvailable();
            assertThat(read()).containsExactly("3:10");
        } finally {
            query.stop();
        }
    }

    @Test
    void rowsThatPythonAppendsInPlaceAreRead(SparkSession spark) throws Exception {
        Python.assumeAvailable();
        grow(cell("A"), 0, 5);
        StreamingQuery query = start(reader(spark).load(archive.toString()), Trigger.ProcessingTime(0));
        try {
            query.processAllAvailable();
            for (int end = 6; end <= 8; end++) {
                Python.run(
                        cell("A"),
                        """
                        with tables.open_file(path, 'a') as f:
                            t = f.root.raw_data
                            t.row['row'] = t.nrows
                            t.row.append()
                        """);
                query.processAllAvailable();
            }
            assertThat(read()).isEqualTo(rows("A", 0, 8));
        } finally {
            query.stop();
        }
    }

    @Test
    void limitsAreChecked(SparkSession spark) {
        assertThatThrownBy(() -> reader(spark).option("maxRowsPerTrigger", 0).load(archive.toString()))
                .isInstanceOf(BattdatException.class)
                .hasMessageContaining("option maxRowsPerTrigger: expected a whole number above zero, found 0");
    }
}
