package io.battdat.spark.read;

import io.battdat.BattdatException;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.TableInfo;
import io.battdat.spark.ReadConf;
import io.battdat.spark.files.ListedFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks how many rows the tables of a file have that may be written at the same time. What its writer has not brought to the
 * disk yet is not counted: rows behind the first chunk that is missing, and anything of a file that changes while it is
 * looked at, or that was changed a moment ago and cannot be read.
 */
record FileLook(ReadConf conf, FileProblems problems, Broadcast<SerializableConfiguration> configuration)
        implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(FileLook.class);

    /** A file that cannot be read, and was not changed for so long, is not being written: it is damaged. */
    private static final long MILLIS_OF_WRITING = 60_000;

    /** No file has this time: what was seen so is to be looked at again. */
    private static final long NEVER = Long.MIN_VALUE;

    /**
     * A file that is not as it was.
     *
     * @param knownRows what it held before, by prefix
     */
    record Changed(ListedFile file, Map<String, Long> knownRows) implements Serializable {}

    /**
     * What a file held.
     *
     * @param rows by prefix
     */
    record Seen(String path, long length, long modificationTimeMillis, Map<String, Long> rows) implements Serializable {
        /** Whether there is no need to look again. */
        boolean isStill(ListedFile now) {
            return length == now.length() && modificationTimeMillis == now.modificationTimeMillis();
        }
    }

    Seen at(Changed changed) throws IOException {
        ListedFile file = changed.file();
        Configuration hadoop = configuration.value().value();
        Map<String, Long> rows = new TreeMap<>();
        try (BattdatFile opened = FilePlanner.open(file, hadoop)) {
            for (TableInfo table : SchemaInference.tables(opened, conf)) {
                rows.put(table.prefix(), table.storedRows());
            }
            return isQuiet(file, hadoop) ? seen(file, rows) : again(changed);
        } catch (BattdatException e) {
            if (System.currentTimeMillis() - file.modificationTimeMillis() < MILLIS_OF_WRITING) {
                LOG.info("Not read yet, since it is being written: {}", e.getMessage());
                return again(changed);
            }
            problems.skipOrThrow(file, e);
        } catch (FileNotFoundException e) {
            problems.skipOrThrow(file, e);
        }
        return seen(file, changed.knownRows());
    }

    private static boolean isQuiet(ListedFile file, Configuration hadoop) throws IOException {
        Path path = new Path(file.path());
        FileStatus now = path.getFileSystem(hadoop).getFileStatus(path);
        return now.getLen() == file.length() && now.getModificationTime() == file.modificationTimeMillis();
    }

    private static Seen seen(ListedFile file, Map<String, Long> rows) {
        return new Seen(file.path(), file.length(), file.modificationTimeMillis(), rows);
    }

    private static Seen again(Changed changed) {
        return new Seen(changed.file().path(), changed.file().length(), NEVER, changed.knownRows());
    }
}
