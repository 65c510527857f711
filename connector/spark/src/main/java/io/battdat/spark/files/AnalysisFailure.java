package io.battdat.spark.files;

import org.apache.spark.sql.AnalysisException;

/** Throws without declaring: Spark throws checked exceptions through interfaces that declare none, and so do we. */
public final class AnalysisFailure {
    private AnalysisFailure() {}

    /** Throws the exception; what it is said to return only lets callers write {@code throw}. */
    public static RuntimeException raise(AnalysisException exception) {
        return AnalysisFailure.<RuntimeException>unchecked(exception);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> E unchecked(Exception exception) throws E {
        throw (E) exception;
    }
}
