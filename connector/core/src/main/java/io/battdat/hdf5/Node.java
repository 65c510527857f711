package io.battdat.hdf5;

/**
 * What a path leads to.
 *
 * @param prefix path of the group it stands in, {@link BattdatFile#ROOT} for the root
 * @param header null for a link that is not followed
 * @param description "" for a table; for anything else, what it is, for messages
 * @param pandas how a table of a release before 0.4 is stored; null for anything else
 */
record Node(String prefix, String name, ObjectHeader header, Kind kind, String description, PandasTable pandas) {
    Node(String prefix, String name, ObjectHeader header, Kind kind, String description) {
        this(prefix, name, header, kind, description, null);
    }

    enum Kind {
        GROUP,
        TABLE,
        OTHER
    }

    boolean isTable() {
        return kind == Kind.TABLE;
    }

    boolean isGroup() {
        return kind == Kind.GROUP;
    }

    /** Path in the file without a leading slash; {@link BattdatFile#ROOT} for the root. */
    String path() {
        if (name.isEmpty()) {
            return BattdatFile.ROOT;
        }
        return BattdatFile.ROOT.equals(prefix) ? name : prefix + "/" + name;
    }
}
