package io.battdat.spark.write;

import org.apache.spark.sql.AnalysisException;
import scala.collection.immutable.Map;

/** Spark's own {@code PATH_ALREADY_EXISTS}, so that code which catches it for Parquet catches it here. */
public final class PathExistsException extends AnalysisException {
    private static final long serialVersionUID = 1L;

    PathExistsException(String path) {
        super("PATH_ALREADY_EXISTS", new Map.Map1<>("outputPath", path));
    }
}
