package io.battdat.spark.testing;

import io.battdat.hdf5.write.NativeLibraryException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * Reads an archive and tries to write it, where the HDF5 library is missing, and prints how that goes.
 *
 * <p>Usage: {@code WriteWithoutNatives <archive> <target>}
 */
public final class WriteWithoutNatives {
    private WriteWithoutNatives() {}

    public static void main(String[] arguments) throws Exception {
        SparkSession.Builder builder =
                SparkSession.builder().appName("no natives").master("local[2]");
        SharedSpark.settings().forEach(builder::config);
        try (SparkSession spark = builder.getOrCreate()) {
            Dataset<Row> rows =
                    spark.read().format("battdat").option("cellColumn", "cell").load(arguments[0]);
            print("rows: " + rows.count());
            try (EndedTasks tasks = new EndedTasks(spark)) {
                for (SaveMode mode : new SaveMode[] {SaveMode.ErrorIfExists, SaveMode.Append, SaveMode.Overwrite}) {
                    try {
                        rows.write()
                                .format("battdat")
                                .option("cellColumn", "cell")
                                .mode(mode)
                                .save(mode == SaveMode.ErrorIfExists ? arguments[1] : arguments[0]);
                        print("written");
                    } catch (NativeLibraryException e) {
                        print("refused: " + e.getMessage());
                    }
                }
                tasks.awaitAll();
                print("tasks: " + tasks.started());
            }
        }
    }

    private static void print(String line) {
        System.out.println(line);
    }
}
