package io.battdat.spark.stream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.connector.read.streaming.CompositeReadLimit;
import org.apache.spark.sql.connector.read.streaming.ReadLimit;
import org.apache.spark.sql.connector.read.streaming.ReadMaxFiles;
import org.apache.spark.sql.connector.read.streaming.ReadMaxRows;

/** How much goes into one micro-batch. */
record Admission(long maxRows, int maxFiles) {
    private static final Admission ALL = new Admission(Long.MAX_VALUE, Integer.MAX_VALUE);

    /** Spark's limit, of those kinds that this source can keep; by bytes it cannot, and Spark does not ask it to. */
    static Admission of(ReadLimit limit) {
        if (limit instanceof ReadMaxRows rows) {
            return new Admission(rows.maxRows(), Integer.MAX_VALUE);
        } else if (limit instanceof ReadMaxFiles files) {
            return new Admission(Long.MAX_VALUE, files.maxFiles());
        } else if (limit instanceof CompositeReadLimit several) {
            return Arrays.stream(several.getReadLimits())
                    .map(Admission::of)
                    .reduce(
                            ALL,
                            (one, other) -> new Admission(
                                    Math.min(one.maxRows, other.maxRows), Math.min(one.maxFiles, other.maxFiles)));
        }
        return ALL;
    }

    /** Spark's form of it. */
    ReadLimit toLimit() {
        List<ReadLimit> limits = new ArrayList<>();
        if (maxRows < Long.MAX_VALUE) {
            limits.add(ReadLimit.maxRows(maxRows));
        }
        if (maxFiles < Integer.MAX_VALUE) {
            limits.add(ReadLimit.maxFiles(maxFiles));
        }
        return switch (limits.size()) {
            case 0 -> ReadLimit.allAvailable();
            case 1 -> limits.get(0);
            default -> ReadLimit.compositeLimit(limits.toArray(new ReadLimit[0]));
        };
    }

    /**
     * The first of the rows, up to the limits. Each batch begins with the file after the one that the batch before ended
     * with, so that a table that grows fast does not keep others waiting.
     *
     * @param lastFile of the batch before; empty before the first
     */
    List<RowsAdded> admit(List<RowsAdded> added, String lastFile) {
        List<RowsAdded> inTurn = new ArrayList<>();
        added.stream().filter(rows -> rows.file().compareTo(lastFile) > 0).forEach(inTurn::add);
        added.stream().filter(rows -> rows.file().compareTo(lastFile) <= 0).forEach(inTurn::add);
        List<RowsAdded> admitted = new ArrayList<>();
        Set<String> files = new HashSet<>();
        long rowsLeft = maxRows;
        for (RowsAdded rows : inTurn) {
            if (rowsLeft == 0 || !files.contains(rows.file()) && files.size() == maxFiles) {
                break;
            }
            files.add(rows.file());
            long count = Math.min(rowsLeft, rows.rowCount());
            admitted.add(new RowsAdded(rows.file(), rows.prefix(), rows.firstRow(), rows.firstRow() + count));
            rowsLeft -= count;
        }
        return admitted;
    }
}
