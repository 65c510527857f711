package io.battdat.spark.write;

import io.battdat.hdf5.write.Hdf5OutputFile;
import io.battdat.hdf5.write.TableRemoval;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Set;

/**
 * Which cells lose a table, or its rows.
 *
 * @param places prefixes of the cells in each file, by the file's path below the directory that is written to
 * @param keepsColumns whether a table stays without rows, so that its columns are known
 */
record Removal(String table, HashMap<String, List<String>> places, boolean keepsColumns) implements Serializable {
    /** Of a write that takes nothing away. */
    static final Removal NONE = new Removal("", new HashMap<>(), true);

    /** @param files the files of the directory, by their paths below it */
    static Removal of(TablePlaces places, Target target, Set<String> files) {
        HashMap<String, List<String>> relative = new HashMap<>();
        places.places().forEach((path, prefixes) -> {
            String name = target.relative(path);
            if (files.contains(name)) {
                relative.put(name, List.copyOf(prefixes));
            }
        });
        return new Removal(places.table(), relative, places.keepsColumns());
    }

    Set<String> files() {
        return places.keySet();
    }

    /** Takes from a file what is to be taken from it. */
    void apply(Hdf5OutputFile file, String relative) throws IOException {
        for (String prefix : places.getOrDefault(relative, List.of())) {
            if (keepsColumns) {
                TableRemoval.empty(file, prefix, table);
            } else {
                TableRemoval.remove(file, prefix, table);
            }
        }
    }

    boolean includes(String relative, String prefix) {
        return places.getOrDefault(relative, List.of()).contains(prefix);
    }
}
