package io.battdat.hdf5.zones;

import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.RecordLayout;
import java.util.List;

/**
 * What the numeric columns of one chunk hold. Values are 64 bits each: signed integers sign-extended, unsigned ones
 * zero-extended, floats as the double of the same value.
 *
 * @param rows rows of the chunk that were looked at
 * @param tail checksum of the end of the chunk as stored ({@link ZoneTail})
 * @param minimums smallest value of each numeric column, NaN left out; of a column of nothing but NaN, infinity
 * @param maximums largest value of each, NaN left out; of a column of nothing but NaN, negative infinity
 * @param holdsNan whether NaN occurs in each
 * @param ascending whether in each no value is smaller than the one before it, and none is NaN
 */
public record Zone(int rows, long tail, long[] minimums, long[] maximums, boolean[] holdsNan, boolean[] ascending) {
    /** The columns that have zones: single numbers, in the order of the row. */
    public static List<Member> columns(RecordLayout layout) {
        return layout.members().stream()
                .filter(member -> member.type() instanceof ElementType.Number)
                .toList();
    }
}
