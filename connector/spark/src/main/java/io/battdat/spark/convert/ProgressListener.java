package io.battdat.spark.convert;

/** Is told how far a conversion is: several times a second, in the thread that runs the conversion. */
@FunctionalInterface
public interface ProgressListener {
    /** What is done by now. */
    void progress(ConversionProgress progress);
}
