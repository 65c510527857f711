package io.battdat.hdf5.write;

import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.Member;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * PyTables' default value of a column (its {@code FIELD_n_FILL}): zero, an empty text, or the first value of an enum, in
 * the type of an array's elements; of times and enums the number behind them.
 *
 * @param bytes the value as it is stored
 */
record DefaultValue(ElementType type, byte[] bytes) {
    /**
     * The columns that have a default value: of nested ones their members, behind all columns of the level above
     * (PyTables, {@code Description._f_walk}).
     */
    static List<ElementType> columns(List<Member> members) {
        List<ElementType> columns = new ArrayList<>();
        Deque<List<Member>> levels = new ArrayDeque<>(List.of(members));
        while (!levels.isEmpty()) {
            for (Member member : levels.remove()) {
                if (member.type() instanceof ElementType.Compound compound && !compound.isComplex()) {
                    levels.add(compound.members());
                } else {
                    columns.add(member.type());
                }
            }
        }
        return columns;
    }

    static DefaultValue of(ElementType column) {
        ElementType element = StorageTypes.innermost(column);
        if (element instanceof ElementType.Text) {
            return zero(new ElementType.Text(1, false));
        } else if (element instanceof ElementType.Time time) {
            ElementType.NumberFormat format =
                    time.bytes() == Integer.BYTES ? ElementType.NumberFormat.INT32 : ElementType.NumberFormat.FLOAT64;
            return zero(new ElementType.Number(format, time.bigEndian()));
        } else if (element instanceof ElementType.Enumeration enumeration) {
            long first = enumeration.labels().keySet().iterator().next();
            return new DefaultValue(enumeration.base(), bytes(first, enumeration.base()));
        }
        return zero(element);
    }

    private static DefaultValue zero(ElementType type) {
        return new DefaultValue(type, new byte[type.bytes()]);
    }

    /** An integer as it is stored. */
    static byte[] bytes(long value, ElementType.Number type) {
        ByteOrder order = type.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        byte[] eight =
                ByteBuffer.allocate(Long.BYTES).order(order).putLong(value).array();
        int from = type.bigEndian() ? Long.BYTES - type.bytes() : 0;
        return Arrays.copyOfRange(eight, from, from + type.bytes());
    }
}
