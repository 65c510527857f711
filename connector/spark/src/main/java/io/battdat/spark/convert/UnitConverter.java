package io.battdat.spark.convert;

import io.battdat.BattdatException;
import io.battdat.spark.convert.FileReport.Checks;
import io.battdat.spark.convert.FileReport.Status;
import io.battdat.spark.convert.FileReport.TableReport;
import io.battdat.spark.convert.FileReport.TargetReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;

/**
 * Converts a unit: reads its sources into a target in scratch, compares that with them, and moves it into its place. A
 * source that is damaged is left out and reported; a target that cannot be stored is an error that ends the job.
 */
final class UnitConverter {
    private final Formats formats;
    private final Targets targets;
    private final ConversionSettings settings;
    private final Workspace workspace;

    /** Makes a target in scratch. */
    interface Targets {
        /** @param scratch where to write: a file, or a directory, that is not there yet */
        ArchiveTarget create(Path scratch) throws IOException;
    }

    UnitConverter(Formats formats, Targets targets, ConversionSettings settings, Workspace workspace) {
        this.formats = formats;
        this.targets = targets;
        this.settings = settings;
        this.workspace = workspace;
    }

    FinishedUnit convert(Unit unit) throws IOException {
        long started = System.nanoTime();
        List<FileReport> reports = new ArrayList<>();
        List<Piece> pieces = new ArrayList<>(unit.pieces());
        if (pieces.size() > 1) {
            pieces.removeIf(piece -> isDamaged(piece, reports));
        }
        while (!pieces.isEmpty()) {
            Attempt attempt = attempt(unit, pieces, started);
            reports.addAll(attempt.reports());
            if (attempt.failed() == null) {
                break;
            }
            pieces.remove(attempt.failed());
        }
        return new FinishedUnit(unit, reports);
    }

    /** Reads a source of many for one target through, so that a damaged one is found before the target is begun. */
    private boolean isDamaged(Piece piece, List<FileReport> reports) {
        long started = System.nanoTime();
        try (CellSource source = formats.open(piece.source(), piece.sourcePrefix())) {
            source.sendTo(ChecksumSink.ofNothing(Comparison.ROWS));
            return false;
        } catch (RuntimeException | IOException e) {
            reports.add(quarantined(piece, e, started));
            return true;
        }
    }

    /**
     * The outcome of writing a target.
     *
     * @param failed the piece that it failed for, to be tried again without; null if it went well, or nothing is left
     */
    private record Attempt(List<FileReport> reports, Piece failed) {}

    private Attempt attempt(Unit unit, List<Piece> pieces, long started) throws IOException {
        Path directory = workspace.begin();
        Path made = directory.resolve(fileName(unit));
        try (ArchiveTarget target = targets.create(made)) {
            GuardedSink guarded = new GuardedSink(target);
            List<Map<String, TableChecksums>> read = new ArrayList<>();
            for (Piece piece : pieces) {
                long pieceStarted = System.nanoTime();
                try {
                    read.add(send(piece, guarded));
                } catch (TargetFailureException e) {
                    throw e.failure();
                } catch (RuntimeException | IOException e) {
                    return new Attempt(List.of(quarantined(piece, e, pieceStarted)), piece);
                }
            }
            List<Path> files;
            try {
                files = target.finish();
            } catch (BattdatException e) {
                return allQuarantined(pieces, e, started);
            }
            if (settings.verify()) {
                Map<String, TableChecksums> written;
                try {
                    written = formats.written(made, files);
                } catch (BattdatException | ChecksumException e) {
                    return allQuarantined(
                            pieces, unverified("what was written cannot be read: " + e.getMessage()), started);
                }
                for (int i = 0; i < pieces.size(); i++) {
                    Optional<String> difference = difference(read.get(i), written);
                    if (difference.isPresent()) {
                        return new Attempt(
                                List.of(quarantined(pieces.get(i), unverified(difference.get()), started)),
                                pieces.get(i));
                    }
                }
            }
            return new Attempt(reports(unit, pieces, read, publish(unit, directory, files), started), null);
        } finally {
            workspace.end(directory);
        }
    }

