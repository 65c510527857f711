package io.battdat.spark;

import io.battdat.spark.read.Archive;
import io.battdat.spark.read.BattdatTable;
import io.battdat.spark.write.ArchiveSave;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.BaseRelation;
import org.apache.spark.sql.sources.CreatableRelationProvider;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import scala.Tuple2;
import scala.collection.Iterator;

/**
 * The data source {@code battdat}: tables of battdat HDF5 files.
 *
 * <p>Spark lets a source whose table can be written to have two of the four save modes only, and one with a catalog refuses
 * a schema that the user gives. So its tables are for reading, and Spark hands {@code save()} to {@link #createRelation}.
 */
public final class BattdatDataSource implements TableProvider, DataSourceRegister, CreatableRelationProvider {
    /** Spark asks for the schema and then for the table, of one provider: the files are listed once for both. */
    private Archive archive;

    @Override
    public String shortName() {
        return "battdat";
    }

    /** In Spark's own messages. */
    @Override
    public String toString() {
        return shortName();
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        archive = Archive.list(options);
        return archive.inferSchema();
    }

    @Override
    public Transform[] inferPartitioning(CaseInsensitiveStringMap options) {
        return new Transform[0];
    }

    @Override
    public boolean supportsExternalMetadata() {
        return true;
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        CaseInsensitiveStringMap options = new CaseInsensitiveStringMap(properties);
        boolean inferred = archive != null
                && archive.isOf(options)
                && archive.inferSchema().equals(schema);
        return inferred ? BattdatTable.inferred(archive, schema) : BattdatTable.withUserSchema(options, schema);
    }

    @Override
    public BaseRelation createRelation(
            SQLContext context,
            SaveMode mode,
            scala.collection.immutable.Map<String, String> parameters,
            Dataset<Row> data) {
        Map<String, String> options = new HashMap<>();
        Iterator<Tuple2<String, String>> entries = parameters.iterator();
        while (entries.hasNext()) {
            Tuple2<String, String> entry = entries.next();
            options.put(entry._1(), entry._2());
        }
        new ArchiveSave(context.sparkSession(), new CaseInsensitiveStringMap(options), mode).run(data);
        return new Saved(context, data.schema());
    }

    /** What Spark asks for after a save, and does not read. */
    private static final class Saved extends BaseRelation {
        private final SQLContext context;
        private final StructType schema;

        Saved(SQLContext context, StructType schema) {
            this.context = context;
            this.schema = schema;
        }

        @Override
        public SQLContext sqlContext() {
            return context;
        }

        @Override
        public StructType schema() {
            return schema;
        }
    }
}
