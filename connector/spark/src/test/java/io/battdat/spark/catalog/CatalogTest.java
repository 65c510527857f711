package io.battdat.spark.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.battdat.BattdatException;
import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An archive in SQL, as far as nothing is written. */
@Tag("every-spark")
@ExtendWith(SharedSpark.class)
class CatalogTest {
    private static final String ELECTRODE = "{'name': '%1$s1', 'supplier': '%1$s2', 'product': '%1$s3',"
            + " 'thickness': %2$d.5, 'area': %2$d.25, 'loading': %2$d.75, 'porosity': %2$d.125}";

    /** Battery metadata in which no two values are the same. */
    private static final String EVERY_FIELD = ("{'name': 'a', 'comments': 'b', 'version': 'c', 'is_measurement': false,"
                    + " 'test_protocol': {'cycler': 'd', 'start_date': '2024-02-29', 'set_temperature': 25.5,"
                    + " 'schedule': 'e'},"
                    + " 'battery': {'manufacturer': 'f', 'design': 'g', 'layer_count': 7, 'form_factor': 'h',"
                    + " 'mass': 0.5, 'dimensions': 'i', 'anode': " + ELECTRODE.formatted("an", 1) + ", 'cathode': "
                    + ELECTRODE.formatted("ca", 2) + ", 'electrolyte': {'name': 'j', 'additives': [{'name': 'k',"
                    + " 'amount': 1.5, 'units': 'l'}]}, 'nominal_capacity': 3.5},"
                    + " 'modeling': {'name': 'm', 'version': 'n', 'type': 'physics', 'references': ['http://o.org/'],"
                    + " 'models': ['http://p.org/'], 'simulation_type': 'q'},"
                    + " 'source': 'r', 'dataset_name': 's', 'authors': [['t', 'u']], 'associated_ids': ['http://v.org/']}")
            .replace('\'', '"');

    private static final int FIELDS = 44;

    @TempDir
    private Path folder;

    private Lab sample(SparkSession spark) {
        return Lab.overSample(spark, folder.resolve("archive"));
    }

    private static List<String> names(Dataset<Row> listed, int column) {
        return listed.collectAsList().stream().map(row -> row.getString(column)).toList();
    }

    @Test
    void tablesOfTheFilesAreTablesOfTheCatalog(SparkSession spark) {
        Lab lab = sample(spark);

        assertThat(names(lab.sql("SHOW TABLES IN lab"), 1))
                .containsExactlyInAnyOrder("raw_data", "cycle_stats", "cells", "tables", "columns");
        assertThat(lab.rows("SELECT cell, count(*) FROM lab.cycle_stats GROUP BY cell ORDER BY cell"))
                .hasSize(Archives.SAMPLE_CELLS)
                .first()
                .asString()
                .startsWith("cell-A1,");
        assertThat(lab.rows("SELECT count(DISTINCT cell) FROM lab.RAW_DATA")).containsExactly("7");
    }

    @Test
    void subdirectoriesAreNamespaces(SparkSession spark) throws IOException {
        Lab lab = sample(spark);
        Path site = lab.directory().resolve("site").resolve("north");
        Archives.copyFixture("cells-prefixes", site.resolve("two.h5"));
        Files.createDirectories(lab.directory().resolve("_hidden"));
        Files.createDirectories(lab.directory().resolve(".hidden"));

        assertThat(names(lab.sql("SHOW NAMESPACES IN lab"), 0)).containsExactly("site");
        assertThat(names(lab.sql("SHOW NAMESPACES IN lab.site"), 0)).containsExactly("site.north");
        assertThat(names(lab.sql("SHOW TABLES IN lab.site.north"), 1)).contains("raw_data", "cells");
        assertThat(names(lab.sql("SHOW TABLES IN lab.site"), 1))
                .containsExactlyInAnyOrder("cells", "tables", "columns");
        assertThat(lab.rows("SELECT count(DISTINCT cell) FROM lab.site.north.raw_data"))
                .containsExactly("3");
        assertThat(lab.rows("SELECT count(DISTINCT cell) FROM lab.raw_data"))
                .as("the table above holds no rows of namespaces below")
                .containsExactly("7");
    }

