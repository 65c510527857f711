package io.battdat.predicate;

/** A comparison with one value. */
public record Comparison(Operator operator, Value value) implements Condition {
    @Override
    public Comparison negate() {
        return new Comparison(operator.negate(), value);
    }

    @Override
    public boolean matches(Value other) {
        return other != null && operator.holds(other.compare(value));
    }

    @Override
    public Match match(ValueRange range) {
        ValueRange comparable = range.as(value);
        if (comparable.minimum() == null) {
            return ofNan();
        }
        Match numbers = between(
                comparable.minimum().compare(value), comparable.maximum().compare(value));
        return comparable.holdsNan() ? numbers.with(ofNan()) : numbers;
    }

    private Match ofNan() {
        return matches(new Value.Real(Double.NaN)) ? Match.ALL : Match.NONE;
    }

    /** @param minimum how the least value compares with this one's */
    private Match between(int minimum, int maximum) {
        return switch (operator) {
            case EQUAL ->
                minimum == 0 && maximum == 0 ? Match.ALL : minimum > 0 || maximum < 0 ? Match.NONE : Match.SOME;
            case NOT_EQUAL -> negate().between(minimum, maximum).negate();
            default -> {
                boolean ofMinimum = operator.holds(minimum);
                yield ofMinimum == operator.holds(maximum) ? ofMinimum ? Match.ALL : Match.NONE : Match.SOME;
            }
        };
    }

    @Override
    public String describe(String column) {
        return column + " " + operator + " " + value;
    }
}
