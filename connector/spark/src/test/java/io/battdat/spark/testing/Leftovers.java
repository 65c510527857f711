package io.battdat.spark.testing;

import io.battdat.hdf5.write.NativeHdf5;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkEnv;

/** What writing may leave behind in a JVM. */
public final class Leftovers {
    private Leftovers() {}

    /** Objects that are open in the HDF5 library, and files in the directories that Spark has for temporary ones. */
    public static List<String> here() throws IOException {
        List<String> left = new ArrayList<>();
        long open = NativeHdf5.openObjects();
        if (open != 0) {
            left.add(open + " objects open in the HDF5 library");
        }
        for (File directory : SparkEnv.get().blockManager().diskBlockManager().localDirs()) {
            left.addAll(Arrays.asList(directory.list((parent, name) -> name.startsWith("battdat-"))));
        }
        return left;
    }
}
