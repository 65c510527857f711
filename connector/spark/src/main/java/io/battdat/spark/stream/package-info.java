/**
 * Structured streaming: tables that grow while a test runs, in micro-batches. An offset counts the rows of each table that
 * have been handed out; what files hold is looked at, and read, by {@link io.battdat.spark.read}.
 */
package io.battdat.spark.stream;
