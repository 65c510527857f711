package io.battdat.predicate;

/** Whether a value is null. */
public record NullCheck(boolean isNull) implements Condition {
    @Override
    public NullCheck negate() {
        return new NullCheck(!isNull);
    }

    @Override
    public boolean matches(Value value) {
        return (value == null) == isNull;
    }

    @Override
    public Match match(ValueRange range) {
        return matchUnknown();
    }

    @Override
    public Match matchUnknown() {
        return isNull ? Match.NONE : Match.ALL;
    }

    @Override
    public String describe(String column) {
        return column + (isNull ? " IS NULL" : " IS NOT NULL");
    }
}
