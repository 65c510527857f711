package io.battdat.spark.convert;

import io.battdat.BattdatException;
import io.battdat.hdf5.write.NativeHdf5;
import io.battdat.spark.SessionConfiguration;
import io.battdat.spark.convert.FileReport.Checks;
import io.battdat.spark.convert.FileReport.Status;
import io.battdat.spark.convert.FileReport.TableReport;
import io.battdat.spark.convert.FileReport.TargetReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.util.SerializableConfiguration;

/** A conversion as it runs on the driver. */
final class ConversionRun {
    private static final long TASK_BYTES = 128L << 20;
    private static final int TASK_UNITS = 256;
    private static final long POLL_MILLIS = 200;
    private static final long SAVE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Conversion conversion;
    private final ConversionSettings settings;
    private final JavaSparkContext context;
    private final Configuration configuration;
    private final Path target;
    private final FileSystem fileSystem;
    private final long started = System.nanoTime();

    ConversionRun(Conversion conversion, SparkSession session) throws IOException {
        this.conversion = conversion;
        this.settings = conversion.settings();
        this.context = JavaSparkContext.fromSparkContext(session.sparkContext());
        this.configuration = SessionConfiguration.of(new CaseInsensitiveStringMap(Map.of()), SQLConf.get());
        Path path = new Path(conversion.target());
        this.fileSystem = path.getFileSystem(configuration);
        this.target = fileSystem.makeQualified(path);
    }

    private Broadcast<SerializableConfiguration> broadcast() {
        return context.broadcast(new SerializableConfiguration(configuration));
    }

    private double seconds() {
        return (System.nanoTime() - started) / 1e9;
    }

    /** Finds out what would be done, and touches nothing. */
    ConversionResult plan() throws IOException {
        Broadcast<SerializableConfiguration> broadcast = broadcast();
        try {
            List<SourceGroup> sources = list();
            List<Inspection> inspections = Inspector.inspect(sources, settings, context, broadcast);
            Planner planner = new Planner(settings, conversion.fileBytes(), inPlace());
            planner.planCells(inspections);
            Map<SourceGroup, Inspection> bySource = new LinkedHashMap<>();
            inspections.forEach(inspection -> bySource.put(inspection.source(), inspection));
            List<FileReport> reports = new ArrayList<>(planner.quarantined());
            for (Unit unit : planner.units()) {
                for (Piece piece : unit.pieces()) {
                    reports.add(planned(unit, piece, bySource.get(piece.source())));
                }
            }
            return new ConversionResult(reports, 0, null, seconds());
        } finally {
            broadcast.destroy();
        }
    }

    private static FileReport planned(Unit unit, Piece piece, Inspection inspection) {
        LinkedHashMap<String, TableReport> tables = new LinkedHashMap<>();
        for (FoundCell cell : inspection.cells()) {
            if (piece.sourcePrefix() == null || piece.sourcePrefix().equals(cell.prefix())) {
                String prefix = piece.targetPrefix() == null ? cell.prefix() : piece.targetPrefix();
                cell.rows()
                        .forEach((name, rows) -> tables.put(
                                new TableHead(prefix, name, Map.of(), Optional.empty(), 0).path(),
                                new TableReport(rows, new LinkedHashMap<>())));
            }
        }
        long rows = tables.values().stream()
                .mapToLong(table -> Math.max(0, table.rows()))
                .sum();
        return new FileReport(
                Status.PLANNED,
                FileReport.sources(piece.files()),
                piece.cellName(),
                piece.sourcePrefix(),
                List.of(new TargetReport(unit.target(), 0, 0)),
                rows,
                0,
                tables,
                Checks.NONE,
                0,
                null,
                null);
    }

    /** Whether files are replaced by what becomes of them. */
    private boolean inPlace() throws IOException {
        if (conversion.sources().size() > 1) {
            return false;
        }
        Path source = new Path(conversion.sources().get(0));
        return source.getFileSystem(configuration).makeQualified(source).equals(target);
    }

    private void checkInPlace() throws IOException {
        if (inPlace()
                && (settings.sourceFormat() != settings.targetFormat()
                        || settings.sourceFormat() != ConversionFormat.BATTDAT
                        || settings.layout() != ConversionLayout.SAME)) {
            throw new BattdatException(
                    target + " is the source, too. In place, battdat files become battdat files in the"
                            + " same layout; name another directory for anything else");
        }
    }

    private List<SourceGroup> list() throws IOException {
        return new SourceListing(settings.sourceFormat(), configuration).list(conversion.sources(), target, inPlace());
    }

    ConversionResult run() throws IOException {
        if (settings.targetFormat() == ConversionFormat.BATTDAT) {
            NativeHdf5.require();
        }
        checkTarget();
        checkInPlace();
        List<SourceGroup> sources = list();
        Broadcast<SerializableConfiguration> broadcast = broadcast();
        try {
            Planner planner = new Planner(settings, conversion.fileBytes(), inPlace());
            if (settings.layout() == ConversionLayout.SAME) {
                planner.planSame(sources);
            } else {
                planner.planCells(Inspector.inspect(sources, settings, context, broadcast));
            }
            Ledger ledger = Ledger.open(target, configuration);
            List<FileReport> earlier = List.of();
            if (conversion.resumes()) {
                earlier = ledger.resume(settings);
            } else {
                ledger.begin(settings);
            }
            planner.quarantined().forEach(ledger::add);
            List<Unit> todo = leftToDo(planner.units(), earlier, ledger);
            int skipped = (int) ledger.reports().stream()
                    .filter(report -> report.status() == Status.CONVERTED)
                    .count();
            convert(todo, ledger, new Counts(todo), broadcast);
            ledger.finish();
            return new ConversionResult(
                    ledger.reports(), skipped, ledger.reportPath().toString(), seconds());
        } finally {
            broadcast.destroy();
        }
    }

