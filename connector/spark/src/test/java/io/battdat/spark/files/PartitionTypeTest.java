package io.battdat.spark.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Types of partition columns against those that Spark infers: many columns in one path, so that a query tests many. */
class PartitionTypeTest {
    private static final List<String> VALUES = List.of(
            "0",
            "-1",
            "+5",
            "007",
            "2147483647",
            "2147483648",
            "-2147483649",
            "9223372036854775807",
            "9223372036854775808",
            "99999999999999999999999999999999999999",
            "999999999999999999999999999999999999999",
            "1E5",
            "1e3",
            "1E37",
            "1E38",
            "1E-2",
            "-0",
            "1.0",
            "1.",
            ".5",
            "-1.5e300",
            "1e400",
            "NaN",
            "Infinity",
            "-Infinity",
            "nan",
            "1d",
            "1f",
            "1L",
            "0x10",
            "0x1p3",
            "1_000",
            "1,5",
            " 1",
            "1 ",
            "٣",
            "2024-01-01",
            "2024-1-1",
            "2024-02-30",
            "2023-02-29",
            "2024-13-01",
            "0001-01-01",
            "0000-01-01",
            "9999-12-31",
            "+10000-01-01",
            "-0001-01-01",
            "2024-01-01Z",
            "2024-01",
            "2024",
            "20240101",
            "2024-01-01 ",
            "2024-01-01 10:00:00",
            "2024-01-01 10%3A00%3A00",
            "2024-01-01 10:00:00.5",
            "2024-01-01 10:00:00.",
            "2024-01-01 10:00:00.55",
            "2024-01-01 10:00:00.123456",
            "2024-01-01 24:00:00",
            "2024-01-01 10:00",
            "2024-01-01T10:00:00",
            "2024-01-01 10:00:00Z",
            "2024-03-31 02:30:00",
            "0000-01-01 00:00:00",
            "-0005-01-01 00:00:00",
            "+123456-01-01 00:00:00",
            "true",
            "null",
            "x",
            "a b",
            "é",
            "%",
            "a%3Db");

    /** At least one of each type, decimals shorter and longer than whole numbers need, and a null. */
    private static final List<String> TYPED_VALUES = List.of(
            "1",
            "12345678901",
            "12345678901234567890",
            "9223372036854775808",
            "1E5",
            "1E30",
            "1.5",
            "2024-01-01",
            "2024-01-01 10:00:00",
            "x",
            "__HIVE_DEFAULT_PARTITION__");

    private static SparkSession session;
    private static SparkOracle oracle;

    @TempDir
    private Path directory;

    @BeforeAll
    static void startSpark() {
        session = SparkOracle.session();
        oracle = new SparkOracle(session);
    }

    @AfterAll
    static void stopSpark() {
        session.stop();
    }

    @Test
    void singleValues() {
        compareColumns(VALUES.stream().map(List::of).toList());
    }

    @Test
    void pairsOfTypes() {
        List<List<String>> pairs = new ArrayList<>();
        for (String first : TYPED_VALUES) {
            for (String second : TYPED_VALUES) {
                pairs.add(List.of(first, second));
            }
        }
        compareColumns(pairs);
    }

    @Test
    void pairsOfTypesWithoutTimeZone() {
        session.conf().set("spark.sql.timestampType", "TIMESTAMP_NTZ");
        try {
            pairsOfTypes();
        } finally {
            session.conf().unset("spark.sql.timestampType");
        }
    }

    /** Spark 4.1 makes a TIME column of it, a type that Spark 3.5 and 4.0 do not have. */
    @Test
    void timesOfDayAreStringsOnEverySpark() {
        ListingOptions options = ListingOptions.from(CaseInsensitiveStringMap.empty(), SQLConf.get());

        assertThat(PartitionType.infer("10%3A00%3A00", options)).isEqualTo(DataTypes.StringType);
    }

    @Test
    void hugeExponentsAreNotWrittenOut() {
        ListingOptions options = ListingOptions.from(CaseInsensitiveStringMap.empty(), SQLConf.get());

        assertThat(PartitionType.infer("1E2147483647", options)).isEqualTo(DataTypes.DoubleType);
        assertThat(PartitionType.infer("1E-2147483647", options)).isEqualTo(DataTypes.DoubleType);
        assertThat(PartitionValue.fits("1E2147483647", DataTypes.createDecimalType(38, 0), options.timeZone()))
                .isFalse();
    }

    /** Each column has the same number of values, which go to as many files. */
    private void compareColumns(List<List<String>> columns) {
        int columnsInAPath = 40;
        for (int first = 0; first < columns.size(); first += columnsInAPath) {
            List<List<String>> some = columns.subList(first, Math.min(columns.size(), first + columnsInAPath));
            Tree tree = new Tree(directory.resolve("from" + first));
            for (int file = 0; file < some.get(0).size(); file++) {
                List<String> path = new ArrayList<>();
                for (int column = 0; column < some.size(); column++) {
                    path.add("c" + (first + column) + "=" + some.get(column).get(file));
                }
                tree.files(String.join("/", path) + "/f.txt");
            }
            List<String> paths = List.of(tree.at(""));
            SparkOracle.Listing ours = oracle.ours(paths, Map.of(), Optional.empty());
            SparkOracle.Listing spark = oracle.spark(paths, Map.of(), Optional.empty());
            assertThat(Arrays.asList(ours.columns().split(", ")))
                    .isEqualTo(Arrays.asList(spark.columns().split(", ")));
            assertThat(ours.files()).isEqualTo(spark.files());
        }
    }
}
