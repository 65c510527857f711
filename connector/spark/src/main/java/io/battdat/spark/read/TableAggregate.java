package io.battdat.spark.read;

import io.battdat.hdf5.Member;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.read.RowRun;
import io.battdat.hdf5.read.TableReader;
import io.battdat.hdf5.zones.ColumnBits;
import io.battdat.hdf5.zones.ColumnExtent;
import io.battdat.hdf5.zones.ZoneColumn;
import io.battdat.io.SeekableInput;
import io.battdat.predicate.ColumnRanges;
import io.battdat.predicate.TableZones;
import io.battdat.predicate.Value;
import io.battdat.predicate.ValueRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/**
 * Aggregates of the rows of one table: from row counts and zone maps as far as these tell, and from the columns of the
 * query where they do not.
 */
final class TableAggregate {
    private final PushedAggregates aggregates;
    private final ScanProjection projection;
    private final FoundTable found;
    private final PartialAggregate result;
    private final List<Object> key;
    private final ScanProjection.Binding binding;
    /** The member that each function needs the values of; null if it needs none. */
    private final List<Member> members = new ArrayList<>();

    /** @param projection of the columns that the aggregates require */
    TableAggregate(PushedAggregates aggregates, ScanProjection projection, FoundTable found) {
        this.aggregates = aggregates;
        this.projection = projection;
        this.found = found;
        this.result = new PartialAggregate(aggregates);
        this.key = aggregates.key(projection.filters().columns(), found.file(), found.cell());
        this.binding = projection.bind(found.table(), found.file());
        StructType required = projection.required();
        for (AggregateFunction function : aggregates.functions()) {
            boolean needsValues = function.kind() != AggregateFunction.Kind.COUNT;
            members.add(
                    needsValues
                            ? binding.member(required.fieldIndex(
                                            function.column().name()))
                                    .orElse(null)
                            : null);
        }
    }

    GroupPart part() {
        return new GroupPart(key, result);
    }

    /** The zones of the table, if some are needed. */
    TableZones zones(OpenSplit split) throws IOException {
        return needsZones() ? split.zones(found.table()) : TableZones.NONE;
    }

    /** Whether zones are asked. */
    boolean needsZones() {
        return members.stream().anyMatch(member -> member != null);
    }

    /**
     * Adds the rows that are proven to match, as far as no values of theirs are needed, or zones have them.
     *
     * @return the rows that are left to read
     */
    List<RowRun> addKnown(TableZones zones) throws IOException {
        List<RowRun> left = new ArrayList<>();
        for (RowRun run : found.runs()) {
            if (!run.isProven() || needsZones() && !zones.areExact()) {
                left.add(run);
            } else if (!needsZones()) {
                addRows(run.rowCount());
            } else {
                addChunks(run, zones, left);
            }
        }
        return left;
    }

    private void addChunks(RowRun run, TableZones zones, List<RowRun> left) throws IOException {
        int chunkRows = found.table().chunkRows();
        long firstRow = run.firstRow();
        while (firstRow < run.endRow()) {
            long chunk = firstRow / chunkRows;
            long endRow = Math.min(run.endRow(), (chunk + 1) * chunkRows);
            boolean whole = firstRow == chunk * chunkRows
                    && endRow == Math.min(found.table().rowCount(), (chunk + 1) * chunkRows);
            if (whole && addRanges(zones.zone(chunk))) {
                addRows(endRow - firstRow);
            } else {
                left.add(new RowRun(firstRow, endRow, true));
            }
            firstRow = endRow;
        }
    }

    /** Adds what is known of the columns; nothing, if it is not known of all that are needed. */
    private boolean addRanges(ColumnRanges known) {
        List<Optional<ValueRange>> ranges = members.stream()
                .map(member -> member == null ? Optional.<ValueRange>empty() : known.range(List.of(member.name())))
                .toList();
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i) != null && ranges.get(i).isEmpty()) {
                return false;
            }
        }
        for (int i = 0; i < members.size(); i++) {
            int function = i;
            ranges.get(i).ifPresent(range -> result.addRange(function, range));
        }
        return true;
    }

    /** Adds rows that are read. */
    void read(SeekableInput input, List<RowRun> runs, MetricCounts counts) throws IOException {
        if (runs.isEmpty()) {
            return;
        }
        TableInfo table = found.table();
        PushedFilters filters = projection.filters().ofFile(found.file()).ofCell(found.cell());
        List<Member> decoded =
                members.stream().filter(member -> member != null).distinct().toList();
        List<ColumnExtent> extents = decoded.stream()
                .map(member -> new ColumnExtent(ZoneColumn.of(member).kind()))
                .toList();
        ColumnBits bits = new ColumnBits();
        long rows = 0;
        try (TableReader reader = new TableReader(
                input,
                table,
                decoded,
                runs,
                projection.bindFilters(filters, table).all())) {
            while (reader.next()) {
                rows += reader.rowCount();
                for (int i = 0; i < extents.size(); i++) {
                    extents.get(i).add(bits.of(reader.column(i), 0, reader.rowCount()), 0, reader.rowCount());
                }
            }
            counts.addRead(reader);
        }
        addRows(rows);
        for (int i = 0; rows > 0 && i < members.size(); i++) {
            if (members.get(i) != null) {
                result.addRange(i, extents.get(decoded.indexOf(members.get(i))).range());
            }
        }
    }

    /** Adds rows, and of them what is the same in every row of the table. */
    private void addRows(long rows) {
        result.addRows(rows);
        for (int i = 0; rows > 0 && i < members.size(); i++) {
            AggregateFunction function = aggregates.functions().get(i);
            if (function.column() != null && members.get(i) == null) {
                addConstant(i, function, rows);
            }
        }
    }

    private void addConstant(int i, AggregateFunction function, long rows) {
        int column = projection.required().fieldIndex(function.column().name());
        ColumnSource source = binding.sources().get(column);
        boolean isNull = source instanceof ColumnSource.Constant constant && constant.value() == null;
        if (isNull) {
            return;
        }
        result.addValues(i, rows);
        if (function.kind() != AggregateFunction.Kind.COUNT) {
            Value value = source instanceof ColumnSource.Constant constant
                    ? SparkValues.toCore(constant.value()).orElseThrow()
                    : new Value.Text(found.cell().name());
            result.addRange(i, ValueRange.of(value));
        }
    }
}
