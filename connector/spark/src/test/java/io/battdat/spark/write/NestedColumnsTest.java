package io.battdat.spark.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.BattdatException;
import io.battdat.hdf5.write.Python;
import io.battdat.spark.testing.Saved;
import io.battdat.spark.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Structs become nested columns, and those of re and im complex numbers. */
@ExtendWith(SharedSpark.class)
class NestedColumnsTest {
    private static final String TYPES =
            "point:struct<x:double,label:string,inner:struct<z:struct<re:float,im:float>,flags:array<boolean>>>,"
                    + "z:struct<re:double,im:double>,zs:array<struct<re:double,im:double>>";

    @TempDir
    private Path directory;

    private static Dataset<Row> rows(SparkSession spark) {
        return spark.range(0, 60, 1, 1)
                .selectExpr(
                        "concat('c', id DIV 30) AS cell",
                        "CAST(id AS DOUBLE) AS test_time",
                        "named_struct('x', id / 2D, 'label', concat('é', id), 'inner', named_struct('z', named_struct('re',"
                                + " CAST(id AS FLOAT), 'im', -1f), 'flags', array(id % 2 = 0, true))) AS point",
                        "named_struct('re', 0.25D, 'im', CAST(id AS DOUBLE)) AS z",
                        "array(named_struct('re', 0D, 'im', CAST(id AS DOUBLE)), named_struct('re', 1D, 'im', 2D)) AS zs");
    }

    private static Dataset<Row> asText(Dataset<Row> rows) {
        return rows.orderBy("test_time").selectExpr("test_time", "to_json(struct(point, z, zs)) AS nested");
    }

    @Test
    @Tag("every-spark")
    void comeBackAsTheyWere(SparkSession spark) {
        Dataset<Row> rows = rows(spark);
        rows.write().format("battdat").option("bufferRows", 7).mode("append").save(directory.toString());

        Dataset<Row> read = spark.read().format("battdat").load(directory.toString());
        assertThat(read.select("point", "z", "zs").schema().simpleString()).isEqualTo("struct<" + TYPES + ">");
        assertThat(asText(read).collectAsList()).isEqualTo(asText(rows).collectAsList());
        assertThat(read.where("point.inner.z.re = 41").selectExpr("point.label").collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("é41");
    }

    @Test
    void pythonReadsAndAppendsToThem(SparkSession spark) throws IOException {
        Python.assumeAvailable();
        Saved.byCell(rows(spark)).mode("append").save(directory.toString());

        Python.run(
                directory.resolve("c1.h5"),
                """
                with tables.open_file(path, 'a') as f:
                    t = f.root.raw_data
                    assert t.description._v_nested_names[1:] == [
                        ('point', ['x', 'label', ('inner', ['z', 'flags'])]), 'z', 'zs'], t.description._v_nested_names
                    found = t.read()
                    assert found['z'].tolist() == [0.25 + 1j * r for r in range(30, 60)]
                    assert found['zs'].tolist() == [[1j * r, 1 + 2j] for r in range(30, 60)]
                    assert found['point']['inner']['z'].tolist() == [r - 1j for r in range(30, 60)]
                    assert found['point']['label'][1].decode() == 'é31'
                    more = found[:1].copy()
                    more['test_time'], more['z'] = 60, 7 - 8j
                    more['point']['label'] = 'new'
                    t.append(more)
                """);

        Dataset<Row> read = Saved.read(spark, directory).orderBy("test_time");
        assertThat(Saved.rows(read.where("test_time >= 59"), "cell", "z.re", "z.im", "point.label"))
                .containsExactly("c1,0.25,59.0,é59", "c1,7.0,-8.0,new");
    }

    @Test
    void rowsAreAddedToPythonsTimesAndEnums(SparkSession spark) throws IOException {
        Python.assumeAvailable();
        Path file = directory.resolve("A.h5");
        Python.run(
                file,
                """
                class Row(tables.IsDescription):
                    test_time = tables.Time64Col(pos=0)
                    state = tables.EnumCol({'resting': 1, 'charging': 2}, 'resting', 'int8', pos=1)
                with tables.open_file(path, 'w') as f:
                    f.root._v_attrs.metadata = '{"name": "A"}'
                    f.create_table('/', 'raw_data', Row).append([(0.5, 2), (1.25, 1)])
                """);
        Dataset<Row> more = spark.sql("SELECT 'A' AS cell, 2.75D AS test_time, 'charging' AS state");

        Saved.byCell(more).mode("append").save(directory.toString());

        assertThat(Saved.rows(Saved.read(spark, directory).orderBy("test_time"), "test_time", "state"))
                .containsExactly("0.5,charging", "1.25,resting", "2.75,charging");
        Python.run(
                file,
                """
                with tables.open_file(path) as f:
                    t = f.root.raw_data
                    assert t.col('test_time').tolist() == [0.5, 1.25, 2.75] and t.col('state').tolist() == [2, 1, 2]
                    assert t.get_enum('state')(2) == 'charging'
                """);
        assertThatThrownBy(() -> Saved.byCell(more.selectExpr("cell", "test_time", "'idle' AS state"))
                        .mode("append")
                        .save(directory.toString()))
                .hasMessageContaining("column state, row 3: 'idle' is none of the labels of the column's enum");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "named_struct('a', map(1, 2))             | column odd.a: HDF5 tables have no map<int,int>",
                "named_struct('a', 1, 'a', 2)             | column odd: field a occurs twice",
                "named_struct('a', array(named_struct('b', 1))) | column odd: PyTables opens no table with arrays of structs",
                "named_struct('a/b', 1)                   | column 'odd.a/b', field 'a/b': this name cannot be used"
            })
    void typesAreRefusedBeforeTheJob(String sql, String message, SparkSession spark) {
        assertThatThrownBy(() -> spark.range(1)
                        .selectExpr("id", sql + " AS odd")
                        .write()
                        .format("battdat")
                        .mode("append")
                        .save(directory.toString()))
                .isInstanceOf(BattdatException.class)
                .hasMessageStartingWith("table raw_data")
                .hasMessageContaining(message);
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "if(id = 7, null, named_struct('a', id))         | column odd, row 7: the struct is null",
                "named_struct('a', if(id = 7, null, id))         | column odd.a, row 7: the value is null",
                "named_struct('a', named_struct('b', sequence(1, if(id = 7, 3, 2)))) | column odd.a.b, row 7: expected an array"
            })
    void valuesAreRefusedAtTheirRow(String sql, String message, SparkSession spark) {
        assertThatThrownBy(() -> spark.range(0, 20, 1, 1)
                        .selectExpr(sql + " AS odd")
                        .write()
                        .format("battdat")
                        .mode("append")
                        .save(directory.toString()))
                .hasMessageContaining(message);
        assertThat(directory).isEmptyDirectory();
    }
}
