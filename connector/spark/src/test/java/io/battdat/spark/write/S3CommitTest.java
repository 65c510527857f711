package io.battdat.spark.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.battdat.spark.testing.S3Server;
import io.battdat.spark.testing.Saved;
import io.battdat.spark.testing.SharedSpark;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives in an object store, through S3A and its committers, from a server that speaks S3. */
@ExtendWith(SharedSpark.class)
class S3CommitTest {
    private static final String BUCKET = "archives";

    @TempDir
    private static Path directory;

    private static S3Server server;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = S3Server.start(directory, BUCKET);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String target(String committer) {
        return "s3a://" + BUCKET + "/" + committer;
    }

    private static void configure(SparkSession spark, String committer) {
        server.settings().forEach(spark.conf()::set);
        spark.conf().set("fs.s3a.committer.name", committer);
        spark.conf()
                .set(
                        "fs.s3a.committer.staging.tmp.path",
                        directory.resolve("staging").toUri().toString());
        spark.conf()
                .set(
                        "mapreduce.outputcommitter.factory.scheme.s3a",
                        "org.apache.hadoop.fs.s3a.commit.S3ACommitterFactory");
    }

    private static FileSystem store() throws IOException {
        Configuration configuration = new Configuration();
        server.settings().forEach(configuration::set);
        return FileSystem.newInstance(URI.create("s3a://" + BUCKET), configuration);
    }

    /** Keys of all objects below a target, relative to it. */
    private static List<String> objects(String target) throws IOException {
        List<String> keys = new ArrayList<>();
        try (FileSystem store = store()) {
            RemoteIterator<LocatedFileStatus> files = store.listFiles(new org.apache.hadoop.fs.Path(target), true);
            while (files.hasNext()) {
                keys.add(files.next().getPath().toString().substring(target.length() + 1));
            }
        }
        keys.sort(null);
        return keys;
    }

    private static JsonNode successMarker(String target) throws IOException {
        try (FileSystem store = store();
                InputStream input = store.open(new org.apache.hadoop.fs.Path(target, "_SUCCESS"))) {
            return new ObjectMapper().readTree(input);
        }
    }

    private static List<String> rows(SparkSession spark, String target, String table) {
        Dataset<Row> rows = spark.read()
                .format("battdat")
                .option("cellColumn", "cell")
                .option("table", table)
                .load(target)
                .orderBy("cell", "test_time");
        return Saved.rows(rows, "cell", "test_time", "voltage");
    }

    @ParameterizedTest
    @ValueSource(strings = {"magic", "directory", "partitioned"})
    void cellsGoThroughTheCommittersOfS3A(String committer, SparkSession spark) throws IOException {
        configure(spark, committer);
        String target = target(committer);

        Saved.byCell(Saved.cells(spark, 3.0, "A", "B")).mode("append").save(target);

        assertThat(rows(spark, target, "raw_data")).containsExactly("A,0.0,3.0", "A,1.0,3.1", "B,0.0,3.0", "B,1.0,3.1");
        assertThat(objects(target)).containsExactly("A.h5", "B.h5", "_SUCCESS");
        assertThat(successMarker(target).get("committer").asText()).isEqualTo(committer);

        // another table, and more rows: the files of the cells are replaced
        Saved.byCell(Saved.cells(spark, 2.0, "A"))
                .option("table", "rest")
                .mode("append")
                .save(target);
        Saved.byCell(Saved.cells(spark, 4.0, "B", "C")).mode("append").save(target);

        assertThat(rows(spark, target, "rest")).containsExactly("A,0.0,2.0", "A,1.0,2.1");
        assertThat(rows(spark, target, "raw_data"))
                .containsExactlyInAnyOrder(
                        "A,0.0,3.0",
                        "A,1.0,3.1",
                        "B,0.0,3.0",
                        "B,1.0,3.1",
                        "B,0.0,4.0",
                        "B,1.0,4.1",
                        "C,0.0,4.0",
                        "C,1.0,4.1");
        assertThat(objects(target)).containsExactly("A.h5", "B.h5", "C.h5", "_SUCCESS");

        Saved.byCell(Saved.cells(spark, 5.0, "C")).mode("overwrite").save(target);

        assertThat(rows(spark, target, "raw_data")).containsExactly("C,0.0,5.0", "C,1.0,5.1");
        assertThat(objects(target)).containsExactly("C.h5", "_SUCCESS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"magic", "directory"})
    void aJobThatFailsLeavesTheObjectsAsTheyWere(String committer, SparkSession spark) throws IOException {
        configure(spark, committer);
        String target = target("failed-" + committer);
        Saved.byCell(Saved.cells(spark, 3.0, "A")).mode("append").save(target);

        Dataset<Row> failing = Saved.cells(spark, 4.0, "A", "B", "C")
                .selectExpr("cell", "test_time", "if(cell = 'C', raise_error('on purpose'), voltage) AS voltage");
        assertThatThrownBy(() -> Saved.byCell(failing).mode("append").save(target))
                .hasStackTraceContaining("on purpose");

        assertThat(rows(spark, target, "raw_data")).containsExactly("A,0.0,3.0", "A,1.0,3.1");
        assertThat(objects(target)).containsExactly("A.h5", "_SUCCESS");
    }
}
