package io.battdat.hdf5.write;

import io.battdat.hdf5.BattdatFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which names PyTables can open again (tables/path.py, tables/node.py). Names beyond ASCII are fine; a lone surrogate
 * has no UTF-8.
 */
final class Names {
    /** PyTables keeps these prefixes for attributes and methods of its own node objects. */
    private static final Pattern RESERVED = Pattern.compile("^_[cfgv]_[a-zA-Z0-9_]*$");

    /** Hidden nodes: indexes and the undo log. */
    private static final Pattern HIDDEN = Pattern.compile("^_[ip]_.*", Pattern.DOTALL);

    private Names() {}

    static void checkColumn(String name) {
        checkColumn(name, name);
    }

    /** @param path of the column, which in a nested one has names before the one that is checked */
    static void checkColumn(String path, String name) {
        String what = path.equals(name) ? "column" : "column '" + path + "', field";
        check(what, name);
        // PyTables' descriptions take such a name for one of their own settings, and lose the column
        if (name.startsWith("_v_") || name.startsWith("__")) {
            throw illegal(what, name, "PyTables takes names that begin with _v_ or __ for its own");
        }
    }

    static void checkTable(String name) {
        check("table", name);
        checkVisible("table", name);
    }

    /** The groups of a prefix, outermost first; none for the root. */
    static List<String> groups(String prefix) {
        List<String> groups = new ArrayList<>();
        if (prefix.equals(BattdatFile.ROOT)) {
            return groups;
        }
        for (String group : prefix.split("/", -1)) {
            check("prefix", group);
            checkVisible("prefix", group);
            groups.add(group);
        }
        return groups;
    }

    private static void check(String what, String name) {
        if (name.isEmpty()) {
            throw illegal(what, name, "it is empty");
        }
        if (name.equals(".") || name.equals("__members__")) {
            throw illegal(what, name, "PyTables does not open it");
        }
        if (name.indexOf('/') >= 0) {
            throw illegal(what, name, "the slash separates groups");
        }
        if (name.indexOf('\0') >= 0) {
            throw illegal(what, name, "it holds a NUL character, which ends a name in HDF5");
        }
        if (RESERVED.matcher(name).matches()) {
            throw illegal(what, name, "PyTables takes names that begin with _c_, _f_, _g_ or _v_ for its own");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            throw illegal(what, name, "it is no valid Unicode text");
        }
    }

    private static void checkVisible(String what, String name) {
        if (HIDDEN.matcher(name).matches()) {
            throw illegal(what, name, "PyTables hides names that begin with _i_ or _p_");
        }
    }

    private static WriteException illegal(String what, String name, String why) {
        return new WriteException(what + " '" + name + "': this name cannot be used: " + why + ". Choose another name");
    }
}
