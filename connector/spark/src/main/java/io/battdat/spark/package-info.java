/**
 * The door to Spark: the format's name, its options and the mapping of types. The adapters behind it are thin; what a
 * file holds and how it is decoded is battdat-core's.
 *
 * <p>One jar serves Spark 3.5 (Scala 2.12 and 2.13) and 4.x: only API that Spark 3.5 has too, and no signature with a
 * Scala collection.
 */
package io.battdat.spark;
