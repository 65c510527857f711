package io.battdat.spark.write;

import io.battdat.BattdatException;
import io.battdat.spark.files.FileSwap;
import io.battdat.spark.files.ListedFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What the driver does to the target's files, before and after the committer has made new files appear. */
final class TargetFiles {
    private final String jobId;
    private final Target target;
    private final SortedMap<String, ListedFile> files;

    /** @param files what the target held when the write was planned */
    TargetFiles(String jobId, Target target, SortedMap<String, ListedFile> files) {
        this.jobId = jobId;
        this.target = target;
        this.files = files;
    }

    private FileSystem fileSystem() {
        return target.fileSystem();
    }

    private Path path(String relative) {
        return new Path(target.path(), relative);
    }

    /** Somebody else may have written to the directory meanwhile: their files are not lost. */
    void checkUnchanged(List<WrittenFile> written) throws IOException {
        Set<String> names = new HashSet<>();
        Map<String, ListedFile> now = target.files();
        for (WrittenFile file : written) {
            String name = file.relative();
            if (!names.add(name)) {
                throw new BattdatException(
                        target.path() + "/" + name + " was written by two tasks: two cells have the same"
                                + " file name. Give them names that differ");
            }
            ListedFile before = files.get(name);
            ListedFile after = now.get(name);
            boolean same = before == null
                    ? after == null
                    : after != null
                            && before.length() == after.length()
                            && before.modificationTimeMillis() == after.modificationTimeMillis();
            if (!same) {
                throw new BattdatException(target.path() + "/" + name
                        + " was changed by someone else during the write. Their file was kept, and nothing of this write"
                        + " was put in place. Write again");
            }
        }
    }

    /**
     * Another job that writes to the directory may have ended, and cleared the directory of temporary files that both
     * share: what its tasks had finished is lost, and the committer does not miss it.
     */
    void checkComplete(List<WrittenFile> written) throws IOException {
        Set<String> now = target.files().keySet();
        for (WrittenFile file : written) {
            boolean there = file.staged() == null
                    ? now.contains(file.relative())
                    : fileSystem().exists(path(file.staged()));
            if (!there) {
                throw new BattdatException(target.path() + "/" + file.relative()
                        + " was written, and is gone: another job that writes to the same directory removed it, with all"
                        + " temporary files. Nothing of this write was kept. Let one job write at a time, and write"
                        + " again");
            }
        }
    }

    /** Puts what waits into its place. */
    void swap(List<WrittenFile> written) throws IOException {
        List<String> swapped = new ArrayList<>();
        for (WrittenFile file : written) {
            if (file.staged() != null) {
                try {
                    FileSwap.replace(fileSystem(), path(file.staged()), path(file.relative()), target.configuration());
                } catch (IOException e) {
                    throw new IOException(
                            path(file.relative()) + " could not be replaced and is as it was. Of the files to replace, "
                                    + swapped.size() + " have their new contents: " + swapped,
                            e);
                }
                swapped.add(file.relative());
            }
        }
        deleteStaged();
    }

    void deleteStaged() throws IOException {
        fileSystem().delete(path(CellTables.STAGED + jobId), true);
    }

    /** Takes back the new files that the committer has made appear. */
    void deleteNew(List<WrittenFile> written) throws IOException {
        for (WrittenFile file : written) {
            if (!files.containsKey(file.relative())) {
                delete(file.relative());
            }
        }
    }

    /**
     * Deletes what was overwritten by nothing.
     *
     * @param isDynamic whether this is done only in directories that something was written to
     */
    void deleteReplaced(Collection<String> replaced, List<WrittenFile> written, boolean isDynamic) throws IOException {
        Set<String> names = new HashSet<>();
        Set<String> directories = new HashSet<>();
        for (WrittenFile file : written) {
            names.add(file.relative());
            directories.add(file.directory());
        }
        for (String old : replaced) {
            String directory = new WrittenFile(old, null).directory();
            if (!names.contains(old) && (!isDynamic || directories.contains(directory))) {
                delete(old);
            }
        }
    }

    /** Deletes a file, and the directories below the target that have become empty. */
    void delete(String relative) throws IOException {
        Path path = path(relative);
        fileSystem().delete(path, false);
        for (Path empty = path.getParent(); !empty.equals(target.path()) && isEmpty(empty); empty = empty.getParent()) {
            fileSystem().delete(empty, false);
        }
    }

    private boolean isEmpty(Path directory) throws IOException {
        return fileSystem().exists(directory) && fileSystem().listStatus(directory).length == 0;
    }
}
