package io.battdat.spark.read;

import io.battdat.hdf5.BattdatFile;
import io.battdat.spark.files.ListedFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import scala.Function1;

/**
 * Reads not the tables of files but what can be told of each. Executors open the files.
 *
 * @param name for {@code EXPLAIN}
 */
public record FileRowsScan(Archive archive, StructType readSchema, FileRows rows, String name)
        implements SupportsReportStatistics, Batch {
    /** A guess, as good as can be without opening the files: most have one cell, and a cell few tables. */
    private static final int ROWS_PER_FILE = 4;

    /** Files differ in what it takes to open them: some tasks for each core even that out. */
    private static final int TASKS_PER_CORE = 4;

    @Override
    public String description() {
        return name + ", " + archive.files().size() + " files";
    }

    /** So that Spark broadcasts it in a join with the rows of cells. */
    @Override
    public Statistics estimateStatistics() {
        long bytes = (long) archive.files().size() * ROWS_PER_FILE * readSchema.defaultSize();
        return new EstimatedSize(bytes);
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public ColumnarSupportMode columnarSupportMode() {
        return ColumnarSupportMode.UNSUPPORTED;
    }

    @Override
    public InputPartition[] planInputPartitions() {
        List<ListedFile> files = archive.files();
        int tasks = TASKS_PER_CORE * SparkSession.active().sparkContext().defaultParallelism();
        int filesPerTask = Math.max(1, (files.size() + tasks - 1) / tasks);
        List<InputPartition> partitions = new ArrayList<>();
        for (int first = 0; first < files.size(); first += filesPerTask) {
            int end = Math.min(files.size(), first + filesPerTask);
            partitions.add(new Files(new ArrayList<>(files.subList(first, end))));
        }
        return partitions.toArray(new InputPartition[0]);
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new Factory(
                JavaSparkContext.fromSparkContext(SparkSession.active().sparkContext())
                        .broadcast(new SerializableConfiguration(archive.configuration())),
                FileProblems.of(archive.conf()),
                readSchema,
                rows);
    }

    private record Files(ArrayList<ListedFile> files) implements InputPartition {}

    private record Factory(
            Broadcast<SerializableConfiguration> configuration, FileProblems problems, StructType schema, FileRows rows)
            implements PartitionReaderFactory {
        @Override
        public PartitionReader<InternalRow> createReader(InputPartition partition) {
            return new Reader(this, ((Files) partition).files().iterator());
        }
    }

    private static final class Reader implements PartitionReader<InternalRow> {
        private final Factory factory;
        private final Iterator<ListedFile> files;
        private final Function1<Object, Object> converter;
        private Iterator<Row> ofFile = Collections.emptyIterator();

        Reader(Factory factory, Iterator<ListedFile> files) {
            this.factory = factory;
            this.files = files;
            this.converter = CatalystTypeConverters.createToCatalystConverter(factory.schema());
        }

        @Override
        public boolean next() throws IOException {
            while (!ofFile.hasNext() && files.hasNext()) {
                ListedFile file = files.next();
                try (BattdatFile opened =
                        FilePlanner.open(file, factory.configuration().value().value())) {
                    ofFile = factory.rows().of(file, opened).iterator();
                } catch (IOException | RuntimeException e) {
                    factory.problems().skipOrThrow(file, e);
                }
            }
            return ofFile.hasNext();
        }

        @Override
        public InternalRow get() {
            return (InternalRow) converter.apply(ofFile.next());
        }

        /** No file is open between two rows. */
        @Override
        public void close() {}
    }
}