    @Test
    void namespacesStayInTheWarehouse(SparkSession spark) {
        Archives.copyFixture("cells-prefixes", folder.resolve("secret").resolve("two.h5"));
        Lab lab = sample(spark);

        for (String namespace : List.of("`..`", "`../secret`", "`..`.secret", "`" + folder.resolve("secret") + "`")) {
            assertThatThrownBy(() -> lab.rows("SELECT * FROM lab." + namespace + ".raw_data"))
                    .isInstanceOf(AnalysisException.class)
                    .hasMessageContaining("TABLE_OR_VIEW_NOT_FOUND");
            assertThatThrownBy(() -> lab.rows("SHOW TABLES IN lab." + namespace))
                    .isInstanceOf(AnalysisException.class)
                    .hasMessageContaining("SCHEMA_NOT_FOUND");
        }
    }

    @Test
    void describeTellsUnitsPathProviderFilesAndRows(SparkSession spark) {
        Lab lab = sample(spark);

        List<String> described = lab.rows("DESCRIBE EXTENDED lab.raw_data");

        assertThat(described)
                .anyMatch(row -> row.matches("voltage,double,Voltage between the terminals \\(V\\)"))
                .contains("cell,string,Name of the cell", "Provider,battdat,", "Location," + lab.directory() + ",");
        String rows = lab.rows("SELECT count(*) FROM lab.raw_data").get(0);
        assertThat(described).anyMatch(row -> row.contains("numFiles=5") && row.contains("numRows=" + rows));
    }

    @Test
    void cellsHaveTheirMetadataInTypedColumns(SparkSession spark) {
        Lab lab = Lab.over(spark, folder.resolve("archive"));
        Archives.copyFixture("metadata-rich", lab.directory().resolve("full.h5"));
        Archives.copyFixture("cells-prefixes", lab.directory().resolve("two.h5"));

        assertThat(lab.rows("SELECT cell, prefix FROM lab.cells ORDER BY cell")).hasSize(4);
        assertThat(lab.sql("SELECT * FROM lab.cells")
                        .schema()
                        .apply("battery")
                        .dataType()
                        .simpleString())
                .contains("cathode:struct<name:string,supplier:string", "nominal_capacity:double");
        assertThat(
                        lab.rows(
                                "SELECT name, battery.cathode.name, battery.nominal_capacity, test_protocol.start_date,"
                                        + " get_json_object(metadata, '$.battery.cathode.name') FROM lab.cells WHERE file LIKE '%full.h5'"))
                .containsExactly("Zelle \u21167 \ud83d\udd0b,NMC811,1.1,2023-12-31,NMC811");
        assertThat(
                        lab.rows(
                                "SELECT array_join(authors.name, '+'), associated_ids[0] FROM lab.cells WHERE file LIKE '%full.h5'"))
                .containsExactly("Ada+Bō,https://example.org/set/1");
    }

    @Test
    void everyFieldOfTheMetadataHasItsColumn(SparkSession spark) throws IOException {
        Lab lab = Lab.over(spark, folder.resolve("archive"));
        spark.range(1)
                .write()
                .format("battdat")
                .option("metadata", EVERY_FIELD)
                .mode("append")
                .save(lab.directory().toString());

        String columns = String.join(", ", BatteryColumns.SCHEMA.fieldNames());
        ObjectMapper mapper = new ObjectMapper();
        JsonNode typed = mapper.readTree(lab.rows("SELECT to_json(struct(" + columns + ")) FROM lab.cells")
                .get(0));
        JsonNode stored =
                mapper.readTree(lab.rows("SELECT metadata FROM lab.cells").get(0));

        List<String> leaves = new ArrayList<>();
        addLeaves(typed, stored, "", leaves);
        assertThat(leaves).hasSize(FIELDS);
    }

    /** Compares, and notes the values that there are. */
    private static void addLeaves(JsonNode typed, JsonNode stored, String place, List<String> leaves) {
        if (typed.isObject() && stored.isArray()) { // battdat keeps an author as a pair
            addLeaves(
                    new ObjectMapper()
                            .valueToTree(typed.properties().stream()
                                    .map(Map.Entry::getValue)
                                    .toList()),
                    stored,
                    place,
                    leaves);
        } else if (typed.isObject()) {
            typed.properties()
                    .forEach(field -> addLeaves(
                            field.getValue(), stored.path(field.getKey()), place + "/" + field.getKey(), leaves));
        } else if (typed.isArray()) {
            assertThat(typed.size()).as(place).isEqualTo(stored.size());
            for (int i = 0; i < typed.size(); i++) {
                addLeaves(typed.get(i), stored.get(i), place + "/" + i, leaves);
            }
        } else {
            assertThat(typed.asText()).as(place).isEqualTo(stored.asText());
            leaves.add(place);
        }
    }

