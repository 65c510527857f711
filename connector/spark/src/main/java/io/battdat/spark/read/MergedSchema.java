package io.battdat.spark.read;

import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.TableInfo;
import io.battdat.spark.ReadConf;
import io.battdat.spark.TypeWidening;
import io.battdat.spark.files.ListedFile;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The columns of all tables of an archive together: each column once, in the order in which the files bring them, with a
 * type that holds the values of all.
 */
final class MergedSchema {
    /** A column, and the first file that has it so. */
    private record Merged(StructField field, String file) {}

    /** The schema of tables, and the first of the files that have it. */
    private record Found(StructType columns, String file) implements Serializable {}

    private final ReadConf conf;
    /** By the name, or by the name in lower case where case does not matter. */
    private final Map<String, Merged> columns = new LinkedHashMap<>();

    private MergedSchema(ReadConf conf) {
        this.conf = conf;
    }

    /** The merged schema; empty if no file has the table. */
    static Optional<InferredSchema> of(Archive archive) {
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(SparkSession.active().sparkContext());
        Look look = new Look(
                archive.conf(),
                FileProblems.of(archive.conf()),
                context.broadcast(new SerializableConfiguration(archive.configuration())));
        MergedSchema merged = new MergedSchema(archive.conf());
        look.all(archive.files(), context).forEach(merged::add);
        return merged.columns.isEmpty() ? Optional.empty() : Optional.of(merged.schema());
    }

    /**
     * The merged schema of tables whose columns are known already; empty if there are none.
     *
     * @param tables by the place that has them, for messages
     */
    static Optional<InferredSchema> of(ReadConf conf, List<Map.Entry<String, StructType>> tables) {
        MergedSchema merged = new MergedSchema(conf);
        tables.stream().distinct().forEach(table -> merged.add(new Found(table.getValue(), table.getKey())));
        return merged.columns.isEmpty() ? Optional.empty() : Optional.of(merged.schema());
    }

    private void add(Found table) {
        for (StructField field : table.columns().fields()) {
            String key = conf.caseSensitive() ? field.name() : field.name().toLowerCase(Locale.ROOT);
            Merged known = columns.get(key);
            if (known == null) {
                columns.put(key, new Merged(field, table.file()));
            } else {
                DataType type = TypeWidening.common(
                                known.field().dataType(), field.dataType(), conf.integersAsDoubles())
                        .orElseThrow(() -> conflict(known, field, table.file()));
                if (!type.equals(known.field().dataType())) {
                    StructField wider = new StructField(
                            known.field().name(), type, true, known.field().metadata());
                    columns.put(key, new Merged(wider, table.file()));
                }
            }
        }
    }

    private static SchemaConflictException conflict(Merged known, StructField other, String file) {
        return new SchemaConflictException("column " + known.field().name() + " is "
                + known.field().dataType().simpleString() + " in " + known.file() + ", and "
                + other.dataType().simpleString() + " in " + file + ". No type holds both: read the files apart and"
                + " cast, or, for integers and floats, set integersAsDoubles=true");
    }

    private InferredSchema schema() {
        StructField[] fields = columns.values().stream().map(Merged::field).toArray(StructField[]::new);
        return new InferredSchema(new StructType(fields), "the schemas of all files together");
    }

    /** Opens files to see their tables; of those with the same schema one is kept. */
    private record Look(ReadConf conf, FileProblems problems, Broadcast<SerializableConfiguration> configuration)
            implements FlatMapFunction<Iterator<ListedFile>, Found> {
        private static final long serialVersionUID = 1L;

        List<Found> all(List<ListedFile> files, JavaSparkContext context) {
            if (files.size() <= SQLConf.get().parallelPartitionDiscoveryThreshold()) {
                List<Found> found = new ArrayList<>();
                call(files.iterator()).forEachRemaining(found::add);
                return found;
            }
            int tasks = Math.min(files.size(), SQLConf.get().parallelPartitionDiscoveryParallelism());
            return context.parallelize(files, tasks).mapPartitions(this).collect();
        }

        @Override
        public Iterator<Found> call(Iterator<ListedFile> files) {
            Map<StructType, Found> found = new LinkedHashMap<>();
            files.forEachRemaining(file -> {
                try (BattdatFile opened =
                        FilePlanner.open(file, configuration.value().value())) {
                    for (TableInfo table : SchemaInference.tables(opened, conf)) {
                        StructType columns = TableSchema.of(opened, table);
                        found.putIfAbsent(columns, new Found(columns, table.file()));
                    }
                } catch (IOException | RuntimeException e) {
                    try {
                        problems.skipOrThrow(file, e);
                    } catch (IOException storage) {
                        throw new UncheckedIOException(storage);
                    }
                }
            });
            return found.values().iterator();
        }
    }
}
