package io.battdat.spark.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code CALL}, which Spark has from version 4.0 on. */
@ExtendWith(SharedSpark.class)
class ProcedureCatalogTest {
    @TempDir
    private Path archive;

    private void configure(SparkSession spark) {
        spark.conf().set("spark.sql.catalog.lab", BattdatProcedureCatalog.class.getName());
        spark.conf().set("spark.sql.catalog.lab.warehouse", archive.toString());
    }

    @Test
    void indexesTheWarehouse(SparkSession spark) throws IOException {
        configure(spark);
        Archives.copyFixture("cells-prefixes", archive.resolve("two.h5"));
        Files.writeString(archive.resolve("notes.txt"), "no data");

        Row first = spark.sql("CALL lab.system.index()").first();
        Row again = spark.sql("CALL lab.system.index()").first();
        Row anew = spark.sql("CALL lab.system.index(anew => true)").first();

        assertThat((Long) first.getAs("files")).isEqualTo(1);
        assertThat((Long) first.getAs("indexed")).isEqualTo(1);
        assertThat(first.getList(first.fieldIndex("failures"))).isEmpty();
        assertThat((Long) again.getAs("indexed")).isZero();
        assertThat((Long) again.getAs("up_to_date")).isEqualTo(1);
        assertThat((Long) anew.getAs("indexed")).isEqualTo(1);
        assertThat(archive.resolve("_battdat_zones")).isDirectory();
    }

    @Test
    void tellsWhichFilesCannotBeIndexedAndWhichProceduresThereAre(SparkSession spark) throws IOException {
        configure(spark);
        Files.writeString(archive.resolve("broken.h5"), "no HDF5");

        Row report = spark.sql("CALL lab.system.index()").first();

        assertThat(report.getList(report.fieldIndex("failures")))
                .singleElement()
                .asString()
                .contains("broken.h5", "not an HDF5 file");
        assertThatThrownBy(() -> spark.sql("CALL lab.system.compact()"))
                .rootCause()
                .hasMessage("there is no procedure system.compact in catalog lab; there is system.index");
    }
}
