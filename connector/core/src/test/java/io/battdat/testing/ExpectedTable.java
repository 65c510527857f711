package io.battdat.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A table of a sound file, by its path without a leading slash. */
public record ExpectedTable(SoundFile file, String path, JsonNode expected) {
    /** deflate, shuffle, fletcher32, nbit, lzo, bzip2, lzf, blosc, blosc2. */
    private static final Set<Integer> FILTERS_READ = Set.of(1, 2, 3, 5, 305, 307, 32000, 32001, 32026);

    /** The path of the group, "/" for the root. */
    public String prefix() {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "/" : path.substring(0, slash);
    }

    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    public long rowCount() {
        return expected.get("nrows").asLong();
    }

    /** The columns, in the order of the file. */
    public List<ExpectedColumn> columns() {
        List<ExpectedColumn> columns = new ArrayList<>();
        for (JsonNode column : expected.path("columns")) {
            columns.add(new ExpectedColumn(column));
        }
        return columns;
    }

    public ExpectedColumn column(String name) {
        return columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(this + " has no column " + name));
    }

    /** Whether it is two-dimensional or otherwise none of battdat's tables, though its rows are compound. */
    public boolean isNoTable() {
        return expected.path("unreadable").asBoolean();
    }

    /** The filters that its chunks went through. */
    public Stream<JsonNode> filters() {
        return expected.path("hdf5_layout").path("filters").valueStream();
    }

    /** Whether a filter is among those that the reader undoes. */
    public static boolean isRead(JsonNode filter) {
        return FILTERS_READ.contains(filter.get("id").asInt());
    }

    public boolean hasFiltersThatAreRead() {
        return filters().allMatch(ExpectedTable::isRead);
    }

    /** Whether a release before 0.4 wrote it through pandas. */
    public boolean isOfOldRelease() {
        return OldRelease.wrote(expected);
    }

    /** Runs of equal cycle numbers and their rows; null for a table without such numbers. */
    public JsonNode cycles() {
        JsonNode cycles = isOfOldRelease()
                ? expected.get("legacy").get("cycles")
                : file.expected().get("cycles").get(path);
        return cycles == null || cycles.isNull() ? null : cycles;
    }

    @Override
    public String toString() {
        return file + " " + path;
    }
}
