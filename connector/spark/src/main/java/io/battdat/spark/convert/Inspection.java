package io.battdat.spark.convert;

import java.io.Serializable;
import java.util.List;

/**
 * What a source holds.
 *
 * @param problem why that could not be found out; null if it could
 * @param retry whether the source may be sound: storage failed
 */
record Inspection(SourceGroup source, List<FoundCell> cells, String problem, boolean retry) implements Serializable {}
