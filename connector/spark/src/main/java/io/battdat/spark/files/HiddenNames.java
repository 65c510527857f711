package io.battdat.spark.files;

/** Names that writers give to files and directories that are not, or not yet, data. */
public final class HiddenNames {

    private HiddenNames() {}

    public static boolean isHidden(String name) {
        // A partition column may begin with an underscore: _cell=A1 is a directory of data.
        boolean underscored = name.startsWith("_") && !name.contains("=");
        return underscored || name.startsWith(".") || name.endsWith("._COPYING_");
    }
}
