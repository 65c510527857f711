package io.battdat.spark.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** Tells rows of one cell and directory, which come one after the other, from those of the next. */
final class CellRows {
    private final int[] keys;
    private final int partitionCount;
    private final int cellOrdinal;
    private final int metadataOrdinal;
    private final int isRowOrdinal;
    private final UTF8String[] current;
    private boolean started;

    CellRows(StructType rowSchema) {
        List<Integer> ordinals = new ArrayList<>(HiddenColumns.partitionOrdinals(rowSchema));
        this.partitionCount = ordinals.size();
        Optional<Integer> cell = HiddenColumns.ordinal(rowSchema, HiddenColumns.CELL);
        cell.ifPresent(ordinals::add);
        this.cellOrdinal = cell.orElse(-1);
        this.metadataOrdinal =
                HiddenColumns.ordinal(rowSchema, HiddenColumns.METADATA).orElse(-1);
        this.isRowOrdinal =
                HiddenColumns.ordinal(rowSchema, HiddenColumns.IS_ROW).orElse(-1);
        this.keys = ordinals.stream().mapToInt(Integer::intValue).toArray();
        this.current = new UTF8String[keys.length];
    }

    /** Whether a row belongs elsewhere than the row before, or is the first. */
    boolean isNext(InternalRow row) {
        if (!started) {
            return true;
        }
        for (int i = 0; i < keys.length; i++) {
            UTF8String value = text(row, keys[i]);
            if (value == null ? current[i] != null : !value.equals(current[i])) {
                return true;
            }
        }
        return false;
    }

    /** Remembers where a row belongs. */
    void moveTo(InternalRow row) {
        started = true;
        for (int i = 0; i < keys.length; i++) {
            UTF8String value = text(row, keys[i]);
            current[i] = value == null ? null : value.copy();
        }
    }

    private static UTF8String text(InternalRow row, int ordinal) {
        return row.isNullAt(ordinal) ? null : row.getUTF8String(ordinal);
    }

    /** Values of the partition columns as text; null for null. */
    List<String> partitionValues() {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < partitionCount; i++) {
            values.add(current[i] == null ? null : current[i].toString());
        }
        return values;
    }

    /** The cell's name; null if the row says none. */
    String cell() {
        UTF8String cell = current[partitionCount];
        return cell == null ? null : cell.toString();
    }

    boolean hasCells() {
        return cellOrdinal >= 0;
    }

    /** Whether a row is no row of a table, but brings {@link #metadata}. */
    boolean bringsMetadata(InternalRow row) {
        return isRowOrdinal >= 0 && !row.getBoolean(isRowOrdinal);
    }

    /** The metadata that a row brings for its cell; null for none. */
    String metadata(InternalRow row) {
        UTF8String metadata = bringsMetadata(row) ? text(row, metadataOrdinal) : null;
        return metadata == null ? null : metadata.toString();
    }
}
