/**
 * Measurements, run by hand: JMH on the decoding of chunks, whole queries in Spark against Parquet, and one thread against
 * the Python libraries. Everything reads tables that {@link io.battdat.benchmarks.BenchmarkTable} generates. Nothing of
 * the connector may depend on this module.
 */
package io.battdat.benchmarks;
