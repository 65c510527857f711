package io.battdat.fuzz;

/** Bytes of a file from {@code start} up to but not including {@code end}. */
record Extent(int start, int end) {
    boolean holds(int position) {
        return start <= position && position < end;
    }

    int length() {
        return end - start;
    }
}
