package io.battdat.spark.convert;

import java.io.IOException;

/** The target cannot be stored, so that no other source would fare better: the disk is full, say. */
final class TargetFailureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final IOException failure;

    TargetFailureException(IOException failure) {
        super(failure);
        this.failure = failure;
    }

    IOException failure() {
        return failure;
    }
}
