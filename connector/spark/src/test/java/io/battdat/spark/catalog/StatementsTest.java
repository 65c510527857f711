package io.battdat.spark.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.BattdatException;
import io.battdat.spark.testing.DirectoryContents;
import io.battdat.spark.testing.Leftovers;
import io.battdat.spark.testing.Saved;
import io.battdat.spark.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** SQL that changes an archive. */
@Tag("every-spark")
@ExtendWith(SharedSpark.class)
class StatementsTest {
    private static final String BY_CELL =
            "SELECT cell, count(*), round(sum(voltage), 3) FROM lab.raw_data GROUP BY cell ORDER BY cell";

    @TempDir
    private Path folder;

    @AfterEach
    void nothingIsLeftOver() throws IOException {
        assertThat(Leftovers.here()).isEmpty();
        assertThat(DirectoryContents.named(folder, "_battdat-")).isEmpty();
    }

    private Lab sample(SparkSession spark) {
        return Lab.overSample(spark, folder.resolve("archive"));
    }

    private Lab empty(SparkSession spark) {
        return Lab.over(spark, folder.resolve("archive"));
    }

    /** Two cells of two rows each, in files that also have a table {@code notes}. */
    private Lab twoCells(SparkSession spark) {
        Lab lab = empty(spark);
        lab.sql("CREATE TABLE lab.raw_data AS SELECT * FROM VALUES ('A', 0.0D, 3.0D), ('A', 1.0D, 3.5D),"
                + " ('B', 0.0D, 4.0D), ('B', 1.0D, 4.5D) AS rows(cell, test_time, voltage)");
        lab.sql("CREATE TABLE lab.notes AS SELECT cell, max(test_time) AS duration FROM lab.raw_data GROUP BY cell");
        return lab;
    }

    @Test
    void aTableIsCreatedWithItsRows(SparkSession spark) {
        Lab lab = twoCells(spark);

        assertThat(Saved.files(lab.directory())).containsExactly("A.h5", "B.h5");
        assertThat(lab.rows(BY_CELL)).containsExactly("A,2,6.5", "B,2,8.5");
        assertThat(lab.rows("SELECT * FROM lab.notes ORDER BY cell")).containsExactly("A,1.0", "B,1.0");
        assertThat(lab.rows("DESCRIBE lab.raw_data"))
                .anyMatch(row -> row.startsWith("voltage,double,") && row.endsWith("(V)"));
        assertThatThrownBy(() -> lab.sql("CREATE TABLE lab.notes AS SELECT 'A' AS cell, 1 AS x"))
                .hasMessageContaining("ALREADY_EXISTS");
    }

    @Test
    void aFailureLeavesNothing(SparkSession spark) {
        Lab lab = twoCells(spark);
        SortedMap<String, String> before = DirectoryContents.of(lab.directory());
        String failing = "SELECT cell, raise_error('no') AS x FROM lab.raw_data";

        for (String statement : List.of(
                "CREATE TABLE lab.broken AS " + failing,
                "CREATE OR REPLACE TABLE lab.raw_data AS " + failing,
                "INSERT OVERWRITE lab.notes SELECT cell, double(raise_error('no')) FROM lab.raw_data")) {
            assertThatThrownBy(() -> lab.sql(statement)).hasStackTraceContaining("no");
            assertThat(DirectoryContents.of(lab.directory())).as(statement).isEqualTo(before);
        }
        assertThat(lab.rows(BY_CELL)).containsExactly("A,2,6.5", "B,2,8.5");
        assertThatThrownBy(() -> lab.rows("SELECT * FROM lab.broken")).hasMessageContaining("TABLE_OR_VIEW_NOT_FOUND");
    }

    @Test
    void insertAddsRowsToTheFilesOfTheCells(SparkSession spark) {
        Lab lab = twoCells(spark);

        lab.sql("INSERT INTO lab.raw_data VALUES ('A', 2.0, 1.5), ('C', 0.0, 2.0)");
        lab.sql("INSERT INTO lab.raw_data (voltage, cell, test_time) VALUES (1.0, 'C', 1.0)");

        assertThat(lab.rows(BY_CELL)).containsExactly("A,3,8.0", "B,2,8.5", "C,2,3.0");
        assertThat(Saved.files(lab.directory())).containsExactly("A.h5", "B.h5", "C.h5");
        assertThat(lab.rows("SELECT count(*) FROM lab.notes")).containsExactly("2");
    }

