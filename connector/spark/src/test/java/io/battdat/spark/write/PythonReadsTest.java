package io.battdat.spark.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.hdf5.write.Python;
import io.battdat.spark.testing.Saved;
import io.battdat.spark.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Files that Spark has written, in PyTables and h5py, and back. */
@ExtendWith(SharedSpark.class)
class PythonReadsTest {
    @TempDir
    private Path directory;

    @BeforeAll
    static void python() throws IOException {
        Python.assumeAvailable();
    }

    private static Dataset<Row> rows(SparkSession spark, String... cells) {
        return Saved.cells(spark, 3.0, cells)
                .withColumn("note", functions.expr("concat('é', cell)"))
                .withColumn("vector", functions.expr("array(test_time, -test_time)"))
                .withColumn(
                        "battery", functions.expr("concat('{\"name\": \"', cell, '\", \"comments\": \"Zelle é\"}')"));
    }

    @Test
    void filesOfCellsAreReadAndAppendedToByPyTables(SparkSession spark) throws IOException {
        Saved.byCell(rows(spark, "A", "B"))
                .option("metadataColumn", "battery")
                .mode("append")
                .save(directory.toString());
        Saved.byCell(rows(spark, "A").selectExpr("cell", "CAST(test_time AS BIGINT) AS cycle_number"))
                .option("table", "cycle_stats")
                .mode("append")
                .save(directory.toString());

        Python.run(
                directory.resolve("A.h5"),
                """
                with tables.open_file(path, 'a') as f:
                    root = f.root._v_attrs
                    assert (root.CLASS, root.PYTABLES_FORMAT_VERSION, root.VERSION) == ('GROUP', '2.1', '1.0')
                    metadata = json.loads(root.metadata)
                    assert metadata['name'] == 'A' and metadata['comments'] == 'Zelle é', metadata
                    assert root.battdat_version
                    assert sorted(t.name for t in f.walk_nodes('/', 'Table')) == ['cycle_stats', 'raw_data']
                    t = f.root.raw_data
                    assert (t.attrs.CLASS, t.attrs.VERSION, t.attrs.NROWS, t.nrows) == ('TABLE', '2.7', 2, 2)
                    assert t.attrs.FIELD_0_NAME == t.colnames[0] and t.filters.complib == 'zlib', t.colnames
                    assert json.loads(t.attrs.metadata)['voltage']['units'] == 'V'
                    assert json.loads(t.attrs.json_schema)['title'] == 'ColumnSchema'
                    data = t.read()
                    assert list(data['test_time']) == [0, 1] and list(data['voltage']) == [3.0, 3.1]
                    assert [x.decode() for x in data['note']] == ['éA', 'éA']
                    assert data['vector'].tolist() == [[0, 0], [1, -1]]
                    more = data[:1].copy()
                    more['voltage'], more['test_time'] = 4.5, 2
                    t.append(more)
                with h5py.File(path) as f:
                    assert f['raw_data'].shape == (3,) and f['raw_data'].maxshape == (None,)
                    assert list(f['cycle_stats']['cycle_number']) == [0, 1]
                """);

        assertThat(Saved.rows(Saved.read(spark, directory).orderBy("cell", "test_time"), "cell", "voltage", "note"))
                .containsExactly("A,3.0,éA", "A,3.1,éA", "A,4.5,éA", "B,3.0,éB", "B,3.1,éB");
        Saved.byCell(rows(spark, "A").drop("battery")).mode("append").save(directory.toString());
        Python.run(
                directory.resolve("A.h5"),
                """
                with tables.open_file(path) as f:
                    assert list(f.root.raw_data.col('voltage')) == [3.0, 3.1, 4.5, 3.0, 3.1]
                    assert json.loads(f.root._v_attrs.metadata)['comments'] == 'Zelle é'
                """);
    }

    @Test
    void groupsOfCellsAreReadByPyTables(SparkSession spark) throws IOException {
        Saved.byCell(rows(spark, "cell é", "B").coalesce(1))
                .option("metadataColumn", "battery")
                .option("layout", "prefix-per-cell")
                .mode("append")
                .save(directory.toString());
        spark.conf().set("spark.sql.shuffle.partitions", 1);
        Saved.byCell(rows(spark, "C").drop("battery"))
                .option("layout", "prefix-per-cell")
                .option("metadata", "{\"name\": \"all\"}")
                .mode("append")
                .save(directory.toString());

        for (String file : Saved.files(directory)) {
            Python.run(
                    directory.resolve(file),
                    """
                    with tables.open_file(path) as f:
                        assert json.loads(f.root._v_attrs.metadata) is not None
                        for group in f.root._f_list_nodes('Group'):
                            metadata = json.loads(group._v_attrs.metadata)
                            assert metadata['name'] == ('all' if group._v_name == 'C' else group._v_name), metadata
                            assert group.raw_data.nrows == 2
                            assert group.raw_data[0]['note'].decode() == 'é' + group._v_name
                    """);
        }
        assertThat(Saved.read(spark, directory).select("cell").distinct().count())
                .isEqualTo(3);
    }

    /** The chunk that Python completes holds rows that its zone does not tell of. */
    @Test
    void rowsThatPythonAppendsAreFoundByFilters(SparkSession spark) throws IOException {
        Dataset<Row> rows =
                spark.range(0, 250, 1, 1).selectExpr("'A' AS cell", "CAST(id AS DOUBLE) AS test_time", "id AS n");
        Saved.byCell(rows)
                .option("chunkRows", 100)
                .save(directory.resolve("archive").toString());
        Path file = directory.resolve("archive").resolve("A.h5");
        Dataset<Row> found = Saved.read(spark, file.getParent()).where("test_time > 1000 AND n < -1");
        assertThat(found.count()).isZero();

        Python.run(
                file,
                """
                with tables.open_file(path, 'a') as f:
                    t = f.root.raw_data
                    more = t[:100]
                    more['test_time'] += 5000
                    more['n'] = -7
                    t.append(more)
                """);

        assertThat(Saved.read(spark, file.getParent())
                        .where("test_time > 1000 AND n < -1")
                        .selectExpr("count(*)", "min(test_time)", "max(test_time)")
                        .first()
                        .toString())
                .isEqualTo("[100,5000.0,5099.0]");
        assertThat(Saved.read(spark, file.getParent())
                        .where("test_time BETWEEN 240 AND 260")
                        .count())
                .isEqualTo(10);
    }
}
