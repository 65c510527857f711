package io.battdat.spark.convert;

import io.battdat.CorruptFileException;
import io.battdat.hdf5.read.TableReader;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.ParquetRuntimeException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Reads a Parquet file in batches of columns. Memory holds a row group as it is stored, and a batch. */
final class ParquetTableReader implements Closeable {
    private final InputFile file;
    private final ParquetFileReader reader;
    private final MessageType schema;
    private final ParquetColumns columns;
    private final List<ColumnReader> readers = new ArrayList<>();
    private long leftInGroup;
    private long firstRow;
    private int rowCount;

    /** @param selection of columns */
    ParquetTableReader(InputFile file, SourceSelection selection) throws IOException {
        this.file = file;
        this.reader = opened(file);
        try {
            MessageType all = reader.getFileMetaData().getSchema();
            this.schema = new MessageType(
                    all.getName(),
                    all.getFields().stream()
                            .filter(field -> selection.takesColumn(field.getName()))
                            .toList());
            reader.setRequestedSchema(schema);
            Map<String, int[]> lengths = listLengths();
            this.columns =
                    new ParquetColumns(file.toString(), schema, leaf -> lengths.get(String.join(".", leaf.getPath())));
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    private static ParquetFileReader opened(InputFile file) throws IOException {
        try {
            return ParquetFileReader.open(file);
        } catch (RuntimeException e) {
            throw new CorruptFileException(file.toString(), "footer", "it is no Parquet file: " + e.getMessage(), e);
        }
    }

    Map<String, String> keyValues() {
        return reader.getFileMetaData().getKeyValueMetaData();
    }

    long tableRows() {
        return reader.getRecordCount();
    }

    ParquetColumns columns() {
        return columns;
    }

    int rowCount() {
        return rowCount;
    }

    /** Lengths of lists as the first row has them, by leaf; of no rows, one. */
    private Map<String, int[]> listLengths() throws IOException {
        Map<String, int[]> lengths = new HashMap<>();
        List<ColumnDescriptor> lists = schema.getColumns().stream()
                .filter(leaf -> leaf.getMaxRepetitionLevel() > 0)
                .toList();
        lists.forEach(leaf -> lengths.put(String.join(".", leaf.getPath()), ones(leaf)));
        if (lists.isEmpty() || reader.getRowGroups().isEmpty()) {
            return lengths;
        }
        try (ParquetFileReader first = opened(file)) {
            first.setRequestedSchema(schema);
            PageReadStore group = first.readNextRowGroup();
            if (group == null || group.getRowCount() == 0) {
                return lengths;
            }
            ColumnReadStoreImpl store = store(group);
            for (ColumnDescriptor leaf : lists) {
                lengths.put(String.join(".", leaf.getPath()), lengths(store.getColumnReader(leaf), leaf));
            }
        }
        return lengths;
    }

    private static int[] ones(ColumnDescriptor leaf) {
        int[] lengths = new int[leaf.getMaxRepetitionLevel()];
        Arrays.fill(lengths, 1);
        return lengths;
    }

    /** A value of repetition level n begins a new element of the n-th list around it. */
    private static int[] lengths(ColumnReader values, ColumnDescriptor leaf) {
        int[] begun = new int[leaf.getMaxRepetitionLevel()];
        do {
            for (int level = Math.max(1, values.getCurrentRepetitionLevel()); level <= begun.length; level++) {
                begun[level - 1]++;
            }
            values.consume();
        } while (values.getCurrentRepetitionLevel() > 0);
        for (int i = begun.length - 1; i > 0; i--) {
            begun[i] /= begun[i - 1];
        }
        return begun;
    }

    private ColumnReadStoreImpl store(PageReadStore group) {
        return new ColumnReadStoreImpl(
                group, converter(schema), schema, reader.getFileMetaData().getCreatedBy());
    }

    /** The store wants converters, which are not used: values are taken from the readers. */
    private static GroupConverter converter(GroupType type) {
        List<Converter> fields = new ArrayList<>();
        for (Type field : type.getFields()) {
            fields.add(field.isPrimitive() ? new PrimitiveConverter() {} : converter(field.asGroupType()));
        }
        return new GroupConverter() {
            @Override
            public Converter getConverter(int field) {
                return fields.get(field);
            }

            @Override
            public void start() {}

            @Override
            public void end() {}
        };
    }

    /** Reads the next batch; false at the end. */
    boolean next() throws IOException {
        try {
            while (leftInGroup == 0) {
                PageReadStore group = reader.readNextRowGroup();
                if (group == null) {
                    return false;
                }
                leftInGroup = group.getRowCount();
                ColumnReadStoreImpl store = store(group);
                readers.clear();
                columns.leaves().forEach(leaf -> readers.add(store.getColumnReader(leaf.descriptor())));
            }
            readBatch();
            return true;
        } catch (ParquetRuntimeException e) {
            throw new CorruptFileException(file.toString(), "row group of row " + firstRow, e.getMessage(), e);
        }
    }

    private void readBatch() {
        firstRow += rowCount;
        rowCount = (int) Math.min(TableReader.BATCH_ROWS, leftInGroup);
        leftInGroup -= rowCount;
        columns.columns().forEach(column -> column.ensureCapacity(TableReader.BATCH_ROWS));
        for (int i = 0; i < readers.size(); i++) {
            ParquetLeaf leaf = columns.leaves().get(i);
            leaf.startBatch();
            for (int row = 0; row < rowCount; row++) {
                try {
                    leaf.read(readers.get(i), row);
                } catch (ParquetLeaf.BadValue e) {
                    throw new CorruptFileException(
                            file.toString(),
                            "column " + leaf.descriptor().getPath()[0] + ", row " + (firstRow + row),
                            e.getMessage());
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
