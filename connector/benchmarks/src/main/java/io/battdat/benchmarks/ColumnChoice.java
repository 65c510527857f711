package io.battdat.benchmarks;

import java.util.List;
import java.util.stream.IntStream;

/** Which columns a measurement asks for. */
public enum ColumnChoice {
    ALL(IntStream.range(0, CyclerRows.COLUMNS.size()).boxed().toList()),
    /** {@code current}: with shuffle, the first four sevenths of a chunk are inflated. */
    MIDDLE(List.of(CyclerRows.COLUMNS.size() / 2)),
    FIRST(List.of(0));

    private final List<Integer> members;

    ColumnChoice(List<Integer> members) {
        this.members = members;
    }

    List<Integer> members() {
        return members;
    }

    /** Bytes of a row up to the last column asked for. */
    int neededRowBytes() {
        return (members.get(members.size() - 1) + 1) * Long.BYTES;
    }
}