    @Test
    void insertOverwriteReplacesTheRowsOfTheTableOnly(SparkSession spark) {
        Lab lab = twoCells(spark);

        lab.sql("INSERT OVERWRITE lab.raw_data VALUES ('A', 0.0, 9.0)");

        assertThat(lab.rows(BY_CELL)).containsExactly("A,1,9.0");
        assertThat(lab.rows("SELECT * FROM lab.notes ORDER BY cell")).containsExactly("A,1.0", "B,1.0");
        assertThat(lab.rows("SELECT cell, row_count FROM lab.tables WHERE table = 'raw_data' ORDER BY cell"))
                .containsExactly("A,1", "B,0");
    }

    @Test
    void overwriteReadsWhatItReplaces(SparkSession spark) {
        Lab lab = twoCells(spark);

        lab.sql(
                "INSERT OVERWRITE lab.raw_data SELECT cell, test_time, voltage * 2 FROM lab.raw_data WHERE test_time > 0");

        assertThat(lab.rows(BY_CELL)).containsExactly("A,1,7.0", "B,1,9.0");
    }

    @Test
    void rowsOfSomeCellsAreReplaced(SparkSession spark) throws Exception {
        Lab lab = twoCells(spark);

        lab.sql("SELECT 'A' AS cell, 5.0D AS test_time, 1.0D AS voltage")
                .writeTo("lab.raw_data")
                .overwrite(org.apache.spark.sql.functions.col("cell").equalTo("A"));

        assertThat(lab.rows(BY_CELL)).containsExactly("A,1,1.0", "B,2,8.5");
    }

    @Test
    void cellsOfOneFileAreReplacedOneByOne(SparkSession spark) {
        Lab lab = empty(spark);
        lab.sql("CREATE TABLE lab.raw_data TBLPROPERTIES ('layout' = 'prefix-per-cell') AS SELECT * FROM VALUES"
                + " ('A', 0.0D, 3.0D), ('B', 0.0D, 4.0D), ('C', 0.0D, 5.0D) AS rows(cell, test_time, voltage)");
        int files = Saved.files(lab.directory()).size();

        lab.sql("INSERT OVERWRITE lab.raw_data SELECT cell, test_time, 1.0D FROM lab.raw_data WHERE cell = 'B'");

        assertThat(lab.rows(BY_CELL)).containsExactly("B,1,1.0");
        assertThat(Saved.files(lab.directory())).hasSize(files);
        lab.sql("DELETE FROM lab.raw_data WHERE cell = 'B'");
        assertThat(lab.rows(BY_CELL)).isEmpty();
    }

    @Test
    void replacingATableGivesItOtherColumns(SparkSession spark) {
        Lab lab = twoCells(spark);

        lab.sql(
                "CREATE OR REPLACE TABLE lab.notes AS SELECT cell, 'fine' AS verdict FROM lab.raw_data WHERE cell = 'A'");

        assertThat(lab.rows("SELECT * FROM lab.notes")).containsExactly("A,fine", "A,fine");
        assertThat(lab.rows("SELECT DISTINCT cell FROM lab.tables WHERE table = 'notes'"))
                .containsExactly("A");
        assertThat(lab.rows(BY_CELL)).containsExactly("A,2,6.5", "B,2,8.5");
    }

    @Test
    void deleteTakesWholeCells(SparkSession spark) {
        Lab lab = twoCells(spark);
        SortedMap<String, String> before = DirectoryContents.of(lab.directory());

        assertThatThrownBy(() -> lab.sql("DELETE FROM lab.raw_data WHERE voltage > 4"))
                .isInstanceOf(BattdatException.class)
                .hasMessageContaining("lab.raw_data: whole cells can be deleted or overwritten")
                .hasMessageContaining(
                        "Use cell and constants; or write the rows that are to stay, with INSERT OVERWRITE");
        assertThat(DirectoryContents.of(lab.directory())).isEqualTo(before);

        lab.sql("DELETE FROM lab.raw_data WHERE cell IN ('B', 'X') AND NOT cell LIKE 'A%'");

        assertThat(lab.rows(BY_CELL)).containsExactly("A,2,6.5");
        assertThat(DirectoryContents.of(lab.directory()).get("A.h5")).isEqualTo(before.get("A.h5"));
        assertThat(lab.rows("SELECT count(*) FROM lab.notes")).containsExactly("2");
    }

