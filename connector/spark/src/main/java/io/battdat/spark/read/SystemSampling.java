package io.battdat.spark.read;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownTableSample;

/**
 * {@code TABLESAMPLE SYSTEM}, which Spark 4.2 has: it tells a builder of the method in an argument of a type that earlier
 * versions lack, so that no class of this jar can name it. A proxy takes the call. On earlier versions there is nothing to
 * take: their only method samples rows, which Spark does as well.
 */
final class SystemSampling {
    private static final String METHOD_TYPE = "org.apache.spark.sql.connector.read.SampleMethod";
    private static final String PUSH = "pushTableSample";

    private SystemSampling() {}

    /** The builder, which also takes samples of chunks where Spark has them. */
    static ScanBuilder offer(BattdatScanBuilder builder) {
        if (!isKnown()) {
            return builder;
        }
        List<Class<?>> interfaces = new ArrayList<>(List.of(BattdatScanBuilder.class.getInterfaces()));
        interfaces.add(SupportsPushDownTableSample.class);
        return (ScanBuilder) Proxy.newProxyInstance(
                BattdatScanBuilder.class.getClassLoader(),
                interfaces.toArray(new Class<?>[0]),
                (proxy, method, arguments) ->
                        method.getName().equals(PUSH) ? push(builder, arguments) : call(builder, method, arguments));
    }

    private static boolean isKnown() {
        try {
            Class.forName(METHOD_TYPE, false, ScanBuilder.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** With lower bound, upper bound, whether rows may come twice, seed, and the method; without it rows are sampled. */
    private static boolean push(BattdatScanBuilder builder, Object[] arguments) {
        boolean chunks = arguments.length == 5 && arguments[4].toString().equals("SYSTEM");
        return chunks
                && builder.pushSample(
                        (double) arguments[0], (double) arguments[1], (boolean) arguments[2], (long) arguments[3]);
    }

    private static Object call(BattdatScanBuilder builder, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(builder, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
