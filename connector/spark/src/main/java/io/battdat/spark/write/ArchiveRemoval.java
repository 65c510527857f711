package io.battdat.spark.write;

import io.battdat.BattdatException;
import io.battdat.hdf5.write.NativeHdf5;
import io.battdat.spark.files.ListedFile;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Takes a table, or rows of one, from the files of cells. All files are edited in copies before the first is replaced, and
 * each is replaced in one step. If that ends early, some files have lost the table and others have it whole: doing it
 * again does the rest.
 */
public final class ArchiveRemoval {
    private final CaseInsensitiveStringMap options;

    /** @param options those of a write to the directory, the path among them */
    public ArchiveRemoval(CaseInsensitiveStringMap options) {
        this.options = options;
    }

    /**
     * Removes what is to be removed. A file in which no table is left is deleted.
     *
     * @throws BattdatException if a file cannot be edited, or somebody else has changed one meanwhile; nothing is changed
     *     then
     * @throws IOException if storage fails
     * @throws io.battdat.hdf5.write.NativeLibraryException if this platform cannot write
     */
    public void run(TablePlaces places) throws IOException {
        NativeHdf5.require();
        Target target = Target.of(options);
        SortedMap<String, ListedFile> files = target.files();
        Removal removal = Removal.of(places, target, files.keySet());
        Broadcast<SerializableConfiguration> configuration = JavaSparkContext.fromSparkContext(
                        SparkSession.active().sparkContext())
                .broadcast(new SerializableConfiguration(target.configuration()));
        String id = UUID.randomUUID().toString();
        TargetFiles targetFiles = new TargetFiles(id, target, files);
        try {
            EditedFiles edited =
                    new FileEdits(id, target.path().toString(), removal, configuration).run(removal.files());
            List<WrittenFile> changed = edited.files();
            targetFiles.checkUnchanged(changed);
            targetFiles.swap(edited.kept());
            for (WrittenFile file : edited.emptied()) {
                targetFiles.delete(file.relative());
            }
        } finally {
            targetFiles.deleteStaged();
        }
    }
}
