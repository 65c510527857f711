package io.battdat.spark.write;

import io.battdat.column.LongColumn;
import io.battdat.hdf5.write.ColumnPlace;
import java.math.BigInteger;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;

/** Puts decimals of 20 digits into a column of uint64. */
final class UnsignedCollector implements ValueCollector {
    private static final int DIGITS = 20;

    private final ColumnPlace place;
    private final LongColumn column;

    UnsignedCollector(ColumnPlace place, LongColumn column) {
        this.place = place;
        this.column = column;
    }

    @Override
    public long put(SpecializedGetters values, int ordinal, int position, long tableRow) {
        BigInteger integer =
                values.getDecimal(ordinal, DIGITS, 0).toJavaBigDecimal().toBigIntegerExact();
        if (integer.signum() < 0 || integer.bitLength() > Long.SIZE) {
            throw place.refusal(
                    tableRow,
                    "the value " + integer + " is outside of uint64, which stores decimal(20,0). Cast to double");
        }
        column.values()[position] = integer.longValue();
        return Long.BYTES;
    }
}
