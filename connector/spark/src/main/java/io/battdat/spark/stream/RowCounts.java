package io.battdat.spark.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.battdat.BattdatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.spark.sql.connector.read.streaming.Offset;

/**
 * How many rows of each table a stream has handed out. As JSON, in a query's checkpoint:
 * <pre>{"version": 1, "rows": {"file:/archive/cell-1.h5": {"/": 1200}}}</pre>
 */
public final class RowCounts extends Offset {
    /** Before the first row. */
    static final RowCounts NONE = new RowCounts(new TreeMap<>());

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String VERSION = "version";
    private static final int KNOWN_VERSION = 1;
    private static final String ROWS = "rows";

    /** By file, then by prefix. */
    private final NavigableMap<String, NavigableMap<String, Long>> rows;

    private RowCounts(NavigableMap<String, NavigableMap<String, Long>> rows) {
        this.rows = rows;
    }

    /** Counts by file and, in it, by prefix. */
    public static RowCounts of(Map<String, ? extends Map<String, Long>> rows) {
        NavigableMap<String, NavigableMap<String, Long>> copy = new TreeMap<>();
        rows.forEach((file, tables) -> copy.put(file, new TreeMap<>(tables)));
        return new RowCounts(copy);
    }

    /**
     * Reads what {@link #json} wrote.
     *
     * @throws BattdatException if it is something else
     */
    static RowCounts fromJson(String json) {
        try {
            JsonNode offset = MAPPER.readTree(json);
            if (offset.path(VERSION).asInt() != KNOWN_VERSION
                    || !offset.path(ROWS).isObject()) {
                throw unreadable(json, null);
            }
            NavigableMap<String, NavigableMap<String, Long>> rows = new TreeMap<>();
            for (Map.Entry<String, JsonNode> file : offset.get(ROWS).properties()) {
                NavigableMap<String, Long> tables = new TreeMap<>();
                for (Map.Entry<String, JsonNode> table : file.getValue().properties()) {
                    if (!table.getValue().isIntegralNumber() || table.getValue().asLong() < 0) {
                        throw unreadable(json, null);
                    }
                    tables.put(table.getKey(), table.getValue().asLong());
                }
                rows.put(file.getKey(), tables);
            }
            return new RowCounts(rows);
        } catch (JsonProcessingException e) {
            throw unreadable(json, e);
        }
    }

    private static BattdatException unreadable(String json, Exception cause) {
        String shown = json.length() > 200 ? json.substring(0, 200) + "…" : json;
        return new BattdatException(
                "the query's checkpoint has an offset that is none of this source: " + shown
                        + ". Start the query with the source it was begun with, or with a new checkpointLocation",
                cause);
    }

    @Override
    public String json() {
        ObjectNode offset = MAPPER.createObjectNode();
        offset.put(VERSION, KNOWN_VERSION);
        ObjectNode files = offset.putObject(ROWS);
        rows.forEach((file, tables) -> {
            ObjectNode counts = files.putObject(file);
            tables.forEach(counts::put);
        });
        return offset.toString();
    }

    /** The rows of a table; 0 of one that has not been seen. */
    long of(String file, String prefix) {
        NavigableMap<String, Long> tables = rows.get(file);
        return tables == null ? 0 : tables.getOrDefault(prefix, 0L);
    }

    /**
     * What this has more than an earlier offset, by file and prefix. Tables of the earlier one that are not here are gone:
     * their rows have been handed out, and nothing is missed.
     *
     * @throws BattdatException if a table has become shorter
     */
    List<RowsAdded> since(RowCounts earlier) {
        List<RowsAdded> added = new ArrayList<>();
        rows.forEach((file, tables) -> tables.forEach((prefix, count) -> {
            long before = earlier.of(file, prefix);
            if (count < before) {
                throw new BattdatException(file + ", prefix " + prefix + ": the table has " + count
                        + " rows, of which " + before
                        + " have been read already. A stream follows tables that grow: write"
                        + " the changed table to a new file, or start the query with a new checkpointLocation");
            }
            if (count > before) {
                added.add(new RowsAdded(file, prefix, before, count));
            }
        }));
        return added;
    }

    /** This with some of the rows that were added. */
    RowCounts plus(List<RowsAdded> added) {
        RowCounts sum = of(rows);
        added.forEach(some ->
                sum.rows.computeIfAbsent(some.file(), file -> new TreeMap<>()).put(some.prefix(), some.endRow()));
        return sum;
    }
}
