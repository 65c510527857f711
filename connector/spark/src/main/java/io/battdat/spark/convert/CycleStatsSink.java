package io.battdat.spark.convert;

import io.battdat.BattdatException;
import io.battdat.column.Column;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.write.StorageTypes;
import io.battdat.metadata.BatteryMetadata;
import io.battdat.metadata.StandardSchemas;
import io.battdat.postprocess.CycleStats;
import io.battdat.postprocess.CycleSummarizer;
import io.battdat.postprocess.CycleSummary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Passes cells on, and adds {@code cycle_stats} to those that have none, from the rows of their {@code raw_data} as these
 * go by. Memory holds one row for each cycle.
 */
final class CycleStatsSink implements CellSink {
    private final CellSink next;
    /** By prefix; cells that have rows. */
    private final Map<String, List<CycleSummary>> derived = new LinkedHashMap<>();

    private final Set<String> given = new HashSet<>();

    CycleStatsSink(CellSink next) {
        this.next = next;
    }

    @Override
    public void metadata(String prefix, BatteryMetadata metadata) throws IOException {
        next.metadata(prefix, metadata);
    }

    @Override
    public TableSink table(TableHead head) throws IOException {
        if (head.name().equals(CycleStats.TABLE)) {
            given.add(head.prefix());
        }
        if (!head.name().equals(BattdatFile.RAW_DATA) || given.contains(head.prefix())) {
            return next.table(head);
        }
        List<CycleSummary> summaries = new ArrayList<>();
        derived.put(head.prefix(), summaries);
        return new RawData(head, new CycleSummarizer(summaries::add), next.table(head));
    }

    /** Sends the tables that were derived, when all that is stored has been sent. */
    void finish() throws IOException {
        for (Map.Entry<String, List<CycleSummary>> cell : derived.entrySet()) {
            if (!given.contains(cell.getKey())) {
                send(cell.getKey(), cell.getValue());
            }
        }
    }

    private void send(String prefix, List<CycleSummary> summaries) throws IOException {
        if (summaries.isEmpty()) {
            return;
        }
        Map<String, ElementType> types = new LinkedHashMap<>();
        summaries
                .get(0)
                .toRow()
                .forEach((name, value) ->
                        types.put(name, value instanceof Long ? StorageTypes.INT64 : StorageTypes.FLOAT64));
        List<Column> columns = new ArrayList<>();
        for (Map.Entry<String, ElementType> type : types.entrySet()) {
            columns.add(NumberColumns.of(
                    type.getValue(),
                    summaries.stream()
                            .map(summary -> (Number) summary.toRow().get(type.getKey()))
                            .toList()));
        }
        TableHead head = new TableHead(
                prefix, CycleStats.TABLE, types, Optional.of(StandardSchemas.CYCLE_STATS), summaries.size());
        try (TableSink table = next.table(head)) {
            table.append(columns, summaries.size());
        }
    }

    private static final class RawData implements TableSink {
        private static final List<String> NEEDED = List.of("cycle_number", "test_time", "current", "voltage");
        private static final List<String> INTEGRALS = List.of("cycled_charge", "cycled_energy");

        private final String path;
        private final CycleSummarizer summarizer;
        private final TableSink next;
        private final List<Integer> needed = new ArrayList<>();
        private final List<Integer> integrals = new ArrayList<>();
        private long rows;

        RawData(TableHead head, CycleSummarizer summarizer, TableSink next) {
            this.path = head.path();
            this.summarizer = summarizer;
            this.next = next;
            List<String> names = List.copyOf(head.columns().keySet());
            for (String name : NEEDED) {
                if (!names.contains(name)) {
                    throw new BattdatException("table " + path + " has no column " + name + ", so that "
                            + CycleStats.TABLE + " cannot be derived. Convert it without --derive");
                }
                needed.add(names.indexOf(name));
            }
            if (names.containsAll(INTEGRALS)) {
                INTEGRALS.forEach(name -> integrals.add(names.indexOf(name)));
            }
        }

        @Override
        public void append(List<Column> columns, int rowCount) throws IOException {
            List<Column> of = needed.stream().map(columns::get).toList();
            List<Column> cycled = integrals.stream().map(columns::get).toList();
            for (int row = 0; row < rowCount; row++) {
                try {
                    add(of, cycled, row);
                } catch (IllegalArgumentException e) {
                    throw new BattdatException(
                            "table " + path + ", row " + (rows + row) + ": " + e.getMessage() + ", so that "
                                    + CycleStats.TABLE
                                    + " cannot be derived. Sort the rows by cycle and time first, or convert it"
                                    + " without --derive",
                            e);
                }
            }
            rows += rowCount;
            next.append(columns, rowCount);
        }

        private void add(List<Column> of, List<Column> cycled, int row) {
            long cycle = NumberColumns.integer(of.get(0), row);
            double time = NumberColumns.number(of.get(1), row);
            double current = NumberColumns.number(of.get(2), row);
            double voltage = NumberColumns.number(of.get(3), row);
            if (cycled.isEmpty()) {
                summarizer.add(cycle, time, current, voltage);
            } else {
                summarizer.add(
                        cycle,
                        time,
                        current,
                        voltage,
                        NumberColumns.number(cycled.get(0), row),
                        NumberColumns.number(cycled.get(1), row));
            }
        }

        @Override
        public void close() throws IOException {
            summarizer.finish();
            next.close();
        }
    }
}
