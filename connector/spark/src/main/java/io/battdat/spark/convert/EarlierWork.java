package io.battdat.spark.convert;

import io.battdat.spark.convert.FileReport.Checks;
import io.battdat.spark.convert.FileReport.SourceReport;
import io.battdat.spark.convert.FileReport.Status;
import io.battdat.spark.convert.FileReport.TargetReport;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What of a plan an earlier run has done: a unit is done if each of its sources, unchanged since, was converted and
 * verified, or quarantined for what it holds, and its target is there as it was left.
 */
final class EarlierWork {
    private final Map<Key, FileReport> reports = new HashMap<>();
    private final Path target;
    private final FileSystem fileSystem;
    private final boolean verify;
    /** What was written in the place of its source, by path; empty if sources stay. */
    private final Map<String, FileReport> replaced = new HashMap<>();

    /** A source as it was read. */
    private record Key(List<SourceReport> sources, String prefix) {}

    EarlierWork(List<FileReport> earlier, Path target, FileSystem fileSystem, boolean verify, boolean inPlace) {
        this.target = target;
        this.fileSystem = fileSystem;
        this.verify = verify;
        for (FileReport report : earlier) {
            reports.put(new Key(report.sources(), report.sourcePrefix()), report);
            if (inPlace) {
                report.targets().forEach(written -> replaced.put(written.path(), report));
            }
        }
    }

    /** The reports of a unit's pieces; empty if it is not done. */
    Optional<List<FileReport>> of(Unit unit) throws IOException {
        List<FileReport> found = new ArrayList<>();
        for (Piece piece : unit.pieces()) {
            FileReport report = reports.get(new Key(FileReport.sources(piece.files()), piece.sourcePrefix()));
            if (isUnchangedSince(replaced.get(unit.target()), piece.files().get(0))) {
                report = replaced.get(unit.target());
            }
            if (report == null || !isDone(report, unit)) {
                return Optional.empty();
            }
            found.add(report);
        }
        return Optional.of(found);
    }

    /** Whether a file that took its source's place is as it was left. */
    private static boolean isUnchangedSince(FileReport report, SourceFile now) {
        return report != null
                && report.targets().get(0).bytes() == now.bytes()
                && report.targets().get(0).modified() == now.modified();
    }

    private boolean isDone(FileReport report, Unit unit) throws IOException {
        if (report.status() == Status.QUARANTINED) {
            return !Objects.equals(report.retry(), Boolean.TRUE);
        }
        if (report.status() != Status.CONVERTED || verify && report.checks() == Checks.OFF) {
            return false;
        }
        for (TargetReport written : report.targets()) {
            boolean ofUnit =
                    written.path().equals(unit.target()) || written.path().startsWith(unit.target() + "/");
            if (!ofUnit || !isThere(written)) {
                return false;
            }
        }
        return true;
    }

    private boolean isThere(TargetReport written) throws IOException {
        try {
            return fileSystem.getFileStatus(new Path(target, written.path())).getLen() == written.bytes();
        } catch (FileNotFoundException e) {
            return false;
        }
    }
}
