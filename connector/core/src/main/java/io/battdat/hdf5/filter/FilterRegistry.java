package io.battdat.hdf5.filter;

import io.battdat.hdf5.FilterSpec;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The filters that can be undone, by their registered numbers. */
final class FilterRegistry {
    private static final Map<Integer, Function<FilterSpec, ChunkFilter>> FILTERS = Map.of(
            FilterSpec.DEFLATE, spec -> new StreamFilter(new ZlibCodec()),
            FilterSpec.SHUFFLE, spec -> new ShuffleFilter(shuffledBytes(spec)),
            FilterSpec.FLETCHER32, spec -> new Fletcher32Filter(),
            FilterSpec.NBIT, spec -> new NbitFilter(spec.clientData()),
            FilterSpec.LZO, spec -> new StreamFilter(new LzoCodec()),
            FilterSpec.BZIP2, spec -> new Bzip2Filter(),
            FilterSpec.LZF, spec -> new StreamFilter(new LzfCodec()),
            FilterSpec.BLOSC, spec -> new BloscFilter(),
            FilterSpec.BLOSC2, spec -> new Blosc2Filter());

    /** Names of the filters that are read. */
    static final String READ = "deflate, shuffle, fletcher32, nbit, lzo, bzip2, lzf, blosc and blosc2";

    /**
     * Names for messages, of filters registered with the HDF Group that are not read. The HDF5 library takes szip and
     * scaleoffset for datasets of plain numbers only, so that no table has them.
     */
    private static final Map<Integer, String> NAMES =
            Map.of(4, "szip", 6, "scaleoffset", 32004, "lz4", 32008, "bitshuffle", 32013, "zfp", 32015, "zstd");

    private FilterRegistry() {}

    static Optional<ChunkFilter> create(FilterSpec spec) {
        return Optional.ofNullable(FILTERS.get(spec.id())).map(factory -> factory.apply(spec));
    }

    /** The filter's usual name, else the one stored in the file. */
    static String name(FilterSpec spec) {
        String known = NAMES.get(spec.id());
        return known != null ? known : spec.name().isEmpty() ? "unknown" : spec.name();
    }

    /** Size of the elements that a shuffle filter took apart: its one client value; 1, which changes nothing, without. */
    static int shuffledBytes(FilterSpec spec) {
        return spec.clientData().isEmpty() ? 1 : Math.max(1, spec.clientData().get(0));
    }
}
