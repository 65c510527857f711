package io.battdat.spark.convert;

/** What of a source and its target is compared. */
enum Comparison {
    /** How many rows there are. */
    ROWS,
    /** Rows and values, any NaN being equal to any other: Parquet's writer knows but one. */
    VALUES,
    /** Rows and the bits of values. */
    BITS
}
