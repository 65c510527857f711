package io.battdat.spark;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What {@link BattdatIndex#run} did.
 *
 * @param files data files of the archive
 * @param upToDate files that were in the index as they are, and were not read
 * @param indexed files that were read and are in the index now
 * @param rows of all tables of the files that were read
 * @param zones runs of chunks of which smallest and largest values are known now, of the files that were read
 * @param storedBytesRead bytes of chunks that were read
 * @param failures files that could not be read, or were changed meanwhile; they are in no index
 */
public record IndexReport(
        long files, long upToDate, long indexed, long rows, long zones, long storedBytesRead, List<Failure> failures) {
    private static final int FAILURES_IN_TEXT = 10;

    /** A file that is not indexed, and why. */
    public record Failure(String file, String reason) {}

    public IndexReport {
        failures = List.copyOf(failures);
    }

    @Override
    public String toString() {
        String text = files + " files: " + indexed + " indexed (" + rows + " rows in " + zones + " zones), " + upToDate
                + " up to date, " + failures.size() + " failed";
        if (failures.isEmpty()) {
            return text;
        }
        String more = failures.size() > FAILURES_IN_TEXT ? "\n…" : "";
        return failures.stream()
                        .limit(FAILURES_IN_TEXT)
                        .map(Failure::reason)
                        .collect(Collectors.joining("\n", text + "\n", ""))
                + more;
    }
}
