package io.battdat.spark.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * A table to write.
 *
 * @param deflateLevel 0 to store chunks as they are
 * @param chunksAlike whether every chunk holds the rows of the first, so that it is made and compressed only once
 */
public record GeneratedTable(
        List<Column> columns, long rowCount, int chunkRows, int deflateLevel, boolean chunksAlike, Rows rows) {

    /** How a column is stored. */
    public enum Type {
        INT(4),
        LONG(8),
        DOUBLE(8);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        int bytes() {
            return bytes;
        }
    }

    /** A column and its type. */
    public record Column(String name, Type type) {}

    /** Gives the values of a row, in the order of the columns. */
    @FunctionalInterface
    public interface Rows {
        void put(long row, ByteBuffer target);
    }

    /** Columns {@code row}, the number of the row, and {@code voltage}, a tenth of it. */
    public static GeneratedTable numbered(long rowCount, int chunkRows, int deflateLevel) {
        return new GeneratedTable(
                List.of(new Column("row", Type.LONG), new Column("voltage", Type.DOUBLE)),
                rowCount,
                chunkRows,
                deflateLevel,
                false,
                (row, target) -> target.putLong(row).putDouble(row / 10.0));
    }

    int rowBytes() {
        return columns.stream().mapToInt(column -> column.type().bytes()).sum();
    }

    long chunkCount() {
        return (rowCount + chunkRows - 1) / chunkRows;
    }

    /** A chunk as it is stored, the last one whole too. */
    byte[] chunk(long number) {
        ByteBuffer plain = ByteBuffer.allocate(chunkRows * rowBytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < chunkRows; i++) {
            rows.put((chunksAlike ? 0 : number * chunkRows) + i, plain);
        }
        return deflateLevel == 0 ? plain.array() : deflated(plain.array());
    }

    private byte[] deflated(byte[] plain) {
        Deflater deflater = new Deflater(deflateLevel);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            out.write(plain);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }
}
