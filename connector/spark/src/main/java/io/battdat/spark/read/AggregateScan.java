package io.battdat.spark.read;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Aggregates of the tables of files, a row for each of them or for parts of large ones, which Spark puts together. Only
 * chunks that neither row counts nor zone maps tell enough of are read.
 */
final class AggregateScan implements Scan, Batch {
    private final Archive archive;
    private final PushedAggregates aggregates;
    private final ScanProjection projection;
    private Broadcast<SerializableConfiguration> broadcast;
    private ScanPlan plan;

    AggregateScan(
            Archive archive, PushedAggregates aggregates, String schemaOrigin, PushedFilters filters, RowsWanted rows) {
        this.archive = archive;
        this.aggregates = aggregates;
        this.projection = new ScanProjection(
                archive.conf(), aggregates.required(), archive.partitionSchema(), schemaOrigin, filters, rows);
    }

    @Override
    public StructType readSchema() {
        return aggregates.schema();
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public ColumnarSupportMode columnarSupportMode() {
        return ColumnarSupportMode.UNSUPPORTED;
    }

    /** What planning has found, in a partition that there always is, as the sum of no rows is null; and what is to be read. */
    @Override
    public InputPartition[] planInputPartitions() {
        if (plan == null) {
            SparkSession session = SparkSession.active();
            plan = new ScanPlanner(
                            archive,
                            projection,
                            DataShape.NONE,
                            aggregates,
                            SplitSettings.of(session),
                            session.sparkContext(),
                            broadcast())
                    .plan();
        }
        AggregateGroups known = new AggregateGroups(aggregates);
        plan.known().forEach(known::add);
        List<InputPartition> partitions = new ArrayList<>(plan.partitions());
        partitions.add(new KnownRows(new ArrayList<>(known.rows())));
        return partitions.toArray(new InputPartition[0]);
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new AggregateReaderFactory(broadcast(), aggregates, projection, FileProblems.of(archive.conf()));
    }

    private Broadcast<SerializableConfiguration> broadcast() {
        if (broadcast == null) {
            broadcast = JavaSparkContext.fromSparkContext(SparkSession.active().sparkContext())
                    .broadcast(new SerializableConfiguration(archive.configuration()));
        }
        return broadcast;
    }

    @Override
    public CustomMetric[] supportedCustomMetrics() {
        return ReadMetric.all();
    }

    @Override
    public CustomTaskMetric[] reportDriverMetrics() {
        return plan == null ? new CustomTaskMetric[0] : plan.counts().values();
    }

    @Override
    public String description() {
        return archive.describe() + ", " + aggregates.describe()
                + projection.filters().describe() + projection.rows().describe();
    }

    /** Equal scans give the same rows, so Spark may run one of them for both. */
    @Override
    public boolean equals(Object other) {
        return other instanceof AggregateScan that
                && archive.conf().equals(that.archive.conf())
                && archive.files().equals(that.archive.files())
                && aggregates.equals(that.aggregates)
                && projection.equals(that.projection);
    }

    @Override
    public int hashCode() {
        return 31 * archive.files().hashCode() + aggregates.hashCode();
    }
}
