package io.battdat.hdf5.write;

/** How many rows a chunk of a new table has. */
final class ChunkSize {
    /** More would make a reader hold that much for each column it decodes. */
    static final int MAX_CHUNK_BYTES = 256 << 20;

    private static final int BASE_BYTES = 64 * 1024;
    private static final long MEBIBYTE = 1 << 20;
    private static final long MAX_EXPECTED_MEBIBYTES = 10_000_000;

    private ChunkSize() {}

    /**
     * PyTables' rule of thumb ({@code calc_chunksize} in tables/leaf.py): 64 KiB for tables below 10 MiB, doubled for
     * each power of ten beyond, as many rows as fit.
     */
    static int rows(long expectedRows, int rowBytes) {
        long mebibytes = Math.max(0, expectedRows) / MEBIBYTE >= MAX_EXPECTED_MEBIBYTES
                ? MAX_EXPECTED_MEBIBYTES
                : Math.min(MAX_EXPECTED_MEBIBYTES, Math.max(0, expectedRows) * rowBytes / MEBIBYTE);
        int chunkBytes = BASE_BYTES;
        for (long power = 10; power <= mebibytes; power *= 10) {
            chunkBytes *= 2;
        }
        return Math.max(1, chunkBytes / rowBytes);
    }

    /** Refuses chunks that are out of all proportion. */
    static void check(String table, long chunkRows, int rowBytes) {
        if (chunkRows < 1 || chunkRows * rowBytes > MAX_CHUNK_BYTES) {
            throw new WriteException(table + ": chunks of " + chunkRows + " rows of " + rowBytes
                    + " bytes are not written; a chunk has at least one row and at most " + (MAX_CHUNK_BYTES >> 20)
                    + " MiB. Choose another number of rows (chunkRows), or copy the table with ptrepack"
                    + " --chunkshape=auto");
        }
    }
}
