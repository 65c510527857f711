package io.battdat.spark.metric;

import java.util.Locale;

/** A time, added up over tasks that may have run at once. */
public final class TimeTotal extends Total {
    /** Only adds up and writes, as Spark wants it. */
    public TimeTotal() {
        this("", "");
    }

    public TimeTotal(String name, String description) {
        super(name, description);
    }

    @Override
    String format(long sum) {
        return String.format(Locale.ROOT, "%,.3f s", sum / 1e9);
    }
}
