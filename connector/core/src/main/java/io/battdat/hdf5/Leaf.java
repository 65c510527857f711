package io.battdat.hdf5;

import io.battdat.column.ArrayColumn;
import io.battdat.column.Column;
import io.battdat.column.StructColumn;
import java.util.ArrayList;
import java.util.List;

/**
 * Single values in a member of a row: the member itself, the elements of its arrays, or a member of its nested compounds.
 *
 * @param name of the member; in a nested compound the path to it, such as {@code point.x}
 * @param type neither an array nor a compound
 * @param places where the values stand in the row
 * @param fields positions of the nested members that lead here from the outermost one
 */
public record Leaf(String name, ElementType type, Places places, List<Integer> fields) {
    public Leaf {
        fields = List.copyOf(fields);
    }

    /** The leaves of a member, in the order in which they are declared. */
    public static List<Leaf> of(Member member) {
        List<Leaf> leaves = new ArrayList<>();
        add(member.name(), member.type(), new Places(member.offset(), null, 0, 1), List.of(), leaves);
        return leaves;
    }

    private static void add(String name, ElementType type, Places places, List<Integer> fields, List<Leaf> leaves) {
        if (type instanceof ElementType.Array array) {
            Places elements =
                    places.repeated(array.elementCount(), array.element().bytes());
            add(name, array.element(), elements, fields, leaves);
        } else if (type instanceof ElementType.Compound compound) {
            for (int i = 0; i < compound.members().size(); i++) {
                Member part = compound.members().get(i);
                List<Integer> path = new ArrayList<>(fields);
                path.add(i);
                add(name + "." + part.name(), part.type(), places.at(part.offset()), path, leaves);
            }
        } else {
            leaves.add(new Leaf(name, type, places, fields));
        }
    }

    /** The column of these values within a column of the whole member. */
    public Column in(Column member) {
        Column found = elements(member);
        for (int field : fields) {
            found = elements(((StructColumn) found).fields().get(field));
        }
        return found;
    }

    private static Column elements(Column column) {
        Column found = column;
        while (found instanceof ArrayColumn array) {
            found = array.elements();
        }
        return found;
    }

    /**
     * Where the values of a leaf stand in a row.
     *
     * @param offset of the first
     * @param outer where the compounds or arrays stand that these values are repeated in; null for the row itself
     * @param stepBytes from one of {@code count} elements to the next
     */
    public record Places(int offset, Places outer, int stepBytes, int count) {
        private Places at(int memberOffset) {
            return new Places(offset + memberOffset, outer, stepBytes, count);
        }

        private Places repeated(int elements, int elementBytes) {
            return new Places(offset, count == 1 ? outer : this, elementBytes, elements);
        }

        /** Values in each row. */
        public int perRow() {
            return outer == null ? count : Math.multiplyExact(count, outer.perRow());
        }

        /** The offset in the row of a value, the innermost elements running fastest. */
        public int offset(int index) {
            int inThis = offset + index % count * stepBytes;
            for (Places next = outer, inner = this; next != null; inner = next, next = next.outer) {
                index /= inner.count;
                inThis += index % next.count * next.stepBytes;
            }
            return inThis;
        }
    }
}
