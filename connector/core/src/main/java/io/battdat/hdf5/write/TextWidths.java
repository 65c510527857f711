package io.battdat.hdf5.write;

import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.Leaf;
import io.battdat.hdf5.Member;
import java.util.ArrayList;
import java.util.List;

/**
 * How wide the texts of a column are.
 *
 * @param type of the column
 * @param bytes of each leaf of texts, in their order
 */
record TextWidths(ElementType type, List<Integer> bytes) {
    static TextWidths of(ElementType type) {
        List<Integer> bytes = Leaf.of(new Member("", 0, type)).stream()
                .filter(leaf -> leaf.type() instanceof ElementType.Text)
                .map(leaf -> leaf.type().bytes())
                .toList();
        return new TextWidths(type, bytes);
    }

    /**
     * The type with texts that hold the longest ones; the same type if they do already.
     *
     * @param longest bytes of the longest text of each leaf
     * @param withReserve whether texts that become wider become a bit wider than needed, so that those that grow do not
     *     cost a rewrite each
     */
    ElementType wideEnough(List<Integer> longest, boolean withReserve) {
        List<Integer> wider = new ArrayList<>();
        for (int i = 0; i < bytes.size(); i++) {
            int width = bytes.get(i);
            int reserve = withReserve ? width + width / 2 : 0;
            wider.add(longest.get(i) <= width ? width : Math.max(longest.get(i), reserve));
        }
        return wider.equals(bytes) ? type : StorageTypes.withTextBytes(type, wider.iterator());
    }
}