    private static BattdatException unverified(String why) {
        return new BattdatException("verification failed, and nothing was put in place: " + why
                + ". Convert it again; if that fails again, report it");
    }

    private static String fileName(Unit unit) {
        return unit.target().substring(unit.target().lastIndexOf('/') + 1);
    }

    private Map<String, TableChecksums> send(Piece piece, CellSink target) throws IOException {
        ChecksumSink checksums = new ChecksumSink(target, settings.comparison());
        CellSink sink = piece.targetPrefix() == null ? checksums : new PrefixSink(checksums, piece.targetPrefix());
        CycleStatsSink derived = settings.derivesCycleStats() ? new CycleStatsSink(sink) : null;
        try (CellSource source = formats.open(piece.source(), piece.sourcePrefix())) {
            source.sendTo(derived == null ? sink : derived);
            if (derived != null) {
                derived.finish();
            }
        }
        return checksums.tables();
    }

    private Optional<String> difference(Map<String, TableChecksums> read, Map<String, TableChecksums> written) {
        for (Map.Entry<String, TableChecksums> table : read.entrySet()) {
            if (!formats.takes(table.getKey())) {
                continue;
            }
            TableChecksums found = written.get(table.getKey());
            Optional<String> difference = found == null
                    ? Optional.of("it is not there")
                    : table.getValue().difference(found);
            if (difference.isPresent()) {
                return difference.map(text -> "table " + table.getKey() + ", as it was written: " + text);
            }
        }
        return Optional.empty();
    }

    private List<TargetReport> publish(Unit unit, Path directory, List<Path> files) throws IOException {
        List<TargetReport> published = new ArrayList<>();
        Path made = directory.resolve(fileName(unit));
        for (Path file : files) {
            String below = made.relativize(file).toString();
            String relative = below.isEmpty() ? unit.target() : unit.target() + "/" + below;
            published.add(workspace.publish(file, relative));
        }
        return published;
    }

    private List<FileReport> reports(
            Unit unit,
            List<Piece> pieces,
            List<Map<String, TableChecksums>> read,
            List<TargetReport> targets,
            long started) {
        List<FileReport> reports = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            LinkedHashMap<String, TableReport> tables = new LinkedHashMap<>();
            read.get(i).forEach((path, table) -> {
                if (formats.takes(path)) {
                    tables.put(path, new TableReport(table.rows(), table.columns()));
                }
            });
            long rows = tables.values().stream().mapToLong(TableReport::rows).sum();
            reports.add(new FileReport(
                    Status.CONVERTED,
                    FileReport.sources(pieces.get(i).files()),
                    pieces.get(i).cellName(),
                    pieces.get(i).sourcePrefix(),
                    targets,
                    rows,
                    settings.verify() ? rows : 0,
                    tables,
                    checks(),
                    seconds(started) / pieces.size(),
                    null,
                    null));
        }
        return reports;
    }

    private Checks checks() {
        if (!settings.verify()) {
            return Checks.OFF;
        }
        return settings.targetFormat() == ConversionFormat.BATTERY_ARCHIVE ? Checks.ROWS_EQUAL : Checks.EQUAL;
    }

    private Attempt allQuarantined(List<Piece> pieces, BattdatException e, long started) {
        List<FileReport> reports = new ArrayList<>();
        pieces.forEach(piece -> reports.add(quarantined(piece, e, started)));
        pieces.clear();
        return new Attempt(reports, null);
    }

    private FileReport quarantined(Piece piece, Exception e, long started) {
        TaskContext task = TaskContext.get();
        if (task != null && task.isInterrupted()) {
            // nothing is wrong with the file: the task was told to stop
            throw new TaskKilledException();
        }
        String first = piece.files().get(0).path();
        String message = e instanceof BattdatException ? workspace.named(e.getMessage()) : e.toString();
        return FileReport.quarantined(
                piece,
                message.contains(first) ? message : first + ": " + message,
                e instanceof IOException,
                seconds(started));
    }

    private static double seconds(long started) {
        return Math.round((System.nanoTime() - started) / 1e6) / 1e3;
    }
}
