/** What tests of the Spark module share: a session, storage that keeps a record, tables made to measure, other JVMs. */
package io.battdat.spark.testing;
