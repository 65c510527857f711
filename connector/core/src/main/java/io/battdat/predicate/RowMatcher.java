package io.battdat.predicate;

import io.battdat.column.Column;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Finds the rows of a batch of columns that match a predicate. Serves one reader. */
public final class RowMatcher {
    /** A part of the predicate. */
    private interface Node {
        void match(int rows, boolean[] matches);
    }

    private final Node root;

    /**
     * @param columns gives the columns by name, which are filled anew for each batch
     * @throws IllegalArgumentException if a value cannot be compared with those of a column
     */
    public RowMatcher(Predicate predicate, Function<List<String>, Column> columns) {
        this.root = node(predicate, columns);
    }

    /** Says of each of the first {@code rows} rows of the columns whether it matches. */
    public void match(int rows, boolean[] matches) {
        root.match(rows, matches);
    }

    private static Node node(Predicate predicate, Function<List<String>, Column> columns) {
        if (predicate instanceof Predicate.Test test) {
            ColumnTest columnTest = ColumnTest.of(test.condition(), columns.apply(test.column()));
            return columnTest::test;
        } else if (predicate instanceof Predicate.And and) {
            return new Several(
                    and.parts().stream().map(part -> node(part, columns)).toList(), true);
        }
        List<Predicate> parts = ((Predicate.Or) predicate).parts();
        return new Several(parts.stream().map(part -> node(part, columns)).toList(), false);
    }

    /** Rows that match all parts, or any. */
    private static final class Several implements Node {
        private final List<Node> parts;
        private final boolean all;
        private boolean[] ofPart = {};

        Several(List<Node> parts, boolean all) {
            this.parts = parts;
            this.all = all;
        }

        @Override
        public void match(int rows, boolean[] matches) {
            if (parts.isEmpty()) {
                Arrays.fill(matches, 0, rows, all);
                return;
            }
            parts.get(0).match(rows, matches);
            if (ofPart.length < rows) {
                ofPart = new boolean[rows];
            }
            for (Node part : parts.subList(1, parts.size())) {
                part.match(rows, ofPart);
                for (int i = 0; i < rows; i++) {
                    matches[i] = all ? matches[i] & ofPart[i] : matches[i] | ofPart[i];
                }
            }
        }
    }
}
