package io.battdat.spark.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.HdfsServer;
import io.battdat.spark.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Sources and targets on HDFS. */
@ExtendWith(SharedSpark.class)
@Timeout(300)
class HdfsConversionTest {
    @TempDir
    private static Path directory;

    @Test
    void convertsOnHdfs(SparkSession spark) throws IOException {
        try (HdfsServer.Running hdfs = HdfsServer.start(directory)) {
            FileSystem system = FileSystem.get(java.net.URI.create(hdfs.uri()), new Configuration());
            for (String name : new String[] {"cell-A1.h5", "pack-B.h5"}) {
                system.copyFromLocalFile(
                        path(Archives.sample().resolve(name)), new org.apache.hadoop.fs.Path("/source/" + name));
            }
            ConversionResult parquet = Conversion.of(hdfs.uri() + "/source")
                    .to(hdfs.uri() + "/parquet")
                    .targetFormat(ConversionFormat.PARQUET)
                    .run(spark);
            assertThat(parquet.quarantined()).isEmpty();
            assertThat(system.exists(new org.apache.hadoop.fs.Path("/parquet/pack-B/cell_2/raw_data.parquet")))
                    .isTrue();
            for (boolean again : new boolean[] {false, true}) {
                ConversionResult result = Conversion.of(hdfs.uri() + "/parquet")
                        .sourceFormat(ConversionFormat.PARQUET)
                        .to(hdfs.uri() + "/back")
                        .overwrite(again)
                        .run(spark);
                assertThat(result.quarantined()).isEmpty();
            }
            ConversionResult resumed = Conversion.of(hdfs.uri() + "/parquet")
                    .sourceFormat(ConversionFormat.PARQUET)
                    .to(hdfs.uri() + "/back")
                    .resume(true)
                    .run(spark);
            assertThat(resumed.skipped()).isEqualTo(resumed.reports().size()).isPositive();
            Path local = directory.resolve("cell-A1.h5");
            system.copyToLocalFile(new org.apache.hadoop.fs.Path("/back/cell-A1.h5"), path(local));
            ConvertedFiles.assertSame(Archives.sample().resolve("cell-A1.h5"), local);
            for (FileStatus left : system.listStatus(new org.apache.hadoop.fs.Path("/back/_battdat-convert"))) {
                assertThat(left.getPath().getName()).isIn("report.jsonl", "settings.json");
            }
        }
    }

    private static org.apache.hadoop.fs.Path path(Path local) {
        return new org.apache.hadoop.fs.Path(local.toUri());
    }
}
