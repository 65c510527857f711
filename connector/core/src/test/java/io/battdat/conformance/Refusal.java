package io.battdat.conformance;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.BattdatException;
import io.battdat.CorruptFileException;
import io.battdat.UnsupportedFormatException;
import io.battdat.testing.ExpectedColumn;
import io.battdat.testing.ExpectedTable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * What the reader must refuse although the file is sound, and what its message must say.
 *
 * @param type class of the exception
 * @param parts texts that the message must hold
 */
record Refusal(Class<? extends BattdatException> type, List<String> parts) {
    /** Columns that hold bytes which are no UTF-8. */
    private static final Set<String> NOT_UTF8 =
            Set.of("types-latin1-text.h5 raw_data label", "types-text-not-utf8.h5 raw_data label");

    /** Why the structure of a table is not read; empty if it is. */
    static Optional<Refusal> ofStructure(ExpectedTable table) {
        return table.isNoTable() ? Optional.of(unsupported(table, "dimensions")) : Optional.empty();
    }

    /** Why no row of a table is read, though its structure is: a filter; empty if there is no such filter. */
    static Optional<Refusal> ofRows(ExpectedTable table) {
        return table.filters()
                .filter(filter -> !ExpectedTable.isRead(filter))
                .map(filter -> unsupported(
                        table,
                        "filter " + filter.get("id").asInt() + " ("
                                + filter.get("name").asText() + ")"))
                .findFirst();
    }

    /** Why a column is not read; empty if it is. */
    static Optional<Refusal> ofColumn(ExpectedTable table, ExpectedColumn column) {
        if (NOT_UTF8.contains(table.file().name() + " " + table.path() + " " + column.name())) {
            return Optional.of(new Refusal(
                    CorruptFileException.class,
                    List.of(table.file().name(), "table " + table.path(), "column " + column.name(), "row ", "UTF-8")));
        }
        return column.type().isPresent()
                ? Optional.empty()
                : Optional.of(unsupported(table, "column " + column.name(), "its type ("));
    }

    private static Refusal unsupported(ExpectedTable table, String... parts) {
        List<String> all = Stream.concat(Stream.of(table.file().name(), "table " + table.path()), Stream.of(parts))
                .toList();
        return new Refusal(UnsupportedFormatException.class, all);
    }

    /** Checks that something is refused in this way. */
    void assertMadeBy(ThrowingCallable attempt) {
        assertThatThrownBy(attempt).isInstanceOf(type).hasMessageContainingAll(parts.toArray(String[]::new));
    }
}
