package io.battdat.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.battdat.BattdatException;
import io.battdat.spark.read.SchemaConflictException;
import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.streaming.HDF5Writer;
import io.battdat.testing.SampleFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which columns a read has, of which types, and what is said of them. */
@Tag("every-spark")
@ExtendWith(SharedSpark.class)
class SchemaTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    types-integers | cycle_number bigint, int8 tinyint, int16 smallint, int32 int, int64 bigint, \
                    uint8 smallint, uint16 int, uint32 bigint, uint64 decimal(20)
                    types-floats | cycle_number bigint, float16 float, float32 float, float64 double
                    types-bool-text | cycle_number bigint, flag boolean, state string, letter string, empty string
                    types-arrays | cycle_number bigint, temperatures array<double>, matrix array<array<smallint>>, \
                    single array<float>, flags array<boolean>, names array<string>, grid array<array<string>>
                    types-bigendian | cycle_number bigint, int8 tinyint, int16 smallint, int32 int, int64 bigint, \
                    uint8 smallint, uint16 int, uint32 bigint, uint64 decimal(20)
                    types-mixed-latest | cycle_number bigint, v_big double, v_little float, n int, flag boolean, \
                    half float, half_big float, text string, pair array<int>, grid array<array<float>>, \
                    texts array<string>, flags array<boolean>
                    types-time-enum | cycle_number bigint, start int, instant double, colour string
                    types-times | cycle_number bigint, seconds int, instant double, pair array<double>
                    types-complex-nested | cycle_number bigint, z16 struct<re: double, im: double>, \
                    z8 struct<re: float, im: float>, inner struct<x: double, y: smallint>
                    types-text-vlen-more-latest | cycle_number bigint, label string, voltage double, \
                    codes array<string>, note struct<by: string, page: int>
                    types-text-padding | cycle_number bigint, nullterm string, nullpad string, spacepad string, utf8 string
                    """)
    void typesFollowTheDesign(String fixture, String expected, SparkSession spark) {
        StructType wanted = StructType.fromDDL(expected);

        assertThat(typesOf(read(spark, fixture))).isEqualTo(typesOf(wanted));
    }

    @Test
    void userSchemaChoosesFieldsAndTheirOrder(SparkSession spark) {
        Row row = userSchema(
                        spark,
                        "Points array<struct<y: smallint, X: double>>, grid array<array<struct<pair: array<int>>>>",
                        fixture("types-nested-latest"))
                .selectExpr("points[1].y", "points[1].x", "size(grid[1][2].pair)")
                .first();
        Row whole = spark.read()
                .format("battdat")
                .load(fixture("types-nested-latest"))
                .selectExpr("points[1].y", "points[1].x")
                .first();

        assertThat(row.getShort(0)).isEqualTo(whole.getShort(0));
        assertThat(row.getDouble(1)).isEqualTo(whole.getDouble(1));
        assertThat(row.getInt(2)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    inner struct<x: float>            | struct<x:float>
                    inner struct<x: double, z: int>   | struct<x:double,z:int>
                    inner struct<a: int>              | struct<a:int>
                    inner double                      | double
                    inner array<struct<x: double>>    | array<struct<x:double>>
                    """)
    void wrongFieldsInTheUserSchemaAreAnError(String ddl, String wanted, SparkSession spark) {
        assertThatThrownBy(() ->
                        userSchema(spark, ddl, fixture("types-complex-nested")).collectAsList())
                .rootCause()
                .isInstanceOf(SchemaConflictException.class)
                .hasMessageContaining("column inner is struct<x:double,y:smallint> here, and " + wanted);
    }

    @Test
    void everyColumnMayBeNull(SparkSession spark) {
        assertThat(read(spark, "types-arrays").fields()).allMatch(StructField::nullable);
    }

    @Test
    void descriptionAndUnitsAreTheCommentAndFieldMetadata(SparkSession spark) {
        StructType schema = read(spark, "schema-extra-columns");

        assertThat(schema.apply("pressure").getComment().get()).isEqualTo("Pressure on the cell (kPa)");
        assertThat(schema.apply("pressure").metadata().getString("description")).isEqualTo("Pressure on the cell");
        assertThat(schema.apply("pressure").metadata().getString("units")).isEqualTo("kPa");
        assertThat(schema.apply("pressure").metadata().getBoolean("monotonic")).isFalse();
        assertThat(schema.apply("cycle_time").metadata().getBoolean("monotonic"))
                .isTrue();
        assertThat(schema.apply("cycle_number").getComment().get()).isEqualTo("Number of the cycle, counted from 0");
        assertThat(schema.apply("cycle_number").metadata().contains("units")).isFalse();
        assertThat(schema.apply("undescribed").metadata().json()).isEqualTo("{}");
    }

    @Test
    void describeShowsTheComments(SparkSession spark) {
        spark.read().format("battdat").load(fixture("comp-zlib-5")).createOrReplaceTempView("raw_data");

        assertThat(spark.sql("DESCRIBE raw_data").collectAsList())
                .extracting(row -> row.getString(0), row -> row.getString(1), row -> row.getString(2))
                .containsExactly(
                        tuple("cycle_number", "bigint", "Number of the cycle, counted from 0"),
                        tuple("test_time", "double", "Seconds since the test began (s)"),
                        tuple("voltage", "double", "Voltage between the terminals (V)"),
                        tuple("current", "float", "Current through the cell; above zero it charges (A)"),
                        tuple("state", "string", "What the cell is doing: charging, discharging or resting"));
    }

    @Test
    void columnNamesAreTakenAsTheyAre(SparkSession spark) {
        Dataset<Row> odd = spark.read().format("battdat").load(fixture("names-odd-columns"));

        assertThat(odd.columns())
                .containsExactly(
                        "Test Time (s)",
                        "temp.°C",
                        "1st",
                        "ΔV",
                        "日本語",
                        "class",
                        "a\"b",
                        " lead",
                        "a.b.c",
                        "SELECT",
                        "semi;colon",
                        "back`tick",
                        "cycle_number");
        for (String name : odd.columns()) {
            String quoted = "`" + name.replace("`", "``") + "`";
            assertThat(odd.select(quoted).where(quoted + " IS NOT NULL").count())
                    .as(name)
                    .isEqualTo(12);
        }
    }

    @Test
    void addedColumnsFollowTheTablesAndPartitionsComeLast(SparkSession spark) {
        Archives.copyFixture("schema-extra-columns", directory.resolve("batch=7/a.h5"));

        StructType schema = spark.read()
                .format("battdat")
                .option("cellColumn", "cell")
                .option("metadataColumn", "battery")
                .load(directory.toString())
                .schema();

        assertThat(typesOf(schema))
                .isEqualTo(typesOf(StructType.fromDDL("cycle_number bigint, cycle_time double, pressure float,"
                        + " undescribed int, cell string, battery string, batch int")));
        assertThat(schema.apply("cell").getComment().get()).isEqualTo("Name of the cell");
        assertThat(schema.apply("battery").getComment().get()).isEqualTo("Battery metadata of the cell, as JSON");
    }

    @Test
    void partitionColumnTakesThePlaceOfAStoredOne(SparkSession spark) {
        Archives.copyFixture("schema-extra-columns", directory.resolve("cycle_time=late/a.h5"));

        Dataset<Row> rows = spark.read().format("battdat").load(directory.toString());

        assertThat(rows.columns()).containsExactly("cycle_number", "cycle_time", "pressure", "undescribed");
        assertThat(rows.select("cycle_time").distinct().collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("late");
    }

    @ParameterizedTest
    @CsvSource({"cellColumn, voltage", "metadataColumn, state", "cellColumn, VOLTAGE", "cellColumn, batch"})
    void addedColumnMustHaveANameOfItsOwn(String option, String name, SparkSession spark) {
        Archives.copyFixture("comp-zlib-5", directory.resolve("batch=7/a.h5"));

        assertThatThrownBy(() ->
                        spark.read().format("battdat").option(option, name).load(directory.toString()))
                .isInstanceOf(BattdatException.class)
                .hasMessageContaining("option " + option)
                .hasMessageContaining(name)
                .hasMessageContaining("Choose another name");
    }

    @Test
    void namesThatDifferInCaseOnlyAreTwoColumnsIfCaseMatters(SparkSession spark) {
        spark.conf().set("spark.sql.caseSensitive", "true");

        Dataset<Row> rows =
                spark.read().format("battdat").option("cellColumn", "VOLTAGE").load(fixture("comp-zlib-5"));

        assertThat(rows.select("VOLTAGE").first().getString(0)).isEqualTo("fixture");
        assertThat(rows.select("voltage").first().getDouble(0)).isPositive();
    }

    @Test
    void columnsAndFieldsThatDifferInCaseOnlyAreToldApartIfCaseMatters(SparkSession spark) {
        Dataset<Row> rows = spark.read().format("battdat").load(fixture("names-case"));

        // without, Spark takes neither of two for the name, but whatever else the table has
        assertThat(rows.selectExpr("sum(cycle_number)").first().getLong(0)).isEqualTo(7);
        assertThatThrownBy(() -> rows.select("u"))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("AMBIGUOUS");
        spark.conf().set("spark.sql.caseSensitive", "true");
        assertThat(spark.read()
                        .format("battdat")
                        .load(fixture("names-case"))
                        .selectExpr("max(U)", "min(u)", "max(`Δ.v`.`T max`)", "max(`Δ.v`.`t max`)")
                        .first())
                .hasToString("[3.875,-7,26.75,700]");
    }

    @Test
    void caseOfNamesDoesNotMatterByDefault(SparkSession spark) {
        Dataset<Row> rows = spark.read().format("battdat").load(fixture("comp-zlib-5"));

        assertThat(rows.select("VOLTAGE", "Cycle_Number").columns()).containsExactly("VOLTAGE", "Cycle_Number");
        assertThat(rows.selectExpr("sum(VOLTAGE) = sum(voltage)").first().getBoolean(0))
                .isTrue();
        spark.conf().set("spark.sql.caseSensitive", "true");
        assertThatThrownBy(() -> spark.read()
                        .format("battdat")
                        .load(fixture("comp-zlib-5"))
                        .select("VOLTAGE"))
                .isInstanceOf(AnalysisException.class);
    }

    @Test
    void userSchemaChoosesColumnsAndTheirOrder(SparkSession spark) {
        Dataset<Row> all = spark.read().format("battdat").load(fixture("comp-zlib-5"));

        Dataset<Row> chosen = userSchema(spark, "voltage double, cycle_number bigint", fixture("comp-zlib-5"));

        assertThat(chosen.columns()).containsExactly("voltage", "cycle_number");
        assertThat(chosen.collectAsList())
                .isEqualTo(all.select("voltage", "cycle_number").collectAsList());
    }

    @Test
    void userSchemaMatchesNamesAsTheSessionCompares(SparkSession spark) {
        assertThat(userSchema(spark, "Voltage double", fixture("comp-zlib-5"))
                        .where("Voltage IS NOT NULL")
                        .count())
                .isEqualTo(150);
        spark.conf().set("spark.sql.caseSensitive", "true");
        assertThat(userSchema(spark, "Voltage double", fixture("comp-zlib-5"))
                        .where("Voltage IS NOT NULL")
                        .count())
                .isZero();
    }

    @Test
    void columnThatAFileLacksIsNull(SparkSession spark) {
        Dataset<Row> rows = userSchema(
                spark, "pressure float, voltage double, tags array<string>, n decimal(20)", fixture("comp-zlib-5"));

        assertThat(rows.where("pressure IS NULL AND tags IS NULL AND n IS NULL AND voltage IS NOT NULL")
                        .count())
                .isEqualTo(150);
    }

    @Test
    void columnThatOneOfTheFilesLacksIsNullThere(SparkSession spark) {
        Archives.copyFixture("schema-extra-columns", directory.resolve("a.h5"));
        Archives.copyFixture("comp-zlib-5", directory.resolve("b.h5"));

        Dataset<Row> rows = spark.read().format("battdat").load(directory.toString());

        assertThat(rows.groupBy("_metadata.file_name")
                        .agg(Map.of("pressure", "count", "cycle_number", "count"))
                        .orderBy("file_name")
                        .selectExpr("file_name", "`count(pressure)`", "`count(cycle_number)`")
                        .collectAsList()
                        .toString())
                .isEqualTo("[[a.h5,30,30], [b.h5,0,150]]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    voltage float      | double         | float
                    voltage string     | double         | string
                    cycle_number int   | bigint         | int
                    state binary       | string         | binary
                    """)
    void wrongTypeInTheUserSchemaIsAnError(String ddl, String stored, String wanted, SparkSession spark) {
        String column = ddl.split(" ")[0];

        assertThatThrownBy(() -> userSchema(spark, ddl, fixture("comp-zlib-5")).collectAsList())
                .rootCause()
                .isInstanceOf(SchemaConflictException.class)
                .hasMessageContaining("comp-zlib-5.h5")
                .hasMessageContaining("table raw_data")
                .hasMessageContaining(
                        "column " + column + " is " + stored + " here, and " + wanted + " in the schema given");
    }

    @Test
    void wrongElementTypeIsAnErrorWhateverItSaysOfNulls(SparkSession spark) {
        assertThat(userSchema(spark, "matrix array<array<smallint>>", fixture("types-arrays"))
                        .count())
                .isEqualTo(23);
        assertThatThrownBy(() -> userSchema(spark, "matrix array<smallint>", fixture("types-arrays"))
                        .collectAsList())
                .rootCause()
                .isInstanceOf(SchemaConflictException.class)
                .hasMessageContaining("array<array<smallint>>")
                .hasMessageContaining("array<smallint>");
    }

    @Test
    void typesThatDifferBetweenFilesAreAnErrorThatNamesBoth(SparkSession spark) throws IOException {
        try (HDF5Writer writer = HDF5Writer.open(directory.resolve("a.h5"))) {
            writer.writeColumns(Map.of("step", new long[] {1}, "voltage", new double[] {3.5}));
        }
        try (HDF5Writer writer = HDF5Writer.open(directory.resolve("b.h5"))) {
            writer.writeColumns(Map.of("step", new String[] {"rest"}, "voltage", new double[] {3.6}));
        }

        Dataset<Row> rows = spark.read().format("battdat").load(directory.toString());

        assertThatThrownBy(rows::collectAsList)
                .rootCause()
                .isInstanceOf(SchemaConflictException.class)
                .hasMessageContaining("b.h5: table raw_data: column step is string here, and bigint in ")
                .hasMessageContaining("a.h5");
        // what is not asked for does not matter
        assertThat(rows.select("voltage").count()).isEqualTo(2);
    }

    @Test
    void narrowerNumbersOfAnotherCellAreWidened(SparkSession spark) {
        // cycle_number has 64 bits in the first cell, and 32 in the second
        Dataset<Row> cells = spark.read().format("battdat").load(fixture("cells-root-and-prefixes"));

        assertThat(cells.select("cycle_number").collectAsList()).hasSize(130).noneMatch(row -> row.isNullAt(0));
    }

    @Test
    void fileThatInferenceLookedAtIsNamedInAConflict(SparkSession spark) {
        Archives.copyFixture("types-integers", directory.resolve("a.h5"));
        Archives.copyFixture("types-mixed-latest", directory.resolve("b.h5"));
        Archives.copyFixture("types-committed", directory.resolve("c.h5"));

        Dataset<Row> rows = spark.read().format("battdat").load(directory.toString());

        assertThat(rows.select("cycle_number").count()).isEqualTo(104);
        Path other = directory.resolve("other");
        Archives.copyFixture("types-bool-text", other.resolve("a.h5")); // flag boolean
        Archives.copyFixture("types-arrays", other.resolve("b.h5")); // flags array<boolean>
        Archives.copyFixture("cycles-text", other.resolve("c.h5")); // cycle_number string
        assertThatThrownBy(() -> spark.read()
                        .format("battdat")
                        .load(other.toString())
                        .select("cycle_number")
                        .collectAsList())
                .rootCause()
                .isInstanceOf(SchemaConflictException.class)
                .hasMessageContaining("c.h5: table raw_data: column cycle_number is string here, and bigint in ")
                .hasMessageContaining("a.h5");
    }

    @Test
    void userSchemaMayGiveThePartitionColumnsTheirTypesAndPlaces(SparkSession spark) {
        Archives.copyFixture("comp-zlib-5", directory.resolve("batch=7/a.h5"));

        Dataset<Row> rows = userSchema(spark, "batch string, voltage double", directory.toString());

        assertThat(typesOf(rows.schema())).isEqualTo(typesOf(StructType.fromDDL("batch string, voltage double")));
        assertThat(rows.first().getString(0)).isEqualTo("7");
    }

    @Test
    void schemaOfAReadCanBeGivenToTheNext(SparkSession spark) {
        Archives.copyFixture("comp-zlib-5", directory.resolve("batch=7/a.h5"));
        Map<String, String> options = Map.of("cellColumn", "cell", "metadataColumn", "battery");
        Dataset<Row> first = spark.read().format("battdat").options(options).load(directory.toString());

        Dataset<Row> second = spark.read()
                .format("battdat")
                .options(options)
                .schema(first.schema())
                .load(directory.toString());

        assertThat(second.schema()).isEqualTo(first.schema());
        assertThat(second.collectAsList()).isEqualTo(first.collectAsList());
        assertThat(second.select("cell").first().getString(0)).isEqualTo("fixture");
    }

    @Test
    void addedColumnIsAStringAlsoInAUserSchema(SparkSession spark) {
        assertThatThrownBy(() -> spark.read()
                        .format("battdat")
                        .option("cellColumn", "cell")
                        .schema("cell int, voltage double")
                        .load(fixture("comp-zlib-5")))
                .isInstanceOf(BattdatException.class)
                .hasMessageContaining("option cellColumn")
                .hasMessageContaining("int");
    }

    private static StructType read(SparkSession spark, String fixture) {
        return spark.read().format("battdat").load(fixture(fixture)).schema();
    }

    private static Dataset<Row> userSchema(SparkSession spark, String ddl, String path) {
        return spark.read().format("battdat").schema(ddl).load(path);
    }

    private static String fixture(String name) {
        return SampleFolder.fixture(name).toString();
    }

    /** Names and types; what may be null and what is said of a column is tested on its own. */
    private static List<String> typesOf(StructType schema) {
        return Arrays.stream(schema.fields())
                .map(field -> field.name() + " " + field.dataType().simpleString())
                .toList();
    }
}
