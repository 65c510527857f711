package io.battdat.spark.convert;

import java.io.Serializable;
import java.util.List;

/** What a task says of a unit that it has finished: a report for each piece. */
record FinishedUnit(Unit unit, List<FileReport> reports) implements Serializable {}
