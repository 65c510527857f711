package io.battdat.spark.write;

import java.util.List;
import java.util.Map;

/**
 * Cells that are to lose a table, or its rows.
 *
 * @param places prefixes of the cells in each file, by the file's path as it is listed
 * @param keepsColumns whether a table stays without rows, so that its columns are known
 */
public record TablePlaces(String table, Map<String, List<String>> places, boolean keepsColumns) {}
