package io.battdat.hdf5.write;

import io.battdat.hdf5.FilterSpec;
import java.util.List;
import java.util.zip.Deflater;

/**
 * How the chunks of a new table are compressed.
 *
 * @param level of zlib, from 1 (fast) to 9 (small); 0 for none at all
 */
public record Compression(int level) {
    public static final Compression NONE = new Compression(0);

    private static final List<String> COMPLIBS = List.of("zlib");

    public Compression {
        if (level < Deflater.NO_COMPRESSION || level > Deflater.BEST_COMPRESSION) {
            throw new WriteException("complevel " + level + ": levels go from 0 (no compression) to 9");
        }
    }

    /**
     * @param complib PyTables' name of a compressor
     * @throws WriteException if it is not written; the message lists what is
     */
    public static Compression of(String complib, int level) {
        if (!COMPLIBS.contains(complib)) {
            throw new WriteException("complib " + complib + ": tables are not written with this compressor. Choose "
                    + String.join(", ", COMPLIBS) + ", or complevel 0 for no compression; ptrepack --complib=" + complib
                    + " recompresses a finished file");
        }
        return new Compression(level);
    }

    /** As PyTables orders them; without compression it does not shuffle either (PyTables, {@code H5TBOmake_table}). */
    List<FilterSpec> filters(int rowBytes) {
        return level == 0
                ? List.of()
                : List.of(
                        new FilterSpec(FilterSpec.SHUFFLE, "shuffle", List.of(rowBytes)),
                        new FilterSpec(FilterSpec.DEFLATE, "deflate", List.of(level)));
    }
}
