package io.battdat.hdf5.zones;

import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.ElementType.NumberFormat;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.RecordLayout;
import io.battdat.predicate.ValueRange;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A column whose values have an order that zones can tell: a single number or time in each row. */
public record ZoneColumn(String name, Kind kind) implements Serializable {
    /** What the 64 bits that stand for a value are. */
    public enum Kind {
        /** An integer, sign-extended. */
        SIGNED,
        /** An unsigned integer of 64 bits. */
        UNSIGNED,
        /** The IEEE double of the same value. */
        REAL;

        private static final Set<NumberFormat> FLOATS =
                EnumSet.of(NumberFormat.FLOAT16, NumberFormat.FLOAT32, NumberFormat.FLOAT64);

        /** Which of two values, by their bits, is smaller. */
        public int compare(long one, long other) {
            return switch (this) {
                case SIGNED -> Long.compare(one, other);
                case UNSIGNED -> Long.compareUnsigned(one, other);
                case REAL -> {
                    double first = Double.longBitsToDouble(one);
                    double second = Double.longBitsToDouble(other);
                    yield first < second ? -1 : first > second ? 1 : 0;
                }
            };
        }

        public long smaller(long one, long other) {
            return compare(other, one) < 0 ? other : one;
        }

        public long larger(long one, long other) {
            return compare(other, one) > 0 ? other : one;
        }

        /** No value is smaller. */
        public long smallest() {
            return switch (this) {
                case SIGNED -> Long.MIN_VALUE;
                case UNSIGNED -> 0;
                case REAL -> Double.doubleToRawLongBits(Double.NEGATIVE_INFINITY);
            };
        }

        /** No value is larger. */
        public long largest() {
            return switch (this) {
                case SIGNED -> Long.MAX_VALUE;
                case UNSIGNED -> -1;
                case REAL -> Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);
            };
        }

        /**
         * The values between two, by their bits.
         *
         * @param holdsNan whether NaN is one of them; of nothing but NaN the minimum is greater than the maximum
         */
        ValueRange range(long minimum, long maximum, boolean holdsNan) {
            return switch (this) {
                case SIGNED -> ValueRange.of(minimum, maximum);
                case UNSIGNED -> ValueRange.ofUnsigned(minimum, maximum);
                case REAL ->
                    ValueRange.of(Double.longBitsToDouble(minimum), Double.longBitsToDouble(maximum), holdsNan);
            };
        }

        static Optional<Kind> of(ElementType type) {
            if (type instanceof ElementType.Number number) {
                return Optional.of(
                        FLOATS.contains(number.format())
                                ? REAL
                                : number.format() == NumberFormat.UINT64 ? UNSIGNED : SIGNED);
            } else if (type instanceof ElementType.Time time) {
                return Optional.of(time.bytes() == Integer.BYTES ? SIGNED : REAL);
            }
            return Optional.empty();
        }
    }

    /** Positions of the members of a row that have zones, in the order of the row. */
    static List<Integer> positions(RecordLayout layout) {
        return IntStream.range(0, layout.members().size())
                .filter(i -> Kind.of(layout.members().get(i).type()).isPresent())
                .boxed()
                .toList();
    }

    public static ZoneColumn of(Member member) {
        return new ZoneColumn(member.name(), Kind.of(member.type()).orElseThrow());
    }
}
