package io.battdat.spark.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.SharedSpark;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tables of Spark's own catalog that are battdat archives, as Spark 4 lets sources like this have them. */
@ExtendWith(SharedSpark.class)
class SessionCatalogTest {
    private static List<String> rows(SparkSession spark, String query) {
        return Lab.text(spark.sql(query));
    }

    @AfterEach
    void dropTable(SparkSession spark) {
        spark.sql("DROP TABLE IF EXISTS cycles");
    }

    @Test
    void anArchiveIsATable(SparkSession spark) {
        spark.sql("CREATE TABLE cycles USING battdat OPTIONS (table 'cycle_stats', cellColumn 'cell') LOCATION '"
                + Archives.sample() + "'");

        assertThat(rows(spark, "SELECT count(DISTINCT cell) FROM cycles")).containsExactly("7");
        assertThat(rows(spark, "DESCRIBE cycles")).anyMatch(row -> row.startsWith("capacity_discharge,double,"));
        spark.sql("DROP TABLE cycles");
        assertThat(Archives.sample()).isNotEmptyDirectory();
    }
}
