package io.battdat.spark.files;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Lists the same paths with Spark's own text source and with ours, in one form that can be compared. */
final class SparkOracle {
    private static final String DATA_COLUMN = "value";

    private final SparkSession session;

    SparkOracle(SparkSession session) {
        this.session = session;
    }

    static SparkSession session() {
        return SparkSession.builder()
                .master("local[1]")
                .appName("listing")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "localhost")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.datetime.java8API.enabled", "true")
                // One partition column after the other would be compiled to code of its own.
                .config("spark.sql.codegen.wholeStage", "false")
                .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
                .getOrCreate();
    }

    /** The partition columns, and a line for each file that is read: its path and its partition values. */
    record Listing(String columns, List<String> files) {}

    /** What Spark's text source reads; throws what it throws. */
    Listing spark(List<String> paths, Map<String, String> options, Optional<StructType> userSchema) {
        Dataset<Row> table = userSchema
                .map(schema -> session.read().schema(schema.add(DATA_COLUMN, DataTypes.StringType)))
                .orElseGet(session::read)
                .format("text")
                .options(options)
                .load(paths.toArray(String[]::new));
        List<StructField> partitionFields = Arrays.stream(table.schema().fields())
                .filter(field -> !field.name().equals(DATA_COLUMN))
                .toList();
        List<Column> columns = new ArrayList<>();
        columns.add(functions.col("_metadata.file_path"));
        partitionFields.forEach(field -> columns.add(functions.col("`" + field.name() + "`")));
        List<String> files = new ArrayList<>();
        for (Row row : table.select(columns.toArray(Column[]::new)).collectAsList()) {
            List<String> line = new ArrayList<>();
            line.add(new Path(URI.create(row.getString(0))).toString());
            for (int column = 1; column < row.length(); column++) {
                line.add(text(row.get(column)));
            }
            files.add(String.join(" | ", line));
        }
        files.sort(null);
        return new Listing(describe(partitionFields), files);
    }

    /** What our listing finds; throws what it throws. */
    Listing ours(List<String> paths, Map<String, String> options, Optional<StructType> userSchema) {
        ListedFiles listed = list(paths, options);
        if (userSchema.isPresent()) {
            listed = listed.withUserSchema(userSchema.get());
        }
        StructType schema = listed.partitionSchema();
        List<String> files = new ArrayList<>();
        for (ListedFile file : listed.files()) {
            List<String> line = new ArrayList<>();
            line.add(file.path());
            for (int column = 0; column < schema.length(); column++) {
                line.add(text(external(file.partitionValues(), column, schema.fields()[column])));
            }
            files.add(String.join(" | ", line));
        }
        files.sort(null);
        return new Listing(describe(Arrays.asList(schema.fields())), files);
    }

    ListedFiles list(List<String> paths, Map<String, String> options) {
        // The session of this thread, as Spark sets it while it plans.
        ListingOptions parsed = ListingOptions.from(new CaseInsensitiveStringMap(options), SQLConf.get());
        return new FileListing(parsed, session.sparkContext().hadoopConfiguration()).list(paths);
    }

    private static String describe(List<StructField> fields) {
        return String.join(
                ", ",
                fields.stream()
                        .map(field -> field.name() + " " + field.dataType().simpleString()
                                + (field.nullable() ? "" : " not null"))
                        .toList());
    }

    private static Object external(InternalRow row, int column, StructField field) {
        Object value = row.get(column, field.dataType());
        if (value == null) {
            return null;
        }
        if (field.dataType().equals(DataTypes.DateType)) {
            return LocalDate.ofEpochDay((Integer) value);
        }
        if (field.dataType().equals(DataTypes.TimestampType)) {
            return Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS);
        }
        if (field.dataType().equals(DataTypes.TimestampNTZType)) {
            return LocalDateTime.ofInstant(Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS), ZoneOffset.UTC);
        }
        return value instanceof Decimal decimal ? decimal.toJavaBigDecimal() : value;
    }

    private static String text(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.stripTrailingZeros().toPlainString();
        }
        return value instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(value);
    }
}
