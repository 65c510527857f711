/**
 * Zone maps for archives that this library did not write: {@link io.battdat.spark.BattdatIndex} has Spark read an archive
 * once and keeps what it finds in a folder beside the data files, which are not touched; scans look there
 * ({@link io.battdat.spark.index.ArchiveIndex}). The format of the files is {@link io.battdat.index}.
 */
package io.battdat.spark.index;
