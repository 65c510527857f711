package io.battdat.spark.read;

import io.battdat.spark.ReadConf;
import io.battdat.spark.files.ListedFile;
import io.battdat.spark.index.KnownFile;
import io.battdat.spark.stream.ArchiveStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.SortDirection;
import org.apache.spark.sql.connector.expressions.SortOrder;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsReportOrdering;
import org.apache.spark.sql.connector.read.SupportsReportPartitioning;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.connector.read.SupportsRuntimeV2Filtering;
import org.apache.spark.sql.connector.read.partitioning.KeyGroupedPartitioning;
import org.apache.spark.sql.connector.read.partitioning.Partitioning;
import org.apache.spark.sql.connector.read.partitioning.UnknownPartitioning;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** A query's read of a table. */
final class BattdatScan
        implements Batch,
                SupportsReportStatistics,
                SupportsReportPartitioning,
                SupportsReportOrdering,
                SupportsRuntimeV2Filtering {
    private final Archive archive;
    private final StructType tableSchema;
    private final StructType requiredSchema;
    private final String schemaOrigin;
    private final RowsWanted rows;
    private PushedFilters filters;
    private DataShape shape;
    private ScanPlan plan;
    private Broadcast<SerializableConfiguration> broadcast;

    BattdatScan(
            Archive archive,
            StructType tableSchema,
            StructType requiredSchema,
            String schemaOrigin,
            PushedFilters filters,
            RowsWanted rows) {
        this.archive = archive;
        this.tableSchema = tableSchema;
        this.requiredSchema = requiredSchema;
        this.schemaOrigin = schemaOrigin;
        this.filters = filters;
        this.rows = rows;
        this.shape = DataShape.of(archive.conf(), SQLConf.get());
    }

    @Override
    public StructType readSchema() {
        return requiredSchema;
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public MicroBatchStream toMicroBatchStream(String checkpointLocation) {
        shape = DataShape.NONE; // of rows that are still to come nothing is known
        ReadConf conf = archive.conf();
        return new ArchiveStream(
                new GrowingFiles(archive, createReaderFactory(), broadcast()),
                conf.maxRowsPerTrigger() == 0 ? OptionalLong.empty() : OptionalLong.of(conf.maxRowsPerTrigger()),
                conf.maxFilesPerTrigger() == 0 ? OptionalInt.empty() : OptionalInt.of(conf.maxFilesPerTrigger()));
    }

    /** Every reader hands out columns; saying so spares Spark from planning partitions to find out. */
    @Override
    public ColumnarSupportMode columnarSupportMode() {
        return ColumnarSupportMode.SUPPORTED;
    }

    @Override
    public InputPartition[] planInputPartitions() {
        return plan().partitions().toArray(new InputPartition[0]);
    }

    private ScanPlan plan() {
        if (plan == null) {
            SparkSession session = SparkSession.active();
            plan = new ScanPlanner(
                            archive,
                            projection(),
                            shape,
                            null,
                            SplitSettings.of(session),
                            session.sparkContext(),
                            broadcast())
                    .plan();
        }
        return plan;
    }

    /** Grouped rows are told of; how else they are spread over partitions means nothing, and is not planned for this. */
    @Override
    public Partitioning outputPartitioning() {
        Optional<GroupingKey> key = shape.key(projection());
        if (key.isEmpty()) {
            return new UnknownPartitioning(0);
        }
        Expression[] keys = key.get().columns().stream()
                .map(BattdatScan::quoted)
                .map(Expressions::identity)
                .toArray(Expression[]::new);
        return new KeyGroupedPartitioning(keys, plan().partitions().size());
    }

    /** The key, which has one value in a partition, and what ascends in it. */
    @Override
    public SortOrder[] outputOrdering() {
        if (!shape.ordered()) {
            return new SortOrder[0];
        }
        Stream<String> key = shape.key(projection()).stream().flatMap(columns -> columns.columns().stream());
        return Stream.concat(key, plan().ascending().stream())
                .map(column -> Expressions.sort(Expressions.column(quoted(column)), SortDirection.ASCENDING))
                .toArray(SortOrder[]::new);
    }

    /** One name, whatever characters it has. */
    private static String quoted(String column) {
        return "`" + column.replace("`", "``") + "`";
    }

    @Override
    public CustomMetric[] supportedCustomMetrics() {
        return ReadMetric.all();
    }

    @Override
    public CustomTaskMetric[] reportDriverMetrics() {
        return plan == null ? new CustomTaskMetric[0] : plan.counts().values();
    }

    /**
     * Columns of the query by which a join may choose files and chunks, once its other side is known. None if Spark was
     * told of an order: what is left would be put into partitions in another way, in which it may not hold.
     */
    @Override
    public NamedReference[] filterAttributes() {
        return shape.ordered() ? new NamedReference[0] : RuntimeFilters.columns(requiredSchema, filters.columns());
    }

    @Override
    public void filter(Predicate[] predicates) {
        filters = RuntimeFilters.added(filters, predicates);
        plan = null;
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new BattdatReaderFactory(broadcast(), projection(), FileProblems.of(archive.conf()));
    }

    private ScanProjection projection() {
        return new ScanProjection(
                archive.conf(), requiredSchema, archive.partitionSchema(), schemaOrigin, filters, rows);
    }

    /** The Hadoop configuration is large; it goes to each executor once, not with each task. */
    private Broadcast<SerializableConfiguration> broadcast() {
        if (broadcast == null) {
            broadcast = JavaSparkContext.fromSparkContext(SparkSession.active().sparkContext())
                    .broadcast(new SerializableConfiguration(archive.configuration()));
        }
        return broadcast;
    }

    /**
     * Of the files in which a row may match: exact where an index knows every one of them. Else nobody opens files for
     * this, of which there may be a hundred thousand: it is the files' sizes, in proportion to the columns that are read,
     * as Spark's file sources estimate.
     */
    @Override
    public Statistics estimateStatistics() {
        List<ListedFile> files = archive.files().stream()
                .filter(file -> filters.ofFile(file).mayMatch())
                .toList();
        Map<String, KnownFile> known = archive.index().of(files);
        if (files.stream().allMatch(file -> known.containsKey(file.path()))) {
            List<KnownFile> left = files.stream()
                    .filter(file -> IndexPruning.ofFile(filters.ofFile(file), known.get(file.path()))
                            .mayMatch())
                    .map(file -> known.get(file.path()))
                    .toList();
            return new IndexedStatistics(left, requiredSchema, archive.conf());
        }
        long bytes = files.stream().mapToLong(file -> file.length()).sum();
        double share = (double) requiredSchema.defaultSize() / Math.max(1, tableSchema.defaultSize());
        long estimate = (long) Math.min(Long.MAX_VALUE, bytes * Math.min(1.0, share));
        return new EstimatedSize(estimate);
    }

    @Override
    public String description() {
        return archive.describe() + ", columns " + String.join(", ", requiredSchema.fieldNames())
                + shape.key(projection())
                        .map(key -> ", grouped by " + String.join(", ", key.columns()))
                        .orElse("")
                + filters.describe() + rows.describe();
    }

    /** Equal scans read the same rows and columns of the same files, so Spark may run one of them for both. */
    @Override
    public boolean equals(Object other) {
        return other instanceof BattdatScan that
                && archive.conf().equals(that.archive.conf())
                && archive.files().equals(that.archive.files())
                && requiredSchema.equals(that.requiredSchema)
                && shape.equals(that.shape)
                && filters.equals(that.filters)
                && rows.equals(that.rows);
    }

    @Override
    public int hashCode() {
        return 31 * archive.files().hashCode() + requiredSchema.hashCode();
    }
}
