package io.battdat.hdf5;

import java.io.Serializable;
import java.util.List;

/**
 * One filter of a table's pipeline, as the file declares it (format specification, IV.A.2.l).
 *
 * @param id registered number of the filter
 * @param name as stored, or "" where the file leaves it out
 * @param clientData the values handed to the filter
 */
public record FilterSpec(int id, String name, List<Integer> clientData) implements Serializable {
    public static final int DEFLATE = 1;
    public static final int SHUFFLE = 2;
    public static final int FLETCHER32 = 3;
    public static final int NBIT = 5;
    /** Registered by PyTables, as are {@link #BZIP2}, {@link #BLOSC} and {@link #BLOSC2}. */
    public static final int LZO = 305;

    public static final int BZIP2 = 307;
    /** Registered by h5py. */
    public static final int LZF = 32000;

    public static final int BLOSC = 32001;
    public static final int BLOSC2 = 32026;

    public FilterSpec {
        clientData = List.copyOf(clientData);
    }
}
