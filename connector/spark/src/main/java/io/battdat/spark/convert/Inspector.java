package io.battdat.spark.convert;

import io.battdat.BattdatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/** Looks into every source, without reading rows: a Spark job. */
record Inspector(ConversionSettings settings, Broadcast<SerializableConfiguration> configuration)
        implements FlatMapFunction<Iterator<SourceGroup>, Inspection> {
    private static final long serialVersionUID = 1L;
    private static final int SOURCES_PER_TASK = 64;

    static List<Inspection> inspect(
            List<SourceGroup> sources,
            ConversionSettings settings,
            JavaSparkContext context,
            Broadcast<SerializableConfiguration> configuration) {
        int tasks =
                Math.max(1, Math.min(sources.size(), sources.size() / SOURCES_PER_TASK + context.defaultParallelism()));
        return context.parallelize(sources, tasks)
                .mapPartitions(new Inspector(settings, configuration))
                .collect();
    }

    @Override
    public Iterator<Inspection> call(Iterator<SourceGroup> sources) {
        Formats formats = new Formats(settings, configuration.value().value());
        List<Inspection> inspections = new ArrayList<>();
        sources.forEachRemaining(source -> inspections.add(inspect(formats, source)));
        return inspections.iterator();
    }

    private static Inspection inspect(Formats formats, SourceGroup group) {
        try (CellSource source = formats.open(group, null)) {
            return new Inspection(group, source.cells(), null, false);
        } catch (RuntimeException | IOException e) {
            String problem = e instanceof BattdatException ? e.getMessage() : e.toString();
            return new Inspection(group, List.of(), problem, e instanceof IOException);
        }
    }
}
