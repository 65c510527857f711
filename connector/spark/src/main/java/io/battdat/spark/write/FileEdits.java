package io.battdat.spark.write;

import io.battdat.BattdatException;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.write.WriteException;
import io.battdat.spark.files.FileJob;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/** Takes tables from copies of files, which wait hidden below the target until they take the places of the files. */
record FileEdits(String id, String target, Removal removal, Broadcast<SerializableConfiguration> configuration)
        implements FlatMapFunction<Iterator<String>, FileEdits.Edited> {
    private static final long serialVersionUID = 1L;

    /** @param hasTables false if nothing is left in the file, which is to be deleted then */
    record Edited(WrittenFile file, boolean hasTables) implements Serializable {}

    /** Edits files, in a Spark job if there are many. */
    EditedFiles run(Collection<String> relative) throws IOException {
        return new EditedFiles(FileJob.run(List.copyOf(relative), this));
    }

    @Override
    public Iterator<Edited> call(Iterator<String> files) throws IOException {
        Configuration hadoop = configuration.value().value();
        List<Edited> edited = new ArrayList<>();
        try (TaskStorage storage = TaskStorage.open(target, hadoop)) {
            while (files.hasNext()) {
                String relative = files.next();
                try {
                    edited.add(edit(storage, relative));
                } catch (BattdatException e) {
                    throw new WriteException(storage.named(e.getMessage()), e);
                }
            }
        }
        return edited.iterator();
    }

    private Edited edit(TaskStorage storage, String relative) throws IOException {
        TaskFile file = TaskFile.extend(storage, new WrittenFile(relative, CellTables.staged(id, relative)));
        boolean hasTables;
        try {
            removal.apply(file.file(), relative);
            file.file().close();
            try (BattdatFile reader = BattdatFile.open(file.local())) {
                hasTables = !reader.tableNames().isEmpty();
            }
            file.publish();
        } catch (IOException | RuntimeException e) {
            file.abort();
            throw e;
        }
        return new Edited(file.written(), hasTables);
    }
}
