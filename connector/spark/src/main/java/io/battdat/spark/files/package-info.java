/**
 * Which files a path means: paths, globs and directories in, a sorted list of files with their Hive-style partition
 * values out, as Spark's own file sources would list them. Knows Hadoop's file systems and Spark's types, nothing of
 * what the files hold; Spark's own listing is not used because its signatures carry Scala collections, which do not
 * link across Scala versions.
 */
package io.battdat.spark.files;
