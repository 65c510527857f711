/**
 * An archive as a catalog of Spark SQL: names become directories and tables of their files, and statements become reads
 * and writes that the packages beside this one do. Nothing here knows how a file is stored.
 */
package io.battdat.spark.catalog;
