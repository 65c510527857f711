package io.battdat.spark.index;

import io.battdat.BattdatException;
import io.battdat.spark.BattdatIndex;
import io.battdat.spark.IndexReport;
import io.battdat.spark.ReadOption;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.connector.catalog.procedures.BoundProcedure;
import org.apache.spark.sql.connector.catalog.procedures.ProcedureParameter;
import org.apache.spark.sql.connector.catalog.procedures.UnboundProcedure;
import org.apache.spark.sql.connector.read.LocalScan;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * {@code CALL lab.system.index(…)}: {@link BattdatIndex} in SQL. Gives one row, which says what was done.
 *
 * <p>Needs Spark 4.0, and is loaded only there.
 */
public final class IndexProcedure implements UnboundProcedure, BoundProcedure {
    public static final String NAME = "index";

    private static final int PATH = 0;
    private static final int ZONE_MAPS = 1;
    private static final int ANEW = 2;

    private static final StructType FAILURE =
            new StructType().add("file", DataTypes.StringType).add("reason", DataTypes.StringType);
    private static final StructType RESULT = new StructType()
            .add("files", DataTypes.LongType)
            .add("indexed", DataTypes.LongType)
            .add("up_to_date", DataTypes.LongType)
            .add("rows", DataTypes.LongType)
            .add("zones", DataTypes.LongType)
            .add("stored_bytes_read", DataTypes.LongType)
            .add("failures", DataTypes.createArrayType(FAILURE));

    private final Optional<String> warehouse;
    private final String warehouseFiles;
    private final Map<String, String> options;

    /**
     * @param warehouse the directory that is indexed if no path is given
     * @param warehouseFiles names of the files in it that are data, as a glob
     * @param options of reading, as the catalog has them
     */
    public IndexProcedure(Optional<String> warehouse, String warehouseFiles, Map<String, String> options) {
        this.warehouse = warehouse;
        this.warehouseFiles = warehouseFiles;
        this.options = Map.copyOf(options);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Reads files of an archive that are new or were changed, and keeps their rows, cells and zone maps in an index";
    }

    @Override
    public BoundProcedure bind(StructType inputType) {
        return this;
    }

    @Override
    public ProcedureParameter[] parameters() {
        return new ProcedureParameter[] {
            ProcedureParameter.in("path", DataTypes.StringType)
                    .defaultValue("NULL")
                    .comment("A directory, file or glob; by default the catalog's warehouse")
                    .build(),
            ProcedureParameter.in("zone_maps", DataTypes.StringType)
                    .defaultValue("NULL")
                    .comment("The folder of the index, as in the read option zoneMaps")
                    .build(),
            ProcedureParameter.in("anew", DataTypes.BooleanType)
                    .defaultValue("false")
                    .comment("Whether to read files again that the index has as they are")
                    .build()
        };
    }

    @Override
    public boolean isDeterministic() {
        return false;
    }

    @Override
    public Iterator<Scan> call(InternalRow input) {
        String path = text(input, PATH)
                .or(() -> warehouse)
                .orElseThrow(() -> new BattdatException(
                        "the catalog has no warehouse. Name what to index: CALL …index(path => '/archive')"));
        BattdatIndex index =
                BattdatIndex.of(SparkSession.active(), path).anew(!input.isNullAt(ANEW) && input.getBoolean(ANEW));
        if (input.isNullAt(PATH)) {
            index.option(ReadOption.PATH_GLOB_FILTER.key(), warehouseFiles);
        }
        options.forEach(index::option);
        text(input, ZONE_MAPS).ifPresent(folder -> index.option(ReadOption.ZONE_MAPS.key(), folder));
        Scan result = new Result(row(index.run()));
        return List.of(result).iterator();
    }

    private static Optional<String> text(InternalRow input, int parameter) {
        return input.isNullAt(parameter)
                ? Optional.empty()
                : Optional.of(input.getUTF8String(parameter).toString());
    }

    private static InternalRow row(IndexReport report) {
        Object[] failures = report.failures().stream()
                .map(failure -> new GenericInternalRow(
                        new Object[] {UTF8String.fromString(failure.file()), UTF8String.fromString(failure.reason())}))
                .toArray();
        return new GenericInternalRow(new Object[] {
            report.files(),
            report.indexed(),
            report.upToDate(),
            report.rows(),
            report.zones(),
            report.storedBytesRead(),
            new GenericArrayData(failures)
        });
    }

    /** The one row. */
    private record Result(InternalRow row) implements LocalScan {
        @Override
        public InternalRow[] rows() {
            return new InternalRow[] {row};
        }

        @Override
        public StructType readSchema() {
            return RESULT;
        }
    }
}
