package io.battdat.predicate;

/** Whether a text starts with, ends with or contains another. */
public record TextPattern(Place place, String part, boolean isWanted) implements Condition {
    /** Where in a text the part is looked for. */
    public enum Place {
        START,
        END,
        ANYWHERE
    }

    @Override
    public TextPattern negate() {
        return new TextPattern(place, part, !isWanted);
    }

    @Override
    public boolean matches(Value value) {
        return value != null && holds(((Value.Text) value).value()) == isWanted;
    }

    private boolean holds(String text) {
        return switch (place) {
            case START -> text.startsWith(part);
            case END -> text.endsWith(part);
            case ANYWHERE -> text.contains(part);
        };
    }

    @Override
    public Match match(ValueRange range) {
        if (range.minimum().equals(range.maximum())) {
            return matches(range.minimum()) ? Match.ALL : Match.NONE;
        } else if (place != Place.START) {
            return Match.SOME;
        }
        Match starting = starting((Value.Text) range.minimum(), (Value.Text) range.maximum());
        return isWanted ? starting : starting.negate();
    }

    /** Texts with a common start stand together in the order of texts. */
    private Match starting(Value.Text minimum, Value.Text maximum) {
        if (holds(minimum.value()) && holds(maximum.value())) {
            return Match.ALL;
        }
        boolean before = maximum.compare(new Value.Text(part)) < 0;
        boolean behind = minimum.compare(new Value.Text(part)) > 0 && !holds(minimum.value());
        return before || behind ? Match.NONE : Match.SOME;
    }

    @Override
    public String describe(String column) {
        String pattern = part.replace("'", "''");
        String like =
                switch (place) {
                    case START -> pattern + "%";
                    case END -> "%" + pattern;
                    case ANYWHERE -> "%" + pattern + "%";
                };
        return column + (isWanted ? " LIKE '" : " NOT LIKE '") + like + "'";
    }
}
