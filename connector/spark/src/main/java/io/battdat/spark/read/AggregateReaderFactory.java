package io.battdat.spark.read;

import java.util.Iterator;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.util.SerializableConfiguration;

/** Makes readers of aggregates on the executors. */
record AggregateReaderFactory(
        Broadcast<SerializableConfiguration> configuration,
        PushedAggregates aggregates,
        ScanProjection projection,
        FileProblems problems)
        implements PartitionReaderFactory {
    private static final long serialVersionUID = 1L;

    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        if (partition instanceof KnownRows known) {
            return new Rows(known.rows().iterator());
        }
        return new AggregateReader(
                aggregates,
                ((BattdatInputPartition) partition).splits().iterator(),
                projection,
                problems,
                configuration.value().value());
    }

    private static final class Rows implements PartitionReader<InternalRow> {
        private final Iterator<InternalRow> rows;
        private InternalRow row;

        Rows(Iterator<InternalRow> rows) {
            this.rows = rows;
        }

        @Override
        public boolean next() {
            if (!rows.hasNext()) {
                return false;
            }
            row = rows.next();
            return true;
        }

        @Override
        public InternalRow get() {
            return row;
        }

        @Override
        public void close() {}
    }
}
