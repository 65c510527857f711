package io.battdat.spark.files;

import org.apache.spark.sql.AnalysisException;
import scala.collection.immutable.Map;

/**
 * Spark's own {@code PATH_NOT_FOUND}, so that code which catches it for Parquet catches it here, with the remedy added.
 * An {@code immutable.Map} has the same name and shape in Scala 2.12 and 2.13, and this constructor is the same from
 * Spark 3.5 on.
 */
public final class PathNotFoundException extends AnalysisException {
    private static final long serialVersionUID = 1L;

    PathNotFoundException(String path) {
        super("PATH_NOT_FOUND", new Map.Map1<>("path", path));
    }

    @Override
    public String getMessage() {
        return super.getMessage() + " Check the path and the file system it names, or set ignoreMissingFiles=true to go"
                + " on without it.";
    }

    static RuntimeException raise(String path) {
        return AnalysisFailure.raise(new PathNotFoundException(path));
    }
}
