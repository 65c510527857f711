package io.battdat.spark.convert;

import io.battdat.column.Column;
import io.battdat.metadata.BatteryMetadata;
import java.io.IOException;
import java.util.List;

/** Keeps failures of the target's storage apart from those of the source's, which end the conversion of that source only. */
record GuardedSink(CellSink next) implements CellSink {
    @Override
    public void metadata(String prefix, BatteryMetadata metadata) {
        guard(() -> next.metadata(prefix, metadata));
    }

    @Override
    public TableSink table(TableHead head) {
        try {
            return new Table(next.table(head));
        } catch (IOException e) {
            throw new TargetFailureException(e);
        }
    }

    private record Table(TableSink next) implements TableSink {
        @Override
        public void append(List<Column> columns, int rowCount) {
            guard(() -> next.append(columns, rowCount));
        }

        @Override
        public void close() {
            guard(next::close);
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void guard(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new TargetFailureException(e);
        }
    }
}
