package io.battdat.predicate;

import io.battdat.column.ByteColumn;
import io.battdat.column.Column;
import io.battdat.column.ColumnType;
import io.battdat.column.DoubleColumn;
import io.battdat.column.FloatColumn;
import io.battdat.column.IntColumn;
import io.battdat.column.LongColumn;
import io.battdat.column.ShortColumn;

/** Gives the numbers of a column as those of one type: the column's own array, or a copy. */
@FunctionalInterface
interface NumberSource<T> {
    T load(int rows);

    /** The numbers of a column of signed integers. */
    static NumberSource<long[]> longs(Column column) {
        if (column instanceof LongColumn longs && !longs.isUnsigned()) {
            return rows -> longs.values();
        } else if (column instanceof IntColumn ints) {
            return new Buffer((rows, target) -> {
                int[] values = ints.values();
                for (int i = 0; i < rows; i++) {
                    target[i] = values[i];
                }
            });
        } else if (column instanceof ShortColumn shorts) {
            return new Buffer((rows, target) -> {
                short[] values = shorts.values();
                for (int i = 0; i < rows; i++) {
                    target[i] = values[i];
                }
            });
        } else if (column instanceof ByteColumn bytes) {
            return new Buffer((rows, target) -> {
                byte[] values = bytes.values();
                for (int i = 0; i < rows; i++) {
                    target[i] = values[i];
                }
            });
        }
        throw new IllegalArgumentException("a column of " + column.type() + " is not compared with integers");
    }

    /** The numbers of a column of floats, or of integers, as doubles. */
    static NumberSource<double[]> doubles(Column column) {
        if (column instanceof DoubleColumn doubles) {
            return rows -> doubles.values();
        } else if (column instanceof FloatColumn floats) {
            return converting((rows, target) -> {
                float[] values = floats.values();
                for (int i = 0; i < rows; i++) {
                    target[i] = values[i];
                }
            });
        } else if (column.type().kind() == ColumnType.Kind.TEXT) {
            throw new IllegalArgumentException("a column of texts is not compared with numbers");
        }
        NumberSource<long[]> longs = longs(column);
        return converting((rows, target) -> {
            long[] values = longs.load(rows);
            for (int i = 0; i < rows; i++) {
                target[i] = values[i];
            }
        });
    }

    private static NumberSource<double[]> converting(Filling<double[]> filling) {
        double[][] buffer = {{}};
        return rows -> {
            if (buffer[0].length < rows) {
                buffer[0] = new double[rows];
            }
            filling.fill(rows, buffer[0]);
            return buffer[0];
        };
    }

    /** Fills a buffer with the column's numbers. */
    @FunctionalInterface
    interface Filling<T> {
        void fill(int rows, T target);
    }

    /** A copy as longs. */
    final class Buffer implements NumberSource<long[]> {
        private final Filling<long[]> filling;
        private long[] values = {};

        Buffer(Filling<long[]> filling) {
            this.filling = filling;
        }

        @Override
        public long[] load(int rows) {
            if (values.length < rows) {
                values = new long[rows];
            }
            filling.fill(rows, values);
            return values;
        }
    }
}
