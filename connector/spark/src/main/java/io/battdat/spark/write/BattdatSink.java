package io.battdat.spark.write;

import io.battdat.BattdatException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The table that Spark appends prepared rows to. It is apart from {@link io.battdat.spark.BattdatDataSource} because Spark
 * lets a source that can append by itself have two of the four save modes only.
 */
public final class BattdatSink implements TableProvider {
    private static final String WRITE = "write";
    /** Writes that have been planned and not yet begun, by a name that goes through Spark's options. */
    private static final Map<String, ArchiveWrite> PLANNED = new ConcurrentHashMap<>();

    /** Runs a write over rows that have been prepared for it. */
    static void write(Dataset<Row> prepared, ArchiveWrite write) {
        String name = UUID.randomUUID().toString();
        PLANNED.put(name, write);
        try {
            prepared.write()
                    .format(BattdatSink.class.getName())
                    .option(WRITE, name)
                    .mode(SaveMode.Append)
                    .save();
        } finally {
            PLANNED.remove(name);
        }
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return new StructType();
    }

    @Override
    public boolean supportsExternalMetadata() {
        return true;
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        String name = new CaseInsensitiveStringMap(properties).get(WRITE);
        ArchiveWrite write = name == null ? null : PLANNED.get(name);
        if (write == null) {
            throw new BattdatException("this class is a part of the data source. Write with format(\"battdat\")");
        }
        return new Sink(write, schema);
    }

    private record Sink(ArchiveWrite write, StructType rows) implements SupportsWrite {
        @Override
        public String name() {
            return write.description();
        }

        /** Deprecated in favour of {@code columns()}, which by default is made from it; Spark 3.5 to 4.x call either. */
        @Override
        @Deprecated
        public StructType schema() {
            return rows;
        }

        @Override
        public Set<TableCapability> capabilities() {
            return Set.of(TableCapability.BATCH_WRITE, TableCapability.ACCEPT_ANY_SCHEMA);
        }

        @Override
        public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
            return new WriteBuilder() {
                @Override
                public Write build() {
                    return write;
                }
            };
        }
    }
}
