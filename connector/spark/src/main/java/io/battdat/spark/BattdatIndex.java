package io.battdat.spark;

import io.battdat.BattdatException;
import io.battdat.spark.index.IndexJob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Indexes an archive: reads each file once, in parallel, and keeps what queries need in order to skip files and chunks (which
 * tables and cells there are, how many rows, and the smallest and largest value of each numeric column in each chunk) in a
 * folder beside the files. The files themselves are not touched.
 *
 * <p>Running it again reads only files that are new or were changed; one that was interrupted goes on where it was. Queries
 * use the index of themselves, and trust what it says of a file only if the file has the same length and modification time.
 *
 * <pre>{@code
 * BattdatIndex.of(spark, "/archive").run();
 * }</pre>
 *
 * From PySpark:
 *
 * <pre>{@code
 * spark._jvm.io.battdat.spark.BattdatIndex.of(spark._jsparkSession, "/archive").run().toString()
 * }</pre>
 */
public final class BattdatIndex {
    private final SparkSession session;
    private final List<String> paths = new ArrayList<>();
    private final Map<String, String> options = new HashMap<>();
    private boolean anew;

    private BattdatIndex(SparkSession session, String path) {
        this.session = session;
        this.paths.add(path);
    }

    /** @param path a directory, with all below it, a file, or a glob of them */
    public static BattdatIndex of(SparkSession session, String path) {
        return new BattdatIndex(session, path);
    }

    /** Indexes another path, too. */
    public BattdatIndex path(String path) {
        paths.add(path);
        return this;
    }

    /** A read option that says which files there are, or where the index is: {@code pathGlobFilter}, {@code zoneMaps}. */
    public BattdatIndex option(String key, String value) {
        options.put(key, value);
        return this;
    }

    /** Whether files are read again that the index has as they are. */
    public BattdatIndex anew(boolean readAll) {
        anew = readAll;
        return this;
    }

    /**
     * Brings the index up to date. Files that are damaged, or no HDF5 at all, are reported and keep none of the others out.
     *
     * @throws BattdatException if the folder of the index cannot be written
     */
    public IndexReport run() {
        return new IndexJob(session, paths, new CaseInsensitiveStringMap(options), anew).run();
    }
}