    /** Nothing that is there is lost unless that was asked for. */
    private void checkTarget() throws IOException {
        if (!fileSystem.exists(target)) {
            return;
        }
        if (fileSystem.getFileStatus(target).isFile()) {
            throw new BattdatException(target + " is a file. Name a directory for the converted archive");
        }
        if (conversion.overwrites() || fileSystem.listStatus(target).length == 0) {
            return;
        }
        if (!conversion.resumes()) {
            throw new BattdatException(
                    target + " is there already, and not empty. Go on with a conversion that was cut off"
                            + " by --resume, replace files of the same names by --overwrite, or name another directory");
        }
        if (!fileSystem.exists(new Path(Ledger.directory(target), Ledger.SETTINGS))) {
            throw new BattdatException(
                    target + " is not empty, and there is no conversion to resume in it. Begin one by"
                            + " --overwrite, which replaces files of the same names, or name another directory");
        }
    }

    private List<Unit> leftToDo(List<Unit> units, List<FileReport> earlier, Ledger ledger) throws IOException {
        EarlierWork done = new EarlierWork(earlier, target, fileSystem, settings.verify(), inPlace());
        List<Unit> left = new ArrayList<>();
        for (Unit unit : units) {
            Optional<List<FileReport>> reports = done.of(unit);
            reports.ifPresent(known -> known.forEach(ledger::keep));
            if (reports.isEmpty()) {
                left.add(unit);
            }
        }
        return left;
    }

    /** What progress is made of. */
    private static final class Counts {
        private final int files;
        private final long bytes;
        private int filesDone;
        private long bytesDone;
        private long rows;
        private int quarantined;
        /** What tasks have read, of files that are not finished, too. */
        private TaskReads reads = TaskReads.NONE;
        /** Sources that share a file are read twice, first to find damaged ones. */
        private final boolean readOnce;

        Counts(List<Unit> units) {
            this.files = units.size();
            this.bytes = units.stream().mapToLong(Unit::bytes).sum();
            this.readOnce = units.stream().allMatch(unit -> unit.pieces().size() == 1);
        }

        void add(FinishedUnit finished) {
            filesDone++;
            bytesDone += finished.unit().bytes();
            for (FileReport report : finished.reports()) {
                rows += report.rowsIn();
                quarantined += report.status() == Status.QUARANTINED ? 1 : 0;
            }
        }

        ConversionProgress progress(double seconds) {
            long bytesRead = readOnce ? Math.min(bytes, Math.max(bytesDone, reads.bytes())) : bytesDone;
            return new ConversionProgress(
                    filesDone, files, Math.max(rows, reads.rows()), bytesRead, bytes, quarantined, seconds);
        }
    }

    private void convert(List<Unit> units, Ledger ledger, Counts counts, Broadcast<SerializableConfiguration> broadcast)
            throws IOException {
        if (units.isEmpty()) {
            return;
        }
        List<List<Unit>> tasks = TaskPacker.tasks(units, context.defaultParallelism(), TASK_BYTES, TASK_UNITS);
        FinishedUnits finished = new FinishedUnits();
        context.sc().register(finished);
        JavaFutureAction<Void> job = context.parallelize(tasks, tasks.size())
                .foreachPartitionAsync(new ConvertTask(settings, target.toString(), broadcast, finished));
        try {
            follow(job, finished, ledger, counts);
        } finally {
            if (!job.isDone()) {
                job.cancel(true);
            }
            drain(finished, ledger, counts);
            ledger.save();
        }
    }

    private void follow(JavaFutureAction<Void> job, FinishedUnits finished, Ledger ledger, Counts counts)
            throws IOException {
        long nextSave = System.nanoTime();
        while (true) {
            boolean ended = isEnded(job);
            drain(finished, ledger, counts);
            counts.reads = TaskReads.of(job, context);
            if (System.nanoTime() >= nextSave && ledger.save()) {
                nextSave = System.nanoTime() + SAVE_NANOS;
            }
            conversion.progress().progress(counts.progress(seconds()));
            if (ended) {
                return;
            }
        }
    }

    /** Waits a moment for the end. */
    private boolean isEnded(JavaFutureAction<Void> job) throws IOException {
        try {
            job.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BattdatException("interrupted; what is done stays, and --resume goes on with the rest", e);
        } catch (ExecutionException e) {
            throw new IOException(
                    "the conversion to " + target + " was cut off: "
                            + e.getCause().getMessage()
                            + "\nWhat is done stays; when the cause is removed, --resume goes on with the rest",
                    e.getCause());
        }
    }

    private static void drain(FinishedUnits finished, Ledger ledger, Counts counts) {
        for (FinishedUnit unit : finished.take()) {
            counts.add(unit);
            unit.reports().forEach(ledger::add);
        }
    }
}
