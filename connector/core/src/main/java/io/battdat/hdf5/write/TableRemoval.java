package io.battdat.hdf5.write;

import static org.bytedeco.hdf5.global.hdf5.H5Ldelete;

import io.battdat.UnsupportedFormatException;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.zones.ZoneMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a table, or all rows of one, out of a file. All else stays where it is, byte for byte, and so do the zone maps of
 * other tables. The room is used again by what is written before the file is closed, and given back where nothing stands
 * behind it; else the file keeps it until {@code ptrepack} or {@code h5repack} makes the file smaller.
 */
public final class TableRemoval {
    private final Hdf5OutputFile file;
    private final String prefix;
    private final String name;

    private TableRemoval(Hdf5OutputFile file, String prefix, String name) {
        this.file = file;
        this.prefix = prefix;
        this.name = name;
    }

    /**
     * Removes a table with its zone map, and PyTables' index of its columns.
     *
     * @param prefix the cell's group, {@link BattdatFile#ROOT} for the root
     * @return whether it was there
     * @throws UnsupportedFormatException if a release before 0.4 wrote it
     */
    public static boolean remove(Hdf5OutputFile file, String prefix, String name) throws IOException {
        TableRemoval removal = new TableRemoval(file, prefix, name);
        if (!removal.isThere()) {
            return false;
        }
        removal.remove();
        return true;
    }

    /**
     * Removes all rows of a table, which keeps its columns and what is said of them. A table of fixed length, such as
     * h5py makes by default, cannot be without rows and is removed itself.
     *
     * @return whether it was there
     * @throws UnsupportedFormatException if a release before 0.4 wrote it
     */
    public static boolean empty(Hdf5OutputFile file, String prefix, String name) throws IOException {
        TableRemoval removal = new TableRemoval(file, prefix, name);
        if (!removal.isThere()) {
            return false;
        }
        if (removal.clear()) {
            removal.removeCompanions();
        } else {
            removal.remove();
        }
        return true;
    }

    private boolean isThere() throws IOException {
        file.checkOpen();
        if (file.isOfOldRelease(prefix, name)) {
            throw new UnsupportedFormatException(
                    file.path().toString(),
                    "table " + name,
                    "it is not removed: a release of battdat before 0.4 wrote it through pandas, in a layout that is only"
                            + " read. Copy the rest of the archive to new files");
        }
        return file.hasTable(prefix, name);
    }

    private void remove() throws IOException {
        removeLink(Names.groups(prefix), name);
        removeCompanions();
    }

    private void removeCompanions() throws IOException {
        List<String> cell = Names.groups(prefix);
        removeLink(cell, "_i_" + name);
        List<String> zones = new ArrayList<>(cell);
        zones.add(ZoneMap.GROUP);
        if (file.hasTable(prefix, ZoneMap.GROUP)) {
            removeLink(zones, name);
        }
    }

    private void removeLink(List<String> groups, String link) throws IOException {
        file.run(() -> {
            try (Handle group = file.group(groups, false)) {
                if (Hdf5OutputFile.exists(group, link)) {
                    NativeHdf5.check(
                            H5Ldelete(group.id(), NativeHdf5.utf8(link), NativeHdf5.DEFAULT),
                            file.path() + ": cannot remove " + link);
                }
            }
        });
    }

    /** Removes all rows, if the table can be without. */
    private boolean clear() throws IOException {
        return file.locked(() -> {
            try (Handle group = file.group(prefix, false)) {
                ChunkedDataset dataset = ChunkedDataset.open(file, file.path() + ": table " + name, group, name, 0, 0);
                try (Handle handle = dataset.handle()) {
                    if (!dataset.isExtendible()) {
                        return false;
                    }
                    dataset.clear();
                    TableAttributes.rowCount(handle, 0);
                    return true;
                }
            }
        });
    }
}
