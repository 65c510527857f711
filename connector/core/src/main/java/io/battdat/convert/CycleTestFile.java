package io.battdat.convert;

import io.battdat.column.Column;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;

/** One file of a test that a cycler has exported, row by row, with the vendor's numbers and battdat's units and signs. */
abstract class CycleTestFile implements Closeable {
    protected final FieldReader fields;

    CycleTestFile(FieldReader fields) {
        this.fields = fields;
    }

    /** Goes to the next row; false at the end. */
    final boolean next() throws IOException {
        return fields.next();
    }

    /** The vendor's number of the cycle. */
    abstract long cycle();

    /** Seconds from some time before the file. */
    abstract double time();

    /** Amperes, positive while charging. */
    abstract double current();

    /** Volts. */
    abstract double voltage();

    /** @param amperes what {@link #current} gave */
    abstract ChargingState state(double amperes);

    /** Stores what else the row holds. */
    abstract void copyOthers(Map<String, Column> columns, int row);

    final VendorFileException bad(String problem, String remedy) {
        return fields.bad(problem, remedy);
    }

    @Override
    public final void close() throws IOException {
        fields.close();
    }
}
