package io.battdat.spark.metric;

/** A number of bytes. */
public final class ByteTotal extends Total {
    /** Only adds up and writes, as Spark wants it. */
    public ByteTotal() {
        this("", "");
    }

    public ByteTotal(String name, String description) {
        super(name, description);
    }

    @Override
    String format(long sum) {
        return org.apache.spark.util.Utils.bytesToString(sum);
    }
}
