package io.battdat.predicate;

/** How many of some rows match. */
public enum Match {
    NONE,
    SOME,
    ALL;

    /** Of rows that must match both conditions. */
    Match and(Match other) {
        return compareTo(other) < 0 ? this : other;
    }

    /** Of rows that must match either condition. */
    Match or(Match other) {
        return compareTo(other) > 0 ? this : other;
    }

    /** Of these rows and others together. */
    Match with(Match others) {
        return this == others ? this : SOME;
    }

    Match negate() {
        return switch (this) {
            case NONE -> ALL;
            case SOME -> SOME;
            case ALL -> NONE;
        };
    }
}
