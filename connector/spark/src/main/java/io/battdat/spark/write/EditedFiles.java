package io.battdat.spark.write;

import io.battdat.spark.write.FileEdits.Edited;
import java.util.List;

/** Files that wait to take the places of those from which something was taken. */
record EditedFiles(List<Edited> all) {
    List<WrittenFile> files() {
        return all.stream().map(Edited::file).toList();
    }

    /** Those that still hold tables. */
    List<WrittenFile> kept() {
        return all.stream().filter(Edited::hasTables).map(Edited::file).toList();
    }

    /** Those that hold none any more, so that the file goes. */
    List<WrittenFile> emptied() {
        return all.stream()
                .filter(edited -> !edited.hasTables())
                .map(Edited::file)
                .toList();
    }
}
