package io.battdat.spark.catalog;

import io.battdat.spark.write.ArchiveSave;
import io.battdat.spark.write.TablePlaces;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.write.SupportsOverwriteV2;
import org.apache.spark.sql.connector.write.V1Write;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.sources.InsertableRelation;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** A statement that writes rows to a table. They go the way of {@code save()}. */
final class ArchiveWriteBuilder implements SupportsOverwriteV2 {
    private final Archives archives;
    private final TablePath path;
    private final CaseInsensitiveStringMap writing;
    private final Function<Predicate[], TablePlaces> places;
    /** Null if no rows give way. */
    private Predicate[] overwritten;

    /** @param places the cells that a condition is true of */
    ArchiveWriteBuilder(
            Archives archives,
            TablePath path,
            CaseInsensitiveStringMap writing,
            Function<Predicate[], TablePlaces> places) {
        this.archives = archives;
        this.path = path;
        this.writing = writing;
        this.places = places;
    }

    @Override
    public WriteBuilder overwrite(Predicate[] predicates) {
        overwritten = predicates;
        return this;
    }

    @Override
    public Write build() {
        return new V1Write() {
            @Override
            public InsertableRelation toInsertableRelation() {
                return (data, overwrite) -> insert(data);
            }

            @Override
            public String description() {
                return "battdat " + path.table() + " to " + path.path();
            }
        };
    }

    private void insert(Dataset<Row> data) {
        SparkSession session = data.sparkSession();
        ArchiveSave save = overwritten == null
                ? new ArchiveSave(session, writing, SaveMode.Append)
                : ArchiveSave.replacing(session, writing, places.apply(overwritten));
        try {
            save.run(data);
        } finally {
            archives.changed(path);
        }
    }
}
