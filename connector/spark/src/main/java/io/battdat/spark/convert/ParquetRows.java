package io.battdat.spark.convert;

import io.battdat.column.ArrayColumn;
import io.battdat.column.BooleanColumn;
import io.battdat.column.ByteColumn;
import io.battdat.column.Column;
import io.battdat.column.DoubleColumn;
import io.battdat.column.FloatColumn;
import io.battdat.column.IntColumn;
import io.battdat.column.LongColumn;
import io.battdat.column.ShortColumn;
import io.battdat.column.StructColumn;
import io.battdat.column.TextColumn;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** Writes rows of column batches as Parquet's records. */
final class ParquetRows extends WriteSupport<ParquetRows.Row> {
    private final MessageType schema;
    private final Map<String, String> metadata;
    private RecordConsumer consumer;

    /** The row of a batch that is written next; one object for all. */
    static final class Row {
        private List<Column> columns;
        private int number;

        Row at(List<Column> batch, int row) {
            columns = batch;
            number = row;
            return this;
        }
    }

    /** @param metadata for the file's key-value metadata */
    ParquetRows(MessageType schema, Map<String, String> metadata) {
        this.schema = schema;
        this.metadata = metadata;
    }

    /** Deprecated in favour of one that the Parquet of Spark 3.5 does not have. */
    @Override
    @SuppressWarnings("deprecation")
    public WriteContext init(Configuration configuration) {
        return new WriteContext(schema, metadata);
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
        consumer = recordConsumer;
    }

    @Override
    public void write(Row row) {
        consumer.startMessage();
        for (int i = 0; i < row.columns.size(); i++) {
            Type type = schema.getType(i);
            consumer.startField(type.getName(), i);
            value(type, row.columns.get(i), row.number);
            consumer.endField(type.getName(), i);
        }
        consumer.endMessage();
    }

    private void value(Type type, Column column, int row) {
        if (column instanceof DoubleColumn doubles) {
            consumer.addDouble(doubles.values()[row]);
        } else if (column instanceof LongColumn longs) {
            integer(type, longs.values()[row]);
        } else if (column instanceof FloatColumn floats) {
            consumer.addFloat(floats.values()[row]);
        } else if (column instanceof IntColumn ints) {
            consumer.addInteger(ints.values()[row]);
        } else if (column instanceof TextColumn texts) {
            consumer.addBinary(Binary.fromReusedByteArray(texts.bytes(), texts.start(row), texts.length(row)));
        } else if (column instanceof BooleanColumn booleans) {
            consumer.addBoolean(booleans.values()[row]);
        } else if (column instanceof ShortColumn shorts) {
            consumer.addInteger(shorts.values()[row]);
        } else if (column instanceof ByteColumn bytes) {
            consumer.addInteger(bytes.values()[row]);
        } else if (column instanceof ArrayColumn array) {
            array(type, array, row);
        } else {
            struct(type, (StructColumn) column, row);
        }
    }

    /** A uint32 stands in a long here, and in 32 bits there. */
    private void integer(Type type, long value) {
        if (type.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT32) {
            consumer.addInteger((int) value);
        } else {
            consumer.addLong(value);
        }
    }

    private void array(Type type, ArrayColumn array, int row) {
        consumer.startGroup();
        if (array.length() > 0) {
            Type element = type.asGroupType().getType(0).asGroupType().getType(0);
            consumer.startField(ParquetSchema.LIST, 0);
            for (int i = 0; i < array.length(); i++) {
                consumer.startGroup();
                consumer.startField(ParquetSchema.ELEMENT, 0);
                value(element, array.elements(), row * array.length() + i);
                consumer.endField(ParquetSchema.ELEMENT, 0);
                consumer.endGroup();
            }
            consumer.endField(ParquetSchema.LIST, 0);
        }
        consumer.endGroup();
    }

    private void struct(Type type, StructColumn struct, int row) {
        consumer.startGroup();
        for (int i = 0; i < struct.fields().size(); i++) {
            Type field = type.asGroupType().getType(i);
            consumer.startField(field.getName(), i);
            value(field, struct.fields().get(i), row);
            consumer.endField(field.getName(), i);
        }
        consumer.endGroup();
    }
}
