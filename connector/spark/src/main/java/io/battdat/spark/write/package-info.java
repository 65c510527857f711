/** How Spark writes battdat files: preparing the rows, the tasks that write files, and their commit. */
package io.battdat.spark.write;
