package io.battdat.hdf5;

import java.io.Serializable;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * How a row is stored.
 *
 * @param rowBytes size of a row, gaps between members included
 * @param members in the order of the file; of a release before 0.4, in that of pandas, and without the row labels
 */
public record RecordLayout(int rowBytes, List<Member> members) implements Serializable {
    public RecordLayout {
        members = List.copyOf(members);
    }

    /** Position of the member of that exact name. */
    public OptionalInt indexOf(String name) {
        return IntStream.range(0, members.size())
                .filter(i -> members.get(i).name().equals(name))
                .findFirst();
    }
}
