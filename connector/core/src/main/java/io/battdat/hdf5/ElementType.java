package io.battdat.hdf5;

import io.battdat.column.ColumnType;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How the values of a member are stored in a row. */
public sealed interface ElementType extends Serializable {
    /** Bytes that one value takes in the row. */
    int bytes();

    /** The type of the column that the values decode into; empty if they cannot be decoded. */
    Optional<ColumnType> columnType();

    /** What keeps values from being decoded: itself, an array's element or a compound's member; empty for nothing. */
    default Optional<Undecodable> obstacle() {
        if (this instanceof Undecodable undecodable) {
            return Optional.of(undecodable);
        } else if (this instanceof Array array) {
            return array.element().obstacle();
        } else if (this instanceof Compound compound) {
            return compound.members().stream()
                    .flatMap(member -> member.type().obstacle().stream())
                    .findFirst();
        }
        return Optional.empty();
    }

    /** Number formats: two's complement integers and IEEE 754 floats. */
    enum NumberFormat {
        INT8(1, ColumnType.BYTE),
        INT16(2, ColumnType.SHORT),
        INT32(4, ColumnType.INT),
        INT64(8, ColumnType.LONG),
        UINT8(1, ColumnType.SHORT),
        UINT16(2, ColumnType.INT),
        UINT32(4, ColumnType.LONG),
        UINT64(8, ColumnType.UNSIGNED_LONG),
        FLOAT16(2, ColumnType.FLOAT),
        FLOAT32(4, ColumnType.FLOAT),
        FLOAT64(8, ColumnType.DOUBLE);

        private final int bytes;
        private final ColumnType columnType;

        NumberFormat(int bytes, ColumnType columnType) {
            this.bytes = bytes;
            this.columnType = columnType;
        }
    }

    /** A number of either byte order. */
    record Number(NumberFormat format, boolean bigEndian) implements ElementType {
        /** Whether it is a float, not an integer. */
        public boolean isFloat() {
            return switch (format) {
                case FLOAT16, FLOAT32, FLOAT64 -> true;
                case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 -> false;
            };
        }

        @Override
        public int bytes() {
            return format.bytes;
        }

        @Override
        public Optional<ColumnType> columnType() {
            return Optional.of(format.columnType);
        }
    }

    /** One byte, zero for false: PyTables' 8-bit bitfield, h5py's enum of FALSE and TRUE. */
    record Bool() implements ElementType {
        @Override
        public int bytes() {
            return 1;
        }

        @Override
        public Optional<ColumnType> columnType() {
            return Optional.of(ColumnType.BOOLEAN);
        }
    }

    /** A text in a field of {@code bytes} bytes, with a filler behind it: spaces, or else NULs. */
    record Text(int bytes, boolean spacePadded) implements ElementType {
        @Override
        public Optional<ColumnType> columnType() {
            return Optional.of(ColumnType.TEXT);
        }
    }

    /** An array, its last dimension running fastest. */
    record Array(ElementType element, List<Integer> dimensions) implements ElementType {
        public Array {
            dimensions = List.copyOf(dimensions);
        }

        /** Elements in all dimensions together. */
        public int elementCount() {
            return dimensions.stream().reduce(1, Math::multiplyExact);
        }

        @Override
        public int bytes() {
            return Math.multiplyExact(element.bytes(), elementCount());
        }

        @Override
        public Optional<ColumnType> columnType() {
            Optional<ColumnType> type = element.columnType();
            for (int i = dimensions.size() - 1; i >= 0; i--) {
                int length = dimensions.get(i);
                type = type.map(inner -> ColumnType.array(inner, length));
            }
            return type;
        }
    }

    /**
     * PyTables' times since 1970-01-01 00:00 UTC. Those of four bytes are whole seconds; those of eight have a signed
     * count of seconds in their upper half and one of microseconds in the lower.
     */
    record Time(int bytes, boolean bigEndian) implements ElementType {
        @Override
        public Optional<ColumnType> columnType() {
            return Optional.of(bytes == Integer.BYTES ? ColumnType.INT : ColumnType.DOUBLE);
        }
    }

    /**
     * An integer that stands for a label.
     *
     * @param labels by value; those of an unsigned 64-bit integer by its bits
     */
    record Enumeration(Number base, Map<Long, String> labels) implements ElementType {
        public Enumeration {
            labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        }

        @Override
        public int bytes() {
            return base.bytes();
        }

        @Override
        public Optional<ColumnType> columnType() {
            return Optional.of(ColumnType.TEXT);
        }
    }

    /** A text of any length in a global heap of the file; the row holds a reference to it. */
    record VariableText(HeapLayout heap) implements ElementType {
        @Override
        public int bytes() {
            return heap.referenceBytes();
        }

        @Override
        public Optional<ColumnType> columnType() {
            return Optional.of(ColumnType.TEXT);
        }
    }

    /**
     * A row within the row.
     *
     * @param bytes of a value, gaps between members included
     * @param members their offsets count from the start of the value
     */
    record Compound(int bytes, List<Member> members) implements ElementType {
        /** Names of the parts of a complex number, as Spark and Java see them. */
        public static final String REAL = "re";

        public static final String IMAGINARY = "im";

        public Compound {
            members = List.copyOf(members);
        }

        /** A complex number: the real part, then the imaginary part. */
        public static Compound complex(Number part) {
            return new Compound(
                    2 * part.bytes(), List.of(new Member(REAL, 0, part), new Member(IMAGINARY, part.bytes(), part)));
        }

        /** Whether it is a complex number: a real and an imaginary part, floats of one type. */
        public boolean isComplex() {
            return members.size() == 2
                    && members.get(0).name().equals(REAL)
                    && members.get(1).name().equals(IMAGINARY)
                    && members.get(0).type().equals(members.get(1).type())
                    && members.get(0).type() instanceof Number part
                    && part.isFloat();
        }

        /** A struct of all members; empty if one of them cannot be decoded. */
        @Override
        public Optional<ColumnType> columnType() {
            List<ColumnType.Field> fields = new ArrayList<>();
            for (Member member : members) {
                Optional<ColumnType> type = member.type().columnType();
                if (type.isEmpty()) {
                    return Optional.empty();
                }
                fields.add(new ColumnType.Field(member.name(), type.get()));
            }
            return Optional.of(ColumnType.struct(fields));
        }
    }

    /** Something that is not decoded; {@code description} says what, for messages. */
    record Undecodable(int bytes, String description) implements ElementType {
        @Override
        public Optional<ColumnType> columnType() {
            return Optional.empty();
        }
    }
}