    @Test
    void truncateLeavesTheColumns(SparkSession spark) {
        Lab lab = twoCells(spark);

        lab.sql("TRUNCATE TABLE lab.raw_data");

        assertThat(lab.rows(BY_CELL)).isEmpty();
        assertThat(lab.sql("SELECT * FROM lab.raw_data").columns()).containsExactly("cell", "test_time", "voltage");
        assertThat(lab.rows("SELECT count(*) FROM lab.notes")).containsExactly("2");
        lab.sql("INSERT INTO lab.raw_data VALUES ('B', 0.0, 1.0)");
        assertThat(lab.rows(BY_CELL)).containsExactly("B,1,1.0");
    }

    @Test
    void dropIsRefusedUntilItIsAllowed(SparkSession spark) {
        Lab lab = twoCells(spark);
        SortedMap<String, String> before = DirectoryContents.of(lab.directory());

        assertThatThrownBy(() -> lab.sql("DROP TABLE lab.raw_data"))
                .isInstanceOf(BattdatException.class)
                .hasMessage(
                        "lab.raw_data is not dropped: that would delete 4 rows from 2 files for good. If they shall go,"
                                + " allow it first: ALTER TABLE lab.raw_data SET TBLPROPERTIES ('allowDrop' = 'true')");
        assertThat(DirectoryContents.of(lab.directory())).isEqualTo(before);

        lab.sql("ALTER TABLE lab.raw_data SET TBLPROPERTIES ('allowDrop' = 'true')");
        lab.sql("DROP TABLE lab.raw_data");

        assertThat(lab.rows("SHOW TABLES IN lab")).contains(",notes,false").doesNotContain(",raw_data,false");
        assertThat(lab.rows("SELECT * FROM lab.notes ORDER BY cell")).containsExactly("A,1.0", "B,1.0");

        spark.conf().set("spark.sql.catalog.lab.allowDrop", "true");
        lab.sql("ALTER TABLE lab.notes SET TBLPROPERTIES ('allowDrop' = 'true')");
        lab.sql("DROP TABLE lab.notes");
        assertThat(Saved.files(lab.directory()))
                .as("files without a table are deleted")
                .isEmpty();
        assertThat(lab.rows("SHOW TABLES IN lab")).hasSize(3);
        lab.sql("DROP TABLE IF EXISTS lab.notes");
    }

    @Test
    void aTableIsDeclaredBeforeItHasRows(SparkSession spark) {
        Lab lab = empty(spark);
        lab.sql("CREATE TABLE lab.summary (cell STRING, capacity DOUBLE COMMENT 'Capacity left', cycles INT)"
                + " USING battdat COMMENT 'ours' TBLPROPERTIES ('complevel' = '9')");

        assertThat(lab.rows("SELECT * FROM lab.summary")).isEmpty();
        lab.sql("INSERT INTO lab.summary VALUES ('A', 1.5, 3)");

        assertThat(lab.rows("SELECT * FROM lab.summary")).containsExactly("A,1.5,3");
        assertThat(lab.rows("SELECT type, description FROM lab.columns WHERE table = 'summary' ORDER BY position"))
                .containsExactly("double,Capacity left", "int,");
        assertThat(lab.rows("DESCRIBE EXTENDED lab.summary"))
                .contains("capacity,double,Capacity left", "Comment,ours,")
                .anyMatch(row -> row.contains("complevel=9"));
        assertThat(lab.rows("SHOW TABLES IN lab")).contains(",summary,false");
        assertThatThrownBy(() -> lab.sql("CREATE TABLE lab.other (cell STRING, x INT) USING parquet"))
                .hasMessageContaining("stored in battdat files, not by parquet");
    }

