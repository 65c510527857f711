package io.battdat.hdf5.write;

/**
 * What a writer has put into a table.
 *
 * @param rows rows that were handed over, whether they reached the disk yet or not
 * @param chunks chunks written; one that was filled in several steps counts each time
 * @param rawBytes of those chunks before compression
 * @param storedBytes of those chunks as stored
 */
public record WriteStatistics(long rows, long chunks, long rawBytes, long storedBytes) {
    /** Of nothing at all. */
    public static final WriteStatistics NONE = new WriteStatistics(0, 0, 0, 0);

    /** Of both together. */
    public WriteStatistics plus(WriteStatistics other) {
        return new WriteStatistics(
                rows + other.rows, chunks + other.chunks, rawBytes + other.rawBytes, storedBytes + other.storedBytes);
    }
}
