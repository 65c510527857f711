package io.battdat.hdf5;

import io.battdat.column.ColumnType;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** How the values of a member are stored in a row. */
public sealed interface ElementType extends Serializable {
    /** Bytes of one value. */
    int bytes();

    /** The type of the column that the values decode into; empty if they cannot be decoded. */
    Optional<ColumnType> columnType();

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

    /** Something that is not decoded; {@code description} says what, for messages. */
    record Undecodable(int bytes, String description) implements ElementType {
        @Override
        public Optional<ColumnType> columnType() {
            return Optional.empty();
        }
    }
}