    @Test
    void rowsWithoutACellAreRefused(SparkSession spark) {
        Lab lab = empty(spark);

        assertThatThrownBy(() -> lab.sql("CREATE TABLE lab.numbers AS SELECT 1 AS x"))
                .hasStackTraceContaining("option cellColumn: there is no column cell. The columns are x");
        assertThat(DirectoryContents.of(lab.directory())).hasSize(1);
    }

    @Test
    void directoriesOfValuesArePartitions(SparkSession spark) {
        Lab lab = empty(spark);
        lab.sql(
                "CREATE TABLE lab.raw_data PARTITIONED BY (year) AS SELECT * FROM VALUES ('A', 0.0D, 2023), ('B', 1.0D, 2024)"
                        + " AS rows(cell, test_time, year)");

        assertThat(Saved.files(lab.directory())).containsExactly("year=2023/A.h5", "year=2024/B.h5");
        lab.sql("INSERT INTO lab.raw_data PARTITION (year = 2025) SELECT 'C', 2.0D");
        assertThat(lab.rows("SELECT cell, year FROM lab.raw_data ORDER BY cell"))
                .containsExactly("A,2023", "B,2024", "C,2025");
        lab.sql("DELETE FROM lab.raw_data WHERE year < 2025");
        assertThat(lab.rows("SELECT cell, year FROM lab.raw_data ORDER BY cell"))
                .containsExactly("C,2025");
        assertThat(lab.rows("DESCRIBE lab.raw_data").stream().filter(row -> row.startsWith("year,int")))
                .as("once as a column, once as a partition")
                .hasSize(2);
    }

    @Test
    void namespacesAreMadeAndRemoved(SparkSession spark) {
        Lab lab = sample(spark);

        lab.sql("CREATE NAMESPACE lab.reports");
        lab.sql("CREATE TABLE lab.reports.summary AS SELECT cell, max(cycle_number) AS cycles FROM lab.cycle_stats"
                + " GROUP BY cell");
        assertThat(lab.rows("SELECT count(*) FROM lab.reports.summary")).containsExactly("7");
        assertThat(lab.rows("SHOW TABLES IN lab")).doesNotContain(",summary,false");
        assertThatThrownBy(() -> lab.sql("DROP NAMESPACE lab.reports")).hasMessageContaining("SCHEMA_NOT_EMPTY");
        assertThatThrownBy(() -> lab.sql("DROP NAMESPACE lab.reports CASCADE"))
                .hasMessageContaining("lab.reports is not empty, and its files are not deleted by CASCADE");
        lab.sql("CREATE NAMESPACE lab.none");
        lab.sql("DROP NAMESPACE lab.none");
        assertThat(lab.rows("SHOW NAMESPACES IN lab")).containsExactly("reports");
        assertThatThrownBy(() -> lab.sql("CREATE NAMESPACE lab.`../outside`"))
                .hasMessageContaining("no directory of an archive can have this name");
    }

    @Test
    void aCachedTableKnowsNewRows(SparkSession spark) {
        Lab lab = twoCells(spark);
        lab.sql("CACHE TABLE lab.raw_data");
        assertThat(lab.rows(BY_CELL)).containsExactly("A,2,6.5", "B,2,8.5");

        lab.sql("INSERT INTO lab.raw_data VALUES ('A', 2.0, 1.5)");

        assertThat(lab.rows(BY_CELL)).containsExactly("A,3,8.0", "B,2,8.5");
        lab.sql("UNCACHE TABLE lab.raw_data");
    }

    @Test
    void pathsAreWrittenTo(SparkSession spark) {
        Lab lab = sample(spark);
        spark.conf().set("spark.sql.catalog.battdat", BattdatCatalog.class.getName());
        String archive = lab.directory().toString();

        lab.sql("CREATE TABLE battdat.`" + archive + "`.summary AS SELECT cell, count(*) AS cycles FROM battdat.`"
                + archive + "`.cycle_stats GROUP BY cell");

        assertThat(lab.rows("SELECT count(*) FROM lab.summary")).containsExactly("7");
    }
}
