package io.battdat.spark.read;

import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.read.RowRun;
import io.battdat.predicate.Predicate;
import io.battdat.predicate.TableZones;
import io.battdat.spark.ReadConf;
import io.battdat.spark.files.ListedFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** The tables of one open file that a scan reads. Of cells that no row is wanted of no more is looked at than the name. */
final class FileTables {
    private final BattdatFile opened;
    private final ListedFile file;
    private final ScanProjection projection;
    private final PushedFilters filters;
    private final Zones zones;
    private final MetricCounts counts;
    private final String table;
    private final Iterator<String> prefixes;

    FileTables(BattdatFile opened, ListedFile file, ScanProjection projection, Zones zones, MetricCounts counts)
            throws IOException {
        this.opened = opened;
        this.file = file;
        this.projection = projection;
        this.filters = projection.filters().ofFile(file);
        this.zones = zones;
        this.counts = counts;
        this.table = projection.conf().table();
        this.prefixes = prefixes(opened, projection.conf()).iterator();
    }

    private static List<String> prefixes(BattdatFile opened, ReadConf conf) throws IOException {
        if (conf.prefix() == null) {
            return opened.prefixesOf(conf.table());
        }
        return opened.hasTable(conf.prefix(), conf.table()) ? List.of(conf.prefix()) : List.of();
    }

    /** The next table that may have rows that match; empty at the end. */
    Optional<FoundTable> next() throws IOException {
        while (prefixes.hasNext()) {
            Optional<FoundTable> found = find(prefixes.next());
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Those that are left. */
    List<FoundTable> all() throws IOException {
        List<FoundTable> all = new ArrayList<>();
        for (Optional<FoundTable> found = next(); found.isPresent(); found = next()) {
            all.add(found.get());
        }
        return all;
    }

    /** The table of one cell; empty if no row of it is wanted. */
    Optional<FoundTable> find(String prefix) throws IOException {
        CellFacts cell = CellFacts.read(opened, prefix, projection);
        PushedFilters ofCell = filters.ofCell(cell);
        if (!ofCell.mayMatch()) {
            boolean planned = !ofCell.planned().equals(Predicate.NEVER);
            counts.add(planned ? ReadMetric.TABLES_PRUNED_AT_RUN_TIME : ReadMetric.TABLES_PRUNED, 1);
            return Optional.empty();
        }
        TableInfo info = opened.table(prefix, table);
        PushedFilters bound = projection.bindFilters(ofCell, info);
        RowsWanted wanted = projection.rows();
        boolean undecided = !bound.all().columns().isEmpty() || wanted.top() != null;
        TableZones known = undecided ? zones.of(opened, info) : TableZones.NONE;
        List<RowRun> sample = wanted.sample() == null
                ? List.of(new RowRun(0, info.rowCount(), true))
                : wanted.sample().runs(info);
        PushedFilters asked = wanted.top() == null ? bound : withTop(wanted.top(), bound, info, known, sample);
        List<RowRun> pruned = ChunkPruning.runs(info, asked, known, counts);
        List<RowRun> runs = sample.stream()
                .flatMap(run -> RowRun.within(pruned, run.firstRow(), run.endRow()).stream())
                .toList();
        return runs.isEmpty() ? Optional.empty() : Optional.of(new FoundTable(file, info, cell, runs));
    }

    /** The filters, with what holds of the first rows in the order that is asked for. */
    private PushedFilters withTop(
            TopRows top, PushedFilters bound, TableInfo table, TableZones known, List<RowRun> sample)
            throws IOException {
        Optional<String> member = projection.storedName(top.column(), table);
        if (member.isEmpty()) {
            return bound;
        }
        List<Long> chunks = sample.stream()
                .flatMap(run -> LongStream.range(
                                run.firstRow() / table.chunkRows(), (run.endRow() - 1) / table.chunkRows() + 1)
                        .boxed())
                .toList();
        Predicate condition = top.condition(member.get(), bound.all(), known, chunks);
        return new PushedFilters(bound.columns(), Predicate.and(List.of(bound.planned(), condition)), bound.runtime());
    }
}
