package io.battdat.spark.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.connector.read.streaming.Offset;
import org.apache.spark.sql.connector.read.streaming.ReadLimit;
import org.apache.spark.sql.connector.read.streaming.ReportsSourceMetrics;
import org.apache.spark.sql.connector.read.streaming.SupportsTriggerAvailableNow;

/**
 * A table of an archive as a stream: first the rows that are there, then those that its files get, and those of new files.
 * The order of rows is kept within a table; each row is handed out once.
 */
public final class ArchiveStream implements MicroBatchStream, SupportsTriggerAvailableNow, ReportsSourceMetrics {
    private final GrowingTables tables;
    private final Admission limit;
    /** What there was when it was last looked; null before. */
    private RowCounts seen;
    /** Whether the query ends with what was there when it began. */
    private boolean onlyWhatIsThere;

    private String lastFile = "";

    public ArchiveStream(GrowingTables tables, OptionalLong maxRowsPerTrigger, OptionalInt maxFilesPerTrigger) {
        this.tables = tables;
        this.limit =
                new Admission(maxRowsPerTrigger.orElse(Long.MAX_VALUE), maxFilesPerTrigger.orElse(Integer.MAX_VALUE));
    }

    @Override
    public Offset initialOffset() {
        return RowCounts.NONE;
    }

    @Override
    public Offset deserializeOffset(String json) {
        return RowCounts.fromJson(json);
    }

    @Override
    public ReadLimit getDefaultReadLimit() {
        return limit.toLimit();
    }

    @Override
    public void prepareForTriggerAvailableNow() {
        look();
        onlyWhatIsThere = true;
    }

    private void look() {
        try {
            seen = tables.look();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Offset latestOffset() {
        throw new UnsupportedOperationException("Spark asks a source with limits for latestOffset(Offset, ReadLimit)");
    }

    @Override
    public Offset latestOffset(Offset start, ReadLimit readLimit) {
        if (!onlyWhatIsThere) {
            look();
        }
        RowCounts from = counts(start);
        List<RowsAdded> admitted = Admission.of(readLimit).admit(seen.since(from), lastFile);
        if (!admitted.isEmpty()) {
            lastFile = admitted.get(admitted.size() - 1).file();
        }
        return from.plus(admitted);
    }

    @Override
    public Offset reportLatestOffset() {
        return seen;
    }

    @Override
    public InputPartition[] planInputPartitions(Offset start, Offset end) {
        try {
            return tables.plan(counts(end).since(counts(start)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return tables.readers();
    }

    /** How far the query is behind, in its progress reports. */
    @Override
    public Map<String, String> metrics(Optional<Offset> latestConsumedOffset) {
        if (seen == null || latestConsumedOffset.isEmpty()) {
            return Map.of();
        }
        List<RowsAdded> behind = seen.since(counts(latestConsumedOffset.get()));
        return Map.of(
                "numRowsOutstanding",
                Long.toString(behind.stream().mapToLong(RowsAdded::rowCount).sum()),
                "numFilesOutstanding",
                Long.toString(behind.stream().map(RowsAdded::file).distinct().count()));
    }

    /** After a restart Spark passes offsets as it has read them from its checkpoint. */
    private static RowCounts counts(Offset offset) {
        return offset instanceof RowCounts counts ? counts : RowCounts.fromJson(offset.json());
    }

    /** The files stay; what has been read is in the offset. */
    @Override
    public void commit(Offset end) {
        // nothing is kept for batches that may have to be read again
    }

    @Override
    public void stop() {
        // nothing is open between batches
    }
}
