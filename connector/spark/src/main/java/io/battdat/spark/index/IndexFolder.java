package io.battdat.spark.index;

import io.battdat.BattdatException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A folder of index files. Data files are spread over {@value #BUCKETS} of them by the checksum of their keys, so that a
 * query of one data file reads one index file, and one of a hundred thousand reads no more than all of these.
 *
 * @param location the folder's URI
 */
record IndexFolder(String location) implements Serializable {
    /** Name of the folder that stands in a directory of data files; hidden from listings, Spark's and this library's. */
    static final String NAME = "_battdat_zones";

    static final int BUCKETS = 256;
    /** Begins with the scheme of a file system. */
    private static final Pattern WHOLE_PATH = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/");

    private static final String SUFFIX = ".zones";

    static IndexFolder in(Path directory) {
        return new IndexFolder(new Path(directory, NAME).toString());
    }

    /** A folder that somebody named. */
    static IndexFolder at(String path, Configuration configuration) {
        try {
            Path given = new Path(path);
            return new IndexFolder(
                    given.getFileSystem(configuration).makeQualified(given).toString());
        } catch (IOException | IllegalArgumentException e) {
            throw new BattdatException(
                    "option zoneMaps: " + path + " is no folder that can be reached: " + e.getMessage(), e);
        }
    }

    /** Whether a file lies in a directory, or below it. */
    static boolean isBelow(Path directory, String file) {
        String path = directory.toString();
        return file.startsWith(path.endsWith(Path.SEPARATOR) ? path : path + Path.SEPARATOR);
    }

    /**
     * How a data file is called here: by its path below the directory that the folder stands in, so that both can be moved
     * together; other files by their whole path.
     */
    String key(String file) {
        Optional<String> below = base().map(base -> base.endsWith(Path.SEPARATOR) ? base : base + Path.SEPARATOR);
        return below.filter(file::startsWith)
                .map(base -> file.substring(base.length()))
                .orElse(file);
    }

    /** Whether a data file may have an entry here: one in a directory of data files speaks of those below it. */
    boolean maySpeakOf(String file) {
        return base().map(base -> isBelow(new Path(base), file)).orElse(true);
    }

    /** The data file of a key, if it lies below the directory that the folder stands in. */
    Optional<Path> fileBelow(String key) {
        return WHOLE_PATH.matcher(key).lookingAt()
                ? Optional.empty()
                : base().map(base -> new Path(base + Path.SEPARATOR + key));
    }

    /** The directory that the folder stands in, if it is one of a directory of data files. */
    private Optional<String> base() {
        Path folder = new Path(location);
        return folder.getName().equals(NAME)
                ? Optional.ofNullable(folder.getParent()).map(Path::toString)
                : Optional.empty();
    }

    static int bucket(String key) {
        CRC32 checksum = new CRC32();
        checksum.update(key.getBytes(StandardCharsets.UTF_8));
        return (int) (checksum.getValue() % BUCKETS);
    }

    Path file(int bucket) {
        return new Path(location, String.format("%02x%s", bucket, SUFFIX));
    }
}
