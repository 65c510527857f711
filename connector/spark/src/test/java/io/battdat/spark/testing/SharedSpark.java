package io.battdat.spark.testing;

import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test a {@link SparkSession} of its own, so that settings end with the test, over one Spark context for the
 * whole JVM, so that Spark starts once.
 */
public final class SharedSpark implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
    /** Tasks that run at once. */
    public static final int CORES = 2;

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedSpark.class);
    private static SparkSession root;

    @Override
    public void beforeEach(ExtensionContext context) {
        SparkSession session = root().newSession();
        SparkSession.setActiveSession(session);
        context.getStore(NAMESPACE).put(SparkSession.class, session);
        StorageLog.clear();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        SparkSession.clearActiveSession();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SparkSession.class;
    }

    @Override
    public SparkSession resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(NAMESPACE).get(SparkSession.class, SparkSession.class);
    }

    /** Another class may have stopped the context that it found running. */
    private static synchronized SparkSession root() {
        if (root == null || root.sparkContext().isStopped()) {
            SparkSession.Builder builder =
                    SparkSession.builder().appName("battdat tests").master("local[" + CORES + "]");
            settings().forEach(builder::config);
            root = builder.getOrCreate();
        }
        return root;
    }

    /** For hundreds of queries of a few rows: what takes longest is to generate and compile code for each of them. */
    public static void forManySmallQueries(SparkSession session) {
        session.conf().set("spark.sql.adaptive.enabled", "false");
        session.conf().set("spark.sql.codegen.wholeStage", "false");
        session.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
        session.conf().set("spark.sql.shuffle.partitions", "1");
    }

    /** The settings of every session in tests, also those in other JVMs. */
    public static Map<String, String> settings() {
        return Map.of(
                "spark.ui.enabled",
                "false",
                "spark.driver.host",
                "127.0.0.1",
                "spark.driver.bindAddress",
                "127.0.0.1",
                "spark.sql.shuffle.partitions",
                Integer.toString(CORES),
                "spark.sql.session.timeZone",
                "UTC",
                "spark.sql.warehouse.dir",
                System.getProperty("java.io.tmpdir") + "/warehouse",
                "spark.hadoop.fs." + CountedFileSystem.SCHEME + ".impl",
                CountedFileSystem.class.getName());
    }
}
