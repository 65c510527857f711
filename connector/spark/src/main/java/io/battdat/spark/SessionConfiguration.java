package io.battdat.spark;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The Hadoop configuration of a read or a write: the context's, the session's settings and the options on top, as Spark's
 * own file sources see it.
 */
public final class SessionConfiguration {
    /** The option by which Spark passes one path. */
    public static final String PATH = "path";
    /** The option by which Spark passes several paths: a JSON array. */
    public static final String PATHS = "paths";

    private SessionConfiguration() {}

    public static Configuration of(CaseInsensitiveStringMap options, SQLConf session) {
        Configuration configuration =
                new Configuration(SparkSession.active().sparkContext().hadoopConfiguration());
        Map<String, String> settings = session.settings();
        synchronized (settings) {
            settings.forEach((key, value) -> set(configuration, key, value));
        }
        options.asCaseSensitiveMap().forEach((key, value) -> {
            if (!PATH.equalsIgnoreCase(key) && !PATHS.equalsIgnoreCase(key)) {
                set(configuration, key, value);
            }
        });
        return configuration;
    }

    private static void set(Configuration configuration, String key, String value) {
        if (value != null && !key.isEmpty()) {
            configuration.set(key, value);
        }
    }
}
