package io.battdat.hdf5.pickle;

import java.util.List;

/** What a pickle holds. */
public sealed interface Pickled {
    /** A Python {@code str}. */
    record Text(String value) implements Pickled {}

    /** A Python {@code int} of up to 64 bits. */
    record Int(long value) implements Pickled {}

    /** A list or a tuple. */
    record Items(List<Pickled> items) implements Pickled {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** Python's {@code None}. */
    record None() implements Pickled {}
}
