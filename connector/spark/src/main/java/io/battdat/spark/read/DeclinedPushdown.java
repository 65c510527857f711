package io.battdat.spark.read;

/** Why something is left to Spark. */
final class DeclinedPushdown extends Exception {
    private static final long serialVersionUID = 1L;

    DeclinedPushdown(String reason) {
        super(reason, null, false, false);
    }
}
