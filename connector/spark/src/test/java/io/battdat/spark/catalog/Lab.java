package io.battdat.spark.catalog;

import io.battdat.spark.testing.Archives;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A session with the catalog {@code lab} over a directory. */
final class Lab {
    private final SparkSession spark;
    private final Path directory;

    private Lab(SparkSession spark, Path directory) {
        this.spark = spark;
        this.directory = directory;
    }

    /** Over a directory, which is made if it is not there. */
    static Lab over(SparkSession spark, Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        spark.conf().set("spark.sql.catalog.lab", BattdatCatalog.class.getName());
        spark.conf().set("spark.sql.catalog.lab.warehouse", directory.toString());
        return new Lab(spark, directory);
    }

    /** Over a copy of the sample archive. */
    static Lab overSample(SparkSession spark, Path directory) {
        Lab lab = over(spark, directory);
        try (Stream<Path> files = Files.list(Archives.sample())) {
            files.forEach(file -> Archives.copy(file, directory.resolve(file.getFileName())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lab;
    }

    Path directory() {
        return directory;
    }

    Dataset<Row> sql(String statement) {
        return spark.sql(statement);
    }

    /** The rows of a query, each as its values with commas between them. */
    List<String> rows(String query) {
        return text(sql(query));
    }

    static List<String> text(Dataset<Row> data) {
        return data.collectAsList().stream().map(row -> row.mkString(",")).toList();
    }
}
