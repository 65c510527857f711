package io.battdat.streaming;

import io.battdat.MissingTableException;
import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One row of a table.
 *
 * <p>A record never changes, and stays valid after the next one was fetched and after the file was closed. It is a
 * number of a row in a batch of some thousand rows that its neighbours share: whoever keeps a few records of a long
 * table keeps their whole batches in memory, unless it keeps {@link #asMap} of them.
 *
 * <p>A getter takes each column whose type it widens without loss: {@link #getLong} reads integers of 8, 16, 32 and 64
 * bits, {@link #getDouble} floats and integers of up to 32 bits. For any other column it throws
 * {@link WrongColumnTypeException}, whatever the value; {@link #get(String)} reads all of them. A name that the table
 * lacks is a {@link MissingTableException}, a position that it lacks an {@link IndexOutOfBoundsException}. Units are
 * those of the column schema. There are no nulls: what was not measured is NaN, or whatever the writer put there.
 */
public final class BattdatRecord {
    private final ColumnarTable rows;
    private final int row;

    BattdatRecord(ColumnarTable rows, int row) {
        this.rows = rows;
        this.row = row;
    }

    /** Number of this row in the file's table, from 0. */
    public long rowNumber() {
        return rows.firstRow() + row;
    }

    /** The columns' names, in the order of positions. */
    public List<String> columnNames() {
        return rows.columnNames();
    }

    /**
     * A value of any type: Boolean, Byte, Short, Integer, Long, {@link BigInteger} (unsigned 64-bit), Float, Double,
     * String, a List of them, or a Map of them by the names of a struct's fields.
     */
    public Object get(String name) {
        return get(rows.position(name));
    }

    /** The value at a position, from 0; types as in {@link #get(String)}. */
    public Object get(int position) {
        return rows.values().objectAt(position, row);
    }

    public boolean getBoolean(String name) {
        return getBoolean(rows.position(name));
    }

    public boolean getBoolean(int position) {
        return rows.values().booleanAt(position, row);
    }

    /** An integer of up to 32 bits (of unsigned ones: up to 16). */
    public int getInt(String name) {
        return getInt(rows.position(name));
    }

    /** As {@link #getInt(String)}. */
    public int getInt(int position) {
        return rows.values().intAt(position, row);
    }

    /** An integer of up to 64 bits (of unsigned ones: up to 32). */
    public long getLong(String name) {
        return getLong(rows.position(name));
    }

    /** As {@link #getLong(String)}. */
    public long getLong(int position) {
        return rows.values().longAt(position, row);
    }

    /** An integer of any size, unsigned 64-bit ones included. */
    public BigInteger getBigInteger(String name) {
        return getBigInteger(rows.position(name));
    }

    /** As {@link #getBigInteger(String)}. */
    public BigInteger getBigInteger(int position) {
        return rows.values().bigIntegerAt(position, row);
    }

    /** A float of up to 32 bits, or an integer of up to 16. */
    public float getFloat(String name) {
        return getFloat(rows.position(name));
    }

    /** As {@link #getFloat(String)}. */
    public float getFloat(int position) {
        return rows.values().floatAt(position, row);
    }

    /** A float, or an integer of up to 32 bits (of unsigned ones: up to 16). */
    public double getDouble(String name) {
        return getDouble(rows.position(name));
    }

    /** As {@link #getDouble(String)}. */
    public double getDouble(int position) {
        return rows.values().doubleAt(position, row);
    }

    /** A text; numbers are not turned into texts. */
    public String getString(String name) {
        return getString(rows.position(name));
    }

    /** As {@link #getString(String)}. */
    public String getString(int position) {
        return rows.values().stringAt(position, row);
    }

    /** The elements of an array; those of more dimensions are lists of lists. Unmodifiable. */
    public List<Object> getList(String name) {
        return getList(rows.position(name));
    }

    /** As {@link #getList(String)}. */
    public List<Object> getList(int position) {
        return rows.values().listAt(position, row);
    }

    /**
     * The fields of a struct by their names, in their order: a nested compound, or {@code re} and {@code im} of a
     * complex number. Unmodifiable.
     */
    public Map<String, Object> getStruct(String name) {
        return getStruct(rows.position(name));
    }

    /** As {@link #getStruct(String)}. */
    public Map<String, Object> getStruct(int position) {
        return rows.values().structAt(position, row);
    }

    /** A copy of the row: values as in {@link #get(String)} by name, in the order of the columns. Unmodifiable. */
    public Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        List<String> names = rows.columnNames();
        for (int i = 0; i < names.size(); i++) {
            map.put(names.get(i), get(i));
        }
        return Collections.unmodifiableMap(map);
    }

    @Override
    public String toString() {
        return asMap().toString();
    }
}
