package io.battdat.predicate;

import java.io.Serializable;

/** What is asked of one value. A null satisfies none but {@link NullCheck}, nor the negation of any other. */
public sealed interface Condition extends Serializable permits Comparison, Membership, TextPattern, NullCheck {
    /** The condition that holds of values that are not null and do not satisfy this one. */
    Condition negate();

    /** Whether a value satisfies it; null for null. */
    boolean matches(Value value);

    /** How many values of a range satisfy it. */
    Match match(ValueRange range);

    /** How many values satisfy it of a column that is stored, so that none is null, and of which nothing else is known. */
    default Match matchUnknown() {
        return Match.SOME;
    }

    /** As SQL, with the column it is asked of. */
    String describe(String column);
}
