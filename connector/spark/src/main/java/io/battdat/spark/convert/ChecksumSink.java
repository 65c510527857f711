package io.battdat.spark.convert;

import io.battdat.column.Column;
import io.battdat.column.ColumnType;
import io.battdat.hdf5.ElementType;
import io.battdat.metadata.BatteryMetadata;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts rows and makes checksums of what passes through to another sink, or of what goes nowhere. */
final class ChecksumSink implements CellSink {
    /** Null where nothing is passed on. */
    private final CellSink next;

    private final Comparison comparison;
    /** By path, in the order in which the tables ended. */
    private final Map<String, TableChecksums> tables = new LinkedHashMap<>();

    /** @param comparison what the checksums are for; none are made to compare rows */
    ChecksumSink(CellSink next, Comparison comparison) {
        this.next = next;
        this.comparison = comparison;
    }

    /** A sink for rows that are read only to be checked. */
    static ChecksumSink ofNothing(Comparison comparison) {
        return new ChecksumSink(null, comparison);
    }

    /** By the table's path. */
    Map<String, TableChecksums> tables() {
        return tables;
    }

    @Override
    public void metadata(String prefix, BatteryMetadata metadata) throws IOException {
        if (next != null) {
            next.metadata(prefix, metadata);
        }
    }

    @Override
    public TableSink table(TableHead head) throws IOException {
        return new Table(head, next == null ? null : next.table(head));
    }

    private final class Table implements TableSink {
        private final TableHead head;
        private final TableSink target;
        private final List<ColumnChecksum> checksums = new ArrayList<>();
        private long rows;

        Table(TableHead head, TableSink target) {
            this.head = head;
            this.target = target;
            for (ElementType type : head.columns().values()) {
                Optional<ColumnType> column = type.columnType();
                checksums.add(new ColumnChecksum(column.orElseThrow(), comparison == Comparison.VALUES));
            }
        }

        @Override
        public void append(List<Column> columns, int rowCount) throws IOException {
            rows += rowCount;
            if (comparison != Comparison.ROWS) {
                for (int i = 0; i < checksums.size(); i++) {
                    checksums.get(i).update(columns.get(i), rowCount);
                }
            }
            if (target != null) {
                TaskReads.addRows(rowCount);
                target.append(columns, rowCount);
            }
        }

        @Override
        public void close() throws IOException {
            if (target != null) {
                target.close();
            }
            LinkedHashMap<String, String> texts = new LinkedHashMap<>();
            if (comparison != Comparison.ROWS) {
                int i = 0;
                for (String name : head.columns().keySet()) {
                    texts.put(name, checksums.get(i++).text());
                }
            }
            tables.put(head.path(), new TableChecksums(rows, texts));
        }
    }
}
