package io.battdat.spark.convert;

import io.battdat.spark.convert.FileReport.Status;
import java.util.List;

/**
 * What a conversion did.
 *
 * @param reports one for each source, or for each cell of it where cells are taken one by one; those of an earlier run that
 *     was resumed among them
 * @param skipped reports among them that are of an earlier run
 * @param reportPath where they are written down; null of a plan
 * @param seconds that it took
 */
public record ConversionResult(List<FileReport> reports, int skipped, String reportPath, double seconds) {
    public ConversionResult {
        reports = List.copyOf(reports);
    }

    /** Reports of what could not be converted. */
    public List<FileReport> quarantined() {
        return reports.stream()
                .filter(report -> report.status() == Status.QUARANTINED)
                .toList();
    }

    /** Rows that were read, of all tables; of a plan, those that would be. */
    public long rows() {
        return reports.stream().mapToLong(FileReport::rowsIn).sum();
    }
}
