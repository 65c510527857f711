package io.battdat.hdf5;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Where the stored chunks of a table are, in row order. Chunks that were never written are left out: their rows have
 * the fill value. Chunk {@code i} of the table holds rows {@code i * chunkRows} and on.
 *
 * <p>Serialized as differences in variable-length integers: some five bytes a chunk.
 */
public final class ChunkIndex implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int ALL_SKIPPED = -1;

    private transient long[] numbers;
    private transient long[] addresses;
    private transient long[] storedBytes;
    private transient int[] filterMasks;

    private ChunkIndex(long[] numbers, long[] addresses, long[] storedBytes, int[] filterMasks) {
        this.numbers = numbers;
        this.addresses = addresses;
        this.storedBytes = storedBytes;
        this.filterMasks = filterMasks;
    }

    /** Stored chunks. */
    public int size() {
        return numbers.length;
    }

    /** The number of stored chunk {@code i} among all chunks of the table, from 0. */
    public long number(int i) {
        return numbers[i];
    }

    /** Position in the file, in bytes from its first. */
    public long address(int i) {
        return addresses[i];
    }

    /** Size as stored, filters applied. */
    public long storedBytes(int i) {
        return storedBytes[i];
    }

    /** Bit {@code n} set: filter {@code n} of the pipeline was skipped for this chunk. */
    public int filterMask(int i) {
        return filterMasks[i];
    }

    /** Size of all chunks as stored. */
    public long totalStoredBytes() {
        return Arrays.stream(storedBytes).sum();
    }

    /** Position of the first stored chunk with at least that number; {@link #size()} if there is none. */
    public int firstFrom(long chunkNumber) {
        int found = Arrays.binarySearch(numbers, chunkNumber);
        return found >= 0 ? found : -found - 1;
    }

    /** The stored chunks with numbers from {@code firstChunk} up to but not including {@code endChunk}. */
    public ChunkIndex slice(long firstChunk, long endChunk) {
        int from = firstFrom(firstChunk);
        int to = firstFrom(endChunk);
        return new ChunkIndex(
                Arrays.copyOfRange(numbers, from, to),
                Arrays.copyOfRange(addresses, from, to),
                Arrays.copyOfRange(storedBytes, from, to),
                Arrays.copyOfRange(filterMasks, from, to));
    }

    /** The same chunks, of which that of a number, if it is stored, went through no filter whatever its mask says. */
    ChunkIndex withUnfiltered(long chunkNumber) {
        int[] masks = filterMasks.clone();
        int i = firstFrom(chunkNumber);
        if (i < masks.length && numbers[i] == chunkNumber) {
            masks[i] = ALL_SKIPPED;
        }
        return new ChunkIndex(numbers, addresses, storedBytes, masks);
    }

    /** The stored chunks whose positions are wanted; rows of the others must not be read. */
    public ChunkIndex filter(IntPredicate wanted) {
        int[] kept = IntStream.range(0, numbers.length).filter(wanted).toArray();
        return kept.length == numbers.length
                ? this
                : new ChunkIndex(
                        Arrays.stream(kept).mapToLong(i -> numbers[i]).toArray(),
                        Arrays.stream(kept).mapToLong(i -> addresses[i]).toArray(),
                        Arrays.stream(kept).mapToLong(i -> storedBytes[i]).toArray(),
                        Arrays.stream(kept).map(i -> filterMasks[i]).toArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChunkIndex that
                && Arrays.equals(numbers, that.numbers)
                && Arrays.equals(addresses, that.addresses)
                && Arrays.equals(storedBytes, that.storedBytes)
                && Arrays.equals(filterMasks, that.filterMasks);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(numbers) + Arrays.hashCode(addresses);
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
        writeVariable(out, numbers.length);
        long number = 0;
        long expectedAddress = 0;
        for (int i = 0; i < numbers.length; i++) {
            writeVariable(out, numbers[i] - number);
            // most chunks stand right behind the one before
            long jump = addresses[i] - expectedAddress;
            writeVariable(out, (jump << 1) ^ (jump >> 63));
            writeVariable(out, storedBytes[i]);
            writeVariable(out, Integer.toUnsignedLong(filterMasks[i]));
            number = numbers[i];
            expectedAddress = addresses[i] + storedBytes[i];
        }
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        int size = Math.toIntExact(readVariable(in));
        numbers = new long[size];
        addresses = new long[size];
        storedBytes = new long[size];
        filterMasks = new int[size];
        long number = 0;
        long expectedAddress = 0;
        for (int i = 0; i < size; i++) {
            number += readVariable(in);
            numbers[i] = number;
            long zigzag = readVariable(in);
            addresses[i] = expectedAddress + ((zigzag >>> 1) ^ -(zigzag & 1));
            storedBytes[i] = readVariable(in);
            filterMasks[i] = (int) readVariable(in);
            expectedAddress = addresses[i] + storedBytes[i];
        }
    }

    private static void writeVariable(ObjectOutputStream out, long value) throws IOException {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.writeByte((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    private static long readVariable(ObjectInputStream in) throws IOException {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = in.readUnsignedByte();
            value |= (next & 0x7FL) << shift;
            if ((next & 0x80) == 0) {
                return value;
            }
        }
    }

    /** Collects chunks in any order. */
    static final class Builder {
        private final long chunkCount;
        private final long fileBytes;
        private long[] numbers = new long[16];
        private long[] addresses = new long[16];
        private long[] storedBytes = new long[16];
        private int[] filterMasks = new int[16];
        private int size;

        /**
         * @param chunkCount chunks that the table's rows make; those beyond are left over from a longer table
         * @param fileBytes what every chunk must lie in
         */
        Builder(long chunkCount, long fileBytes) {
            this.chunkCount = chunkCount;
            this.fileBytes = fileBytes;
        }

        /**
         * Adds a chunk.
         *
         * @param address in bytes from the start of the file
         */
        void add(long number, long address, long stored, int filterMask) {
            if (number >= chunkCount) {
                return;
            }
            String place = "chunk " + number + " at address " + address;
            if (address < 0 || stored < 0 || address > fileBytes - stored) {
                throw FormatProblem.corrupt(place, "its " + stored + " bytes lie outside the file's " + fileBytes);
            }
            if (size == numbers.length) {
                int capacity = size + (size >> 1);
                numbers = Arrays.copyOf(numbers, capacity);
                addresses = Arrays.copyOf(addresses, capacity);
                storedBytes = Arrays.copyOf(storedBytes, capacity);
                filterMasks = Arrays.copyOf(filterMasks, capacity);
            }
            numbers[size] = number;
            addresses[size] = address;
            storedBytes[size] = stored;
            filterMasks[size] = filterMask;
            size++;
        }

        ChunkIndex build() {
            sortIfNeeded();
            for (int i = 1; i < size; i++) {
                if (numbers[i] == numbers[i - 1]) {
                    throw FormatProblem.corrupt("chunk index", "chunk " + numbers[i] + " is listed twice");
                }
            }
            return new ChunkIndex(
                    Arrays.copyOf(numbers, size),
                    Arrays.copyOf(addresses, size),
                    Arrays.copyOf(storedBytes, size),
                    Arrays.copyOf(filterMasks, size));
        }

        private void sortIfNeeded() {
            boolean sorted = true;
            for (int i = 1; i < size && sorted; i++) {
                sorted = numbers[i - 1] <= numbers[i];
            }
            if (sorted) {
                return;
            }
            Integer[] order = new Integer[size];
            Arrays.setAll(order, i -> i);
            Arrays.sort(order, (a, b) -> Long.compare(numbers[a], numbers[b]));
            long[] sortedNumbers = new long[size];
            long[] sortedAddresses = new long[size];
            long[] sortedBytes = new long[size];
            int[] sortedMasks = new int[size];
            for (int i = 0; i < size; i++) {
                int from = order[i];
                sortedNumbers[i] = numbers[from];
                sortedAddresses[i] = addresses[from];
                sortedBytes[i] = storedBytes[from];
                sortedMasks[i] = filterMasks[from];
            }
            numbers = sortedNumbers;
            addresses = sortedAddresses;
            storedBytes = sortedBytes;
            filterMasks = sortedMasks;
        }
    }
}
