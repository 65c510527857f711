package io.battdat.spark.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.spark.testing.Archives;
import io.battdat.spark.testing.S3Server;
import io.battdat.spark.testing.SharedSpark;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Sources and targets in an object store, through S3A, from a server that speaks S3. */
@ExtendWith(SharedSpark.class)
@Timeout(300)
class S3ConversionTest {
    private static final String BUCKET = "conversions";

    @TempDir
    private static Path directory;

    @Test
    void convertsInAnObjectStore(SparkSession spark) throws IOException, InterruptedException {
        Path source = directory.resolve("source");
        Archives.copy(Archives.sample().resolve("cell-A1.h5"), source.resolve("cell-A1.h5"));
        Archives.copy(Archives.sample().resolve("pack-B.h5"), source.resolve("pack-B.h5"));
        Files.writeString(source.resolve("broken.h5"), "no HDF5");
        String there = "s3a://" + BUCKET + "/there";
        try (S3Server server = S3Server.start(directory, BUCKET)) {
            server.settings().forEach(spark.conf()::set);
            Configuration configuration = new Configuration();
            server.settings().forEach(configuration::set);
            try (FileSystem store = FileSystem.newInstance(URI.create("s3a://" + BUCKET), configuration)) {
                ConversionResult result =
                        Conversion.of(source.toString()).to(there).run(spark);
                assertThat(result.quarantined()).singleElement().satisfies(report -> assertThat(report.reason())
                        .contains("broken.h5"));
                assertThat(objects(store, there))
                        .containsExactly(
                                "_battdat-convert/quarantine.jsonl",
                                "_battdat-convert/report.jsonl",
                                "_battdat-convert/settings.json",
                                "cell-A1.h5",
                                "pack-B.h5");

                ConversionResult resumed =
                        Conversion.of(source.toString()).to(there).resume(true).run(spark);
                assertThat(resumed.skipped()).isEqualTo(2);

                Path back = directory.resolve("back");
                ConversionResult again =
                        Conversion.of(there).to(back.toString()).run(spark);
                assertThat(again.quarantined()).isEmpty();
                for (String name : ConvertedFiles.visible(back)) {
                    ConvertedFiles.assertSame(source.resolve(name), back.resolve(name));
                }
                assertThat(ConvertedFiles.visible(back)).containsExactly("cell-A1.h5", "pack-B.h5");
            }
        }
    }

    /** Keys of all objects below a directory, relative to it. */
    private static List<String> objects(FileSystem store, String directory) throws IOException {
        List<String> keys = new ArrayList<>();
        RemoteIterator<LocatedFileStatus> files = store.listFiles(new org.apache.hadoop.fs.Path(directory), true);
        while (files.hasNext()) {
            keys.add(files.next().getPath().toString().substring(directory.length() + 1));
        }
        keys.sort(null);
        return keys;
    }
}
