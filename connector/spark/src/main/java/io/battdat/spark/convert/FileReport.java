package io.battdat.spark.convert;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * What became of one source, or of one cell of it: a line of the report.
 *
 * @param status what became of it
 * @param sources the files that were read
 * @param cell its name, if a single cell was taken
 * @param sourcePrefix the cell's group in the source, if a single cell was taken
 * @param targets what was written; several sources may have gone to one file. Empty if nothing was
 * @param rowsIn rows read, of all tables
 * @param rowsOut rows found in the target; 0 if it was not looked at
 * @param tables by path in the target
 * @param checks what was compared
 * @param seconds that it took, writing and checking included
 * @param reason why it was quarantined; null else
 * @param retry whether a quarantined source may have been sound: storage failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FileReport(
        Status status,
        List<SourceReport> sources,
        String cell,
        String sourcePrefix,
        List<TargetReport> targets,
        long rowsIn,
        long rowsOut,
        LinkedHashMap<String, TableReport> tables,
        Checks checks,
        double seconds,
        String reason,
        Boolean retry)
        implements Serializable {

    /** What became of a source. */
    public enum Status {
        /** It is in the target. */
        @JsonProperty("converted")
        CONVERTED,
        /** It could not be read or written; the target has nothing of it. */
        @JsonProperty("quarantined")
        QUARANTINED,
        /** Nothing was done: this is what would be. */
        @JsonProperty("planned")
        PLANNED
    }

    /** What of source and target was compared. */
    public enum Checks {
        /** Row counts and the checksums of all columns are equal. */
        @JsonProperty("rows-and-checksums-equal")
        EQUAL,
        /** Row counts are equal: the target is text, and has only some of the columns. */
        @JsonProperty("rows-equal")
        ROWS_EQUAL,
        /** Nothing was compared, since verification was turned off. */
        @JsonProperty("off")
        OFF,
        /** There is nothing to compare. */
        @JsonProperty("none")
        NONE
    }

    /** A file that was read: its URI, length in bytes, and time of modification in milliseconds since the epoch. */
    public record SourceReport(String path, long bytes, long modified) implements Serializable {
        static SourceReport of(SourceFile file) {
            return new SourceReport(file.path(), file.bytes(), file.modified());
        }
    }

    /**
     * A file that was written: its path below the target directory, its length in bytes, and its time of modification in
     * milliseconds since the epoch.
     */
    public record TargetReport(String path, long bytes, long modified) implements Serializable {}

    /** A table: its rows, and by column the checksums that source and target agree on. */
    public record TableReport(long rows, LinkedHashMap<String, String> checksums) implements Serializable {}

    static List<SourceReport> sources(List<SourceFile> files) {
        return files.stream().map(SourceReport::of).toList();
    }

    /** A source that is left out. */
    static FileReport quarantined(Piece piece, String reason, boolean retry, double seconds) {
        return new FileReport(
                Status.QUARANTINED,
                sources(piece.files()),
                piece.cellName(),
                piece.sourcePrefix(),
                List.of(),
                0,
                0,
                new LinkedHashMap<>(),
                Checks.NONE,
                seconds,
                reason,
                retry ? Boolean.TRUE : null);
    }
}
