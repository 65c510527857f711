package io.battdat.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.battdat.UnsupportedFormatException;
import io.battdat.column.Column;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.TableInfo;
import io.battdat.spark.testing.RowColumns;
import io.battdat.spark.testing.SharedSpark;
import io.battdat.testing.ColumnBytes;
import io.battdat.testing.ExpectedColumn;
import io.battdat.testing.ExpectedTable;
import io.battdat.testing.SampleFolder;
import io.battdat.testing.SoundFile;
import io.battdat.testing.TableContents;
import java.io.IOException;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import scala.collection.Seq;

/** Every value of every sound file, as numpy saw it: fixtures, and the corpus where it is present. */
@ExtendWith(SharedSpark.class)
class ValuesTest {
    /** Tables of more rows are read by {@link LargeTablesTest}. */
    private static final long MOST_ROWS = 1_000_000;

    static Stream<ExpectedTable> tables() {
        return SampleFolder.soundFiles().stream()
                .map(SoundFile::tables)
                .flatMap(List::stream)
                .filter(table -> !table.isNoTable())
                .filter(table -> table.rowCount() <= MOST_ROWS);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void valuesAreThoseOfTheFile(ExpectedTable table, SparkSession spark) throws IOException {
        // hundreds of plans that each run once: compiling them would take most of the time
        spark.conf().set("spark.sql.codegen.wholeStage", "false");
        spark.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
        List<ExpectedColumn> columns = readableColumns(table);
        spark.conf().set("spark.sql.caseSensitive", "true");

        List<Row> rows = read(spark, table, columns).collectAsList();

        assertThat(rows).hasSize((int) table.rowCount());
        for (int i = 0; i < columns.size(); i++) {
            ElementType type = columns.get(i).type().orElseThrow();
            Column column = RowColumns.of(rows, i, type.columnType().orElseThrow());
            byte[] bytes = ColumnBytes.pack(type, column, rows.size());
            if (columns.get(i).expected().has("sha256")) {
                assertThat(sha256(bytes))
                        .as("column %s", columns.get(i))
                        .isEqualTo(columns.get(i).expected().get("sha256").asText());
            } else {
                assertThat(bytes).as("column %s", columns.get(i)).isEqualTo(readByCore(table, columns.get(i)));
            }
        }
    }

    /** What the plain Java reader gives, which core's tests compare with Python. */
    private static byte[] readByCore(ExpectedTable table, ExpectedColumn column) throws IOException {
        try (BattdatFile file = BattdatFile.open(table.file().path())) {
            TableInfo info = file.table(table.prefix(), table.name());
            int member = info.layout().indexOf(column.name()).orElseThrow();
            return TableContents.read(file.input(), info, List.of(member)).bytes(member);
        }
    }

    private static List<ExpectedColumn> readableColumns(ExpectedTable table) {
        return table.columns().stream().filter(ValuesTest::isReadable).toList();
    }

    /** Those of types that are read, and of texts that are UTF-8. */
    private static boolean isReadable(ExpectedColumn column) {
        boolean utf8 = Stream.of("first5", "last5", "min", "max")
                .noneMatch(values -> column.expected().path(values).toString().contains("{\"hex\""));
        return utf8 && column.type().flatMap(ElementType::columnType).isPresent();
    }

    @Test
    void unknownFilterIsAnErrorThatNamesIt(SparkSession spark) {
        Dataset<Row> rows = spark.read()
                .format("battdat")
                .load(SampleFolder.fixture("bad/filter-unknown").toString());

        assertThatThrownBy(rows::collectAsList)
                .rootCause()
                .isInstanceOf(UnsupportedFormatException.class)
                .hasMessageContainingAll("filter-unknown.h5", "table raw_data", "filter 399", "ptrepack");
    }

    @ParameterizedTest
    @CsvSource({
        "extended, float of 80 bits in 16 bytes",
        "opaque, opaque",
        "reference, reference",
        "sequence, variable-length array",
        "bits, bitfield",
        "int24, integer of 24 bits in 4 bytes",
        "nested, reference",
        "references, reference"
    })
    void typeThatIsNotReadIsAnErrorThatNamesTheColumn(String column, String type, SparkSession spark) {
        Dataset<Row> rows = fixture(spark, "types-not-read-latest");

        assertThatThrownBy(() -> rows.select(column).collectAsList())
                .rootCause()
                .isInstanceOf(UnsupportedFormatException.class)
                .hasMessageContaining("types-not-read-latest.h5: table raw_data, column " + column)
                .hasMessageContaining("its type (" + type + ") is not read")
                .hasMessageContaining("select other columns");
        assertThat(rows.schema().apply(column).getComment().get()).endsWith("[not read: " + type + "]");
    }

    @Test
    void columnsBesideThoseThatAreNotReadAreRead(SparkSession spark) {
        Dataset<Row> rows = fixture(spark, "types-not-read-earliest");

        assertThat(rows.count()).isEqualTo(25);
        Row sums = rows.selectExpr("sum(cycle_number)", "sum(voltage)", "sum(nested.x)")
                .first();
        assertThat(sums.getLong(0)).isEqualTo(50);
        assertThat(sums.getDouble(1)).isEqualTo(84.375);
        assertThat(sums.getDouble(2)).isZero();
        assertThatThrownBy(rows::collectAsList).rootCause().isInstanceOf(UnsupportedFormatException.class);
    }

    @Test
    void partsOfComplexNumbersAndCompoundsAreFields(SparkSession spark) {
        Dataset<Row> rows = fixture(spark, "types-complex-nested");

        assertThat(rows.schema().toDDL())
                .contains("z16 STRUCT<re: DOUBLE NOT NULL, im: DOUBLE NOT NULL>")
                .contains("z8 STRUCT<re: FLOAT NOT NULL, im: FLOAT NOT NULL>")
                .contains("inner STRUCT<x: DOUBLE NOT NULL, y: SMALLINT NOT NULL>");
        Row sums = rows.where("inner.x >= 1 and z8.im = -2")
                .selectExpr("sum(inner.x)", "min(inner.y)", "count(z16)", "sum(z8.im)")
                .first();
        assertThat(sums.getDouble(0)).isEqualTo(7.5);
        assertThat(sums.getShort(1)).isEqualTo((short) -8);
        assertThat(sums.getLong(2)).isEqualTo(5);
        assertThat(sums.getDouble(3)).isEqualTo(-10);
    }

    @Test
    void onlyTheFieldsThatAQueryNeedsAreRead(SparkSession spark) {
        Dataset<Row> rows = fixture(spark, "types-nested-earliest");
        Dataset<Row> some = rows.selectExpr("point.text", "grid[1][2].deep.w[0] as w", "points.y as ys");

        StructType read =
                some.queryExecution().executedPlan().collectLeaves().apply(0).schema();
        assertThat(read.simpleString())
                .contains("point:struct<text:string>")
                .contains("points:array<struct<y:smallint>>")
                .contains("grid:array<array<struct<deep:struct<w:array<smallint>>>>>");
        List<Row> all = rows.select("point", "grid", "points").collectAsList();
        List<Row> pruned = some.collectAsList();
        for (int i = 0; i < all.size(); i++) {
            assertThat(pruned.get(i).getString(0))
                    .isEqualTo(all.get(i).getStruct(0).getString(2));
            Row cell = all.get(i).<Seq<Row>>getList(1).get(1).apply(2);
            assertThat(pruned.get(i).getShort(1))
                    .isEqualTo(cell.getStruct(1).<Short>getList(1).get(0));
            assertThat(pruned.get(i).<Short>getList(2))
                    .isEqualTo(all.get(i).<Row>getList(2).stream()
                            .map(point -> point.getShort(1))
                            .toList());
        }
    }

    @Test
    void labelsAndTimesCanBeQueried(SparkSession spark) {
        Dataset<Row> rows = fixture(spark, "types-time-enum");

        assertThat(rows.where("colour = 'blue'").count()).isEqualTo(3);
        assertThat(rows.selectExpr("max(start)", "max(instant)", "max(timestamp_seconds(instant)) > '2017-07-14'")
                        .first())
                .hasToString("[1500000009,1.50000000925E9,true]");
    }

    private static Dataset<Row> fixture(SparkSession spark, String name) {
        return spark.read().format("battdat").load(SampleFolder.fixture(name).toString());
    }

    @Test
    void textThatIsNotUtf8IsAnErrorThatNamesColumnAndRow(SparkSession spark) {
        Dataset<Row> rows = spark.read()
                .format("battdat")
                .load(SampleFolder.fixture("types-text-not-utf8").toString());

        assertThatThrownBy(rows::collectAsList)
                .rootCause()
                .hasMessageContaining("types-text-not-utf8.h5")
                .hasMessageContaining("row ")
                .hasMessageContaining("is not UTF-8");
    }

    @Test
    void zerosKeepTheirSignAndNansTheirBits(SparkSession spark) {
        List<Row> rows = spark.read()
                .format("battdat")
                .load(SampleFolder.fixture("types-floats").toString())
                .selectExpr("float16", "float32", "float64", "-float64", "named_struct('value', float64)")
                .collectAsList();

        assertThat(rows).anyMatch(row -> Double.doubleToRawLongBits(row.getDouble(2)) == 0x8000_0000_0000_0000L);
        Set<Long> nanBits = rows.stream()
                .map(row -> row.getDouble(2))
                .filter(value -> Double.isNaN(value))
                .map(Double::doubleToRawLongBits)
                .collect(Collectors.toSet());
        assertThat(nanBits).hasSizeGreaterThan(1);
        assertThat(rows).anyMatch(row -> Float.floatToRawIntBits(row.getFloat(1)) == 0x8000_0000);
        assertThat(rows).anyMatch(row -> Float.floatToRawIntBits(row.getFloat(0)) == 0x8000_0000);
    }

    @Test
    void integersReachTheirLimits(SparkSession spark) {
        Row limits = spark.read()
                .format("battdat")
                .load(SampleFolder.fixture("types-integers").toString())
                .selectExpr(
                        "min(int8)",
                        "max(uint8)",
                        "min(int64)",
                        "max(int64)",
                        "max(uint32)",
                        "max(uint64)",
                        "min(uint64)")
                .first();

        assertThat(limits.getByte(0)).isEqualTo(Byte.MIN_VALUE);
        assertThat(limits.getShort(1)).isEqualTo((short) 255);
        assertThat(limits.getLong(2)).isEqualTo(Long.MIN_VALUE);
        assertThat(limits.getLong(3)).isEqualTo(Long.MAX_VALUE);
        assertThat(limits.getLong(4)).isEqualTo(0xFFFF_FFFFL);
        assertThat(limits.getDecimal(5)).isEqualTo(new BigDecimal("18446744073709551615"));
        assertThat(limits.getDecimal(6)).isEqualTo(BigDecimal.ZERO);
    }

    @Test
    void generatedCodeReadsEachTypeToo(SparkSession spark) {
        // whole-stage code calls the vectors' getters one by one; collecting whole rows above does not
        Row integers = spark.read()
                .format("battdat")
                .load(SampleFolder.fixture("types-integers").toString())
                .selectExpr("sum(int8)", "sum(int16)", "sum(uint16)", "sum(uint64)", "count_if(int32 > uint8)")
                .first();
        Row arrays = spark.read()
                .format("battdat")
                .load(SampleFolder.fixture("types-arrays").toString())
                .selectExpr(
                        "sum(aggregate(flatten(matrix), 0L, (total, value) -> total + value))",
                        "sum(temperatures[0] + temperatures[1] + temperatures[2] + temperatures[3])",
                        "sum(size(filter(flags, flag -> flag)))",
                        "max(names[1])",
                        "max(grid[1][0])")
                .first();

        assertThat(List.of(integers.getLong(0), integers.getLong(1), integers.getLong(2)))
                .isEqualTo(List.of(
                        sum("types-integers", "int8").longValueExact(),
                        sum("types-integers", "int16").longValueExact(),
                        sum("types-integers", "uint16").longValueExact()));
        assertThat(integers.getDecimal(3)).isEqualByComparingTo(sum("types-integers", "uint64"));
        assertThat(arrays.getLong(0)).isEqualTo(sum("types-arrays", "matrix").longValueExact());
        assertThat(arrays.getDouble(1))
                .isCloseTo(sum("types-arrays", "temperatures").doubleValue(), within(1e-9));
        assertThat(arrays.getLong(2)).isEqualTo(sum("types-arrays", "flags").longValueExact());
        assertThat(arrays.getString(3)).isEqualTo("xyz");
        assertThat(arrays.getString(4)).isEqualTo("zz");
    }

    private static BigDecimal sum(String fixture, String column) {
        return SampleFolder.soundFiles().stream()
                .filter(file -> file.folder().equals("fixtures") && file.name().equals(fixture + ".h5"))
                .flatMap(file -> file.tables().get(0).columns().stream())
                .filter(expected -> expected.name().equals(column))
                .map(expected -> new BigDecimal(expected.expected().get("sum").asText()))
                .findFirst()
                .orElseThrow();
    }

    private static Dataset<Row> read(SparkSession spark, ExpectedTable table, List<ExpectedColumn> columns) {
        StructType schema = new StructType();
        for (ExpectedColumn column : columns) {
            ElementType type = column.type().orElseThrow();
            schema = schema.add(column.name(), SparkTypes.of(type.columnType().orElseThrow()));
        }
        return spark.read()
                .format("battdat")
                .option("prefix", table.prefix())
                .option("table", table.name())
                .schema(schema)
                .load(table.file().path().toString());
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
