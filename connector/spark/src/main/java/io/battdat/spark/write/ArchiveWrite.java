package io.battdat.spark.write;

import io.battdat.spark.files.ListedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.connector.distributions.Distribution;
import org.apache.spark.sql.connector.distributions.Distributions;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.NullOrdering;
import org.apache.spark.sql.connector.expressions.SortDirection;
import org.apache.spark.sql.connector.expressions.SortOrder;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.RequiresDistributionAndOrdering;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A write, as Spark plans it: the rows of a cell go to one task, by {@code test_time} and {@code cycle_number} where the
 * table has them, and otherwise in the order in which they came.
 */
final class ArchiveWrite implements RequiresDistributionAndOrdering {
    private final WriteJob job;
    private final Target target;
    private final SortedMap<String, ListedFile> files;
    private final SortedMap<String, ListedFile> replaced;
    private final Broadcast<SerializableConfiguration> configuration;

    /**
     * @param files what the target holds when the write is planned
     * @param replaced those of them that the write takes the place of
     */
    ArchiveWrite(
            WriteJob job,
            Target target,
            SortedMap<String, ListedFile> files,
            SortedMap<String, ListedFile> replaced,
            Broadcast<SerializableConfiguration> configuration) {
        this.job = job;
        this.target = target;
        this.files = files;
        this.replaced = replaced;
        this.configuration = configuration;
    }

    @Override
    public String description() {
        return "battdat " + job.conf().table() + " to " + job.target() + ", "
                + job.conf().layout().text();
    }

    @Override
    public String toString() {
        return description();
    }

    private List<String> partitionColumns() {
        return IntStream.range(0, job.conf().partitionColumns().size())
                .mapToObj(HiddenColumns::partition)
                .toList();
    }

    private boolean sharesFiles() {
        return HiddenColumns.ordinal(job.rowSchema(), HiddenColumns.FILE).isPresent();
    }

    @Override
    public Distribution requiredDistribution() {
        if (!job.hasCells()) {
            return Distributions.unspecified();
        }
        List<String> clustering = new ArrayList<>(partitionColumns());
        clustering.add(sharesFiles() ? HiddenColumns.FILE : HiddenColumns.CELL);
        return Distributions.clustered(
                clustering.stream().map(Expressions::column).toArray(Expression[]::new));
    }

    @Override
    public SortOrder[] requiredOrdering() {
        List<String> ordering = new ArrayList<>(partitionColumns());
        if (job.hasCells()) {
            if (sharesFiles()) {
                ordering.add(HiddenColumns.FILE);
            }
            ordering.add(HiddenColumns.CELL);
            HiddenColumns.ordinal(job.rowSchema(), HiddenColumns.IS_ROW)
                    .ifPresent(ordinal -> ordering.add(HiddenColumns.IS_ROW));
            ordering.addAll(StoredColumns.order(job.stored()));
        }
        if (!ordering.isEmpty()) {
            ordering.add(HiddenColumns.ORDER);
        }
        return ordering.stream()
                .map(name ->
                        Expressions.sort(Expressions.column(name), SortDirection.ASCENDING, NullOrdering.NULLS_FIRST))
                .toArray(SortOrder[]::new);
    }

    @Override
    public BatchWrite toBatch() {
        return new ArchiveBatchWrite(job, target, files, replaced, configuration);
    }

    @Override
    public CustomMetric[] supportedCustomMetrics() {
        return WriteMetrics.supported();
    }
}
