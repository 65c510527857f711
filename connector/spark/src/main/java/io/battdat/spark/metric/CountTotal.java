package io.battdat.spark.metric;

import java.util.Locale;

/** A number of things. */
public final class CountTotal extends Total {
    /** Only adds up and writes, as Spark wants it. */
    public CountTotal() {
        this("", "");
    }

    public CountTotal(String name, String description) {
        super(name, description);
    }

    @Override
    String format(long sum) {
        return String.format(Locale.ROOT, "%,d", sum);
    }
}