    @Test
    void namesThatDifferInCaseOnlyAreToldApart(SparkSession spark) {
        Lab lab = Lab.over(spark, folder.resolve("archive"));
        lab.sql("CREATE TABLE lab.first AS SELECT 'A' AS cell, 1 AS number");
        spark.sql("SELECT 'A' AS cell, 2 AS number")
                .write()
                .format("battdat")
                .option("cellColumn", "cell")
                .option("table", "First")
                .mode("append")
                .save(lab.directory().toString());

        assertThat(lab.rows("SELECT number FROM lab.first")).containsExactly("1");
        assertThat(lab.rows("SELECT number FROM lab.First")).containsExactly("2");
        assertThatThrownBy(() -> lab.rows("SELECT number FROM lab.FIRST"))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("TABLE_OR_VIEW_NOT_FOUND");
    }

    @Test
    void tablesAndColumnsAreDescribed(SparkSession spark) {
        Lab lab = sample(spark);

        assertThat(lab.rows("SELECT cell, prefix, row_count, array_join(filters, '+') FROM lab.tables"
                        + " WHERE table = 'cycle_stats' AND cell IN ('cell-A1', 'cell-A3', 'cell_2') ORDER BY cell"))
                .containsExactly("cell-A1,/,14,", "cell-A3,/,16,shuffle+zlib", "cell_2,cell_2,12,shuffle+zlib");
        assertThat(lab.rows("SELECT DISTINCT column, type, units, monotonic FROM lab.columns"
                        + " WHERE table = 'raw_data' AND column IN ('test_time', 'voltage') ORDER BY column"))
                .containsExactly("test_time,double,s,true", "voltage,double,V,false");
        assertThat(lab.rows("SELECT sum(row_count) FROM lab.tables WHERE table = 'raw_data'"))
                .isEqualTo(lab.rows("SELECT count(*) FROM lab.raw_data"));
    }

    @Test
    void aTableOfTheFilesThatIsCalledAsADescriptionHasASlash(SparkSession spark) {
        Lab lab = Lab.over(spark, folder.resolve("archive"));
        spark.range(3)
                .selectExpr("'A' AS cell", "id AS number")
                .write()
                .format("battdat")
                .option("cellColumn", "cell")
                .option("table", "cells")
                .mode("append")
                .save(lab.directory().toString());

        assertThat(names(lab.sql("SHOW TABLES IN lab"), 1))
                .containsExactlyInAnyOrder("/cells", "cells", "tables", "columns");
        assertThat(lab.rows("SELECT sum(number) FROM lab.`/cells`")).containsExactly("3");
        assertThat(lab.rows("SELECT cell FROM lab.cells")).containsExactly("A");
        assertThatThrownBy(() -> lab.sql("CREATE TABLE lab.columns AS SELECT 'A' AS cell, 1 AS x"))
                .hasMessageContaining("columns");
    }

    @Test
    void filesThatDifferAreOneTable(SparkSession spark) {
        Lab lab = Lab.over(spark, folder.resolve("archive"));
        lab.sql("CREATE TABLE lab.first AS SELECT 'A' AS cell, 1 AS number");
        spark.sql("SELECT 'B' AS cell, 2L AS number, 'more' AS text")
                .write()
                .format("battdat")
                .option("cellColumn", "cell")
                .option("table", "first")
                .mode("append")
                .save(lab.directory().toString());

        assertThat(lab.sql("SELECT * FROM lab.first").schema().simpleString())
                .isEqualTo("struct<cell:string,number:bigint,text:string>");
        assertThat(lab.rows("SELECT * FROM lab.first ORDER BY cell")).containsExactly("A,1,null", "B,2,more");
    }

