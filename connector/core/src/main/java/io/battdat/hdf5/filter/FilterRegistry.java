package io.battdat.hdf5.filter;

import io.battdat.hdf5.FilterSpec;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The filters that can be undone, by their registered numbers. */
final class FilterRegistry {
    private static final Map<Integer, Function<FilterSpec, ChunkFilter>> FILTERS = Map.of(
            FilterSpec.DEFLATE, spec -> new DeflateFilter(),
            FilterSpec.SHUFFLE, spec -> new ShuffleFilter(shuffledBytes(spec)),
            FilterSpec.FLETCHER32, spec -> new Fletcher32Filter());

    /** Names for messages, of filters that PyTables and h5py write and of those registered with the HDF Group. */
    private static final Map<Integer, String> NAMES = Map.of(
            FilterSpec.DEFLATE,
            "deflate",
            FilterSpec.SHUFFLE,
            "shuffle",
            FilterSpec.FLETCHER32,
            "fletcher32",
            4,
            "szip",
            5,
            "nbit",
            6,
            "scaleoffset",
            305,
            "lzo",
            307,
            "bzip2",
            32000,
            "lzf",
            32026,
            "blosc2");

    private static final Map<Integer, String> MORE_NAMES =
            Map.of(32001, "blosc", 32004, "lz4", 32008, "bitshuffle", 32015, "zstd");

    private FilterRegistry() {}

    static Optional<ChunkFilter> create(FilterSpec spec) {
        return Optional.ofNullable(FILTERS.get(spec.id())).map(factory -> factory.apply(spec));
    }

    /** The filter's usual name, else the one stored in the file. */
    static String name(FilterSpec spec) {
        String known = NAMES.getOrDefault(spec.id(), MORE_NAMES.get(spec.id()));
        return known != null ? known : spec.name().isEmpty() ? "unknown" : spec.name();
    }

    /** Size of the elements that a shuffle filter took apart: its one client value; 1, which changes nothing, without. */
    static int shuffledBytes(FilterSpec spec) {
        return spec.clientData().isEmpty() ? 1 : Math.max(1, spec.clientData().get(0));
    }
}
