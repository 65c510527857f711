package io.battdat.spark.read;

import io.battdat.hdf5.read.TableReader;
import io.battdat.io.SeekableInput;
import io.battdat.spark.files.ListedFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Rows of one table as Spark's batches: core's columns behind vectors, and constants for what is the same in every row.
 * The vectors are made once; each batch only points them at its rows.
 */
final class TableBatches implements Closeable {
    private final ListedFile file;
    private final CellFacts cell;
    private final TableReader reader;
    private final MetricCounts counts;
    private final List<CoreVector> coreVectors = new ArrayList<>();
    private final List<RowIndexVector> rowIndexes = new ArrayList<>();
    private final ColumnarBatch batch;

    TableBatches(SeekableInput input, FoundTable found, ScanProjection projection, MetricCounts counts) {
        this.counts = counts;
        this.file = found.file();
        this.cell = found.cell();
        ScanProjection.Binding binding = projection.bind(found.table(), file);
        // chunks are read ahead, those that no row is wanted of are not
        FoundTable wanted = found.withoutOtherChunks();
        PushedFilters filters = projection.filters().ofFile(file).ofCell(cell);
        this.reader = new TableReader(
                input,
                wanted.table(),
                binding.members(),
                wanted.runs(),
                projection.bindFilters(filters, found.table()).all());
        StructField[] fields = projection.required().fields();
        ColumnVector[] vectors = new ColumnVector[fields.length];
        for (int i = 0; i < fields.length; i++) {
            vectors[i] = vector(binding.sources().get(i), fields[i]);
        }
        this.batch = new ColumnarBatch(vectors);
    }

    boolean next() throws IOException {
        if (!reader.next()) {
            return false;
        }
        coreVectors.forEach(CoreVector::startBatch);
        rowIndexes.forEach(rows -> rows.startBatch(reader));
        batch.setNumRows(reader.rowCount());
        return true;
    }

    ColumnarBatch batch() {
        return batch;
    }

    private ColumnVector vector(ColumnSource source, StructField field) {
        if (source instanceof ColumnSource.Stored stored) {
            return core(stored.index(), field.dataType());
        } else if (source instanceof ColumnSource.Widened widened) {
            return new WidenedVector(
                    core(widened.index(), widened.storedType()),
                    reader.column(widened.index()).type().kind(),
                    field.dataType());
        } else if (source instanceof ColumnSource.Constant constant) {
            return new ConstantVector(constant.value(), constant.type());
        } else if (source instanceof ColumnSource.CellName) {
            return text(cell.name());
        } else if (source instanceof ColumnSource.BatteryMetadata) {
            return text(cell.metadataJson());
        }
        return fileMetadata(((ColumnSource.FileMetadata) source).type());
    }

    private CoreVector core(int index, DataType type) {
        CoreVector vector = CoreVector.of(reader.column(index), type);
        coreVectors.add(vector);
        return vector;
    }

    private ColumnVector fileMetadata(StructType type) {
        ColumnVector[] parts = new ColumnVector[type.fields().length];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = fileMetadata(type.fields()[i].name());
        }
        return new StructVector(parts, type);
    }

    private ColumnVector fileMetadata(String part) {
        return switch (part) {
            case FileMetadataColumn.FILE_PATH -> text(file.path());
            case FileMetadataColumn.FILE_NAME -> text(new Path(file.path()).getName());
            case FileMetadataColumn.FILE_SIZE -> new ConstantVector(file.length(), DataTypes.LongType);
            case FileMetadataColumn.FILE_MODIFICATION_TIME ->
                new ConstantVector(Math.multiplyExact(file.modificationTimeMillis(), 1000L), DataTypes.TimestampType);
            case FileMetadataColumn.PREFIX -> text(cell.prefix());
            case FileMetadataColumn.CELL -> text(cell.name());
            case FileMetadataColumn.BATTERY -> text(cell.metadataJson());
            case FileMetadataColumn.ROW_INDEX -> {
                RowIndexVector rows = new RowIndexVector();
                rowIndexes.add(rows);
                yield rows;
            }
            default -> throw new IllegalArgumentException("no part of _metadata: " + part);
        };
    }

    private static ColumnVector text(String value) {
        return new ConstantVector(UTF8String.fromString(value), DataTypes.StringType);
    }

    /** Adds what was counted to the counts of the task. */
    @Override
    public void close() {
        counts.addRead(reader);
        reader.close();
    }
}