    @Test
    void pathsStandInStatementsWithoutAWarehouse(SparkSession spark) {
        Lab lab = sample(spark);
        spark.conf().set("spark.sql.catalog.battdat", BattdatCatalog.class.getName());
        String archive = lab.directory().toString();

        assertThat(lab.rows("SELECT count(*) FROM battdat.`" + archive + "/cell-*.h5`"))
                .isEqualTo(lab.rows("SELECT count(*) FROM lab.raw_data WHERE cell LIKE 'cell-%'"));
        assertThat(lab.rows("SELECT count(*) FROM battdat.`" + archive + "/cell-A1.h5`"))
                .isEqualTo(lab.rows("SELECT count(*) FROM lab.raw_data WHERE cell = 'cell-A1'"));
        assertThat(lab.rows("SELECT count(*) FROM battdat.`" + archive + "`"))
                .isEqualTo(lab.rows("SELECT count(*) FROM lab.raw_data"));
        assertThat(lab.rows("SELECT count(*) FROM battdat.`" + archive + "`.cycle_stats"))
                .isEqualTo(lab.rows("SELECT count(*) FROM lab.cycle_stats"));
        assertThat(lab.rows("SELECT count(*) FROM battdat.`" + archive + "`.cells"))
                .containsExactly("7");
        assertThat(names(lab.sql("SHOW TABLES IN battdat.`" + archive + "`"), 1))
                .contains("raw_data", "cycle_stats");
        assertThat(lab.rows("SHOW NAMESPACES IN battdat")).isEmpty();
        assertThatThrownBy(() -> lab.rows("SELECT * FROM battdat.`" + archive + "/none`.raw_data"))
                .hasMessageContaining("TABLE_OR_VIEW_NOT_FOUND");
    }

    @Test
    void optionsComeFromTheStatementTheTableAndTheCatalog(SparkSession spark) {
        Lab lab = sample(spark);
        spark.conf().set("spark.sql.catalog.lab.rowsPerPartition", "300");

        assertThat(spark.read().table("lab.raw_data").rdd().getNumPartitions()).isGreaterThan(5);
        assertThat(spark.read()
                        .option("rowsPerPartition", "1000000")
                        .table("lab.raw_data")
                        .rdd()
                        .getNumPartitions())
                .isEqualTo(1);
        lab.sql("ALTER TABLE lab.raw_data SET TBLPROPERTIES ('rowsPerPartition' = '1000000')");
        assertThat(spark.read().table("lab.raw_data").rdd().getNumPartitions()).isEqualTo(1);
        assertThatThrownBy(() -> spark.read()
                        .option("metadataColumn", "battery")
                        .table("lab.raw_data")
                        .count())
                .isInstanceOf(BattdatException.class)
                .hasMessageStartingWith(
                        "option metadataColumn decides which columns lab.raw_data has. Set it for the catalog");
        lab.sql("ALTER TABLE lab.raw_data SET TBLPROPERTIES ('metadataColumn' = 'battery')");
        assertThat(lab.rows(
                        "SELECT DISTINCT get_json_object(battery, '$.name') FROM lab.raw_data WHERE cell = 'cell-A2'"))
                .containsExactly("cell-A2");
    }

    @Test
    void viewsAndTheCacheHoldTables(SparkSession spark) {
        Lab lab = sample(spark);
        lab.sql("CREATE TEMPORARY VIEW fast AS SELECT * FROM lab.cycle_stats WHERE cell LIKE 'cell-A%'");
        assertThat(lab.rows("SELECT count(DISTINCT cell) FROM fast")).containsExactly("4");

        lab.sql("CACHE TABLE lab.cycle_stats");

        Dataset<Row> again = lab.sql("SELECT cell FROM lab.cycle_stats");
        assertThat(again.queryExecution().executedPlan().toString()).contains("In-memory table lab.cycle_stats");
        assertThat(again.distinct().count()).isEqualTo(7);
        lab.sql("UNCACHE TABLE lab.cycle_stats");
    }

    @Test
    void otherFilesOfTheDirectoryDoNotMatter(SparkSession spark) throws IOException {
        Lab lab = sample(spark);
        Files.writeString(lab.directory().resolve("README.md"), "notes");

        assertThat(names(lab.sql("SHOW TABLES IN lab"), 1)).contains("raw_data");
    }

    @Test
    void aDamagedFileIsNamedWithTheRemedy(SparkSession spark) throws IOException {
        Lab lab = sample(spark);
        Files.writeString(lab.directory().resolve("broken.h5"), "nonsense");

        assertThatThrownBy(() -> lab.sql("SHOW TABLES IN lab"))
                .isInstanceOf(BattdatException.class)
                .hasMessageContaining("broken.h5")
                .hasMessageContaining("ignoreCorruptFiles=true");
        spark.conf().set("spark.sql.files.ignoreCorruptFiles", "true");
        assertThat(names(lab.sql("SHOW TABLES IN lab"), 1)).contains("raw_data");
        assertThat(lab.rows("SELECT count(*) FROM lab.cells")).containsExactly("7");
    }
}
