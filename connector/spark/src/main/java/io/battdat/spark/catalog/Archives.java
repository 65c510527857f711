package io.battdat.spark.catalog;

import io.battdat.spark.SessionConfiguration;
import io.battdat.spark.read.Archive;
import io.battdat.spark.read.ContentsCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** What the directories of a catalog hold now. */
final class Archives {
    private final CatalogConf conf;
    private final ContentsCache cache = new ContentsCache();

    Archives(CatalogConf conf) {
        this.conf = conf;
    }

    CatalogConf conf() {
        return conf;
    }

    /** Lists files, and looks into those that are new or have changed. */
    Snapshot look(CaseInsensitiveStringMap reading) {
        try {
            Archive archive = Archive.list(reading);
            return new Snapshot(archive, cache.of(archive));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TableDefinitions definitions(TablePath table) {
        return new TableDefinitions(table.path(), SessionConfiguration.of(conf.options(), SQLConf.get()));
    }

    /** The names of tables that are defined or have files. */
    SortedSet<String> names(TablePath directory, Snapshot snapshot) throws IOException {
        SortedSet<String> names = snapshot.tableNames();
        if (directory.isDirectory()) {
            names.addAll(definitions(directory).names());
        }
        return names;
    }

    TableDefinition definition(TablePath table) throws IOException {
        return table.isDirectory()
                ? definitions(table).read(table.table()).orElse(TableDefinition.NONE)
                : TableDefinition.NONE;
    }

    /** The table's name as it is spelled in the archive, where the session does not care for upper and lower case. */
    static Optional<String> spelled(String name, SortedSet<String> names) {
        if (names.contains(name)) {
            return Optional.of(name);
        }
        List<String> alike = names.stream().filter(name::equalsIgnoreCase).toList();
        return SQLConf.get().caseSensitiveAnalysis() || alike.size() != 1
                ? Optional.empty()
                : Optional.of(alike.get(0));
    }

    void changed(TablePath table) {
        cache.forget(table.path());
    }
}
