package io.battdat.spark;

import io.battdat.spark.read.Archive;
import io.battdat.spark.read.BattdatTable;
import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** The data source {@code battdat}: tables of battdat HDF5 files. */
public final class BattdatDataSource implements TableProvider, DataSourceRegister {
    /** Spark asks for the schema and then for the table, of one provider: the files are listed once for both. */
    private Archive archive;

    @Override
    public String shortName() {
        return "battdat";
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
        return inferred
                ? new BattdatTable(archive, schema)
                : BattdatTable.withUserSchema(Archive.list(options), schema);
    }
}
