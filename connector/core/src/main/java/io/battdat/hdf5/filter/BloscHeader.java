package io.battdat.hdf5.filter;

import java.util.ArrayList;
import java.util.List;

/**
 * The header of a Blosc chunk, of both generations (c-blosc and c-blosc2, README_CHUNK_FORMAT: 16 bytes, 32 with a filter
 * pipeline).
 *
 * @param version of the format: 2 for Blosc 1
 * @param flags the first generation's flags; the codec in the upper three bits
 * @param typeBytes size of an element
 * @param decodedBytes what the chunk decodes to
 * @param blockBytes what each block decodes to, but for a shorter last one
 * @param storedBytes size of the chunk with this header
 * @param headerBytes size of the header
 * @param extraFlags the second generation's flags
 * @param steps filters to undo, in the order in which they were applied
 */
record BloscHeader(
        int version,
        int flags,
        int typeBytes,
        int decodedBytes,
        int blockBytes,
        int storedBytes,
        int headerBytes,
        int extraFlags,
        List<Step> steps) {
    /** A filter of the pipeline and what it is told. */
    record Step(int filter, int meta) {}

    static final int SHUFFLE = 1;
    static final int BIT_SHUFFLE = 2;
    static final int DELTA = 3;
    private static final int TRUNCATE_PRECISION = 4;

    /** The version that Blosc 1 writes; its bit shuffle and its splits differ in small things. */
    static final int FIRST_GENERATION = 2;

    private static final int LAST_VERSION = 6;

    static final int MIN_BYTES = 16;
    static final int EXTENDED_BYTES = 32;

    private static final int FLAG_SHUFFLE = 0x01;
    private static final int FLAG_STORED = 0x02;
    private static final int FLAG_BIT_SHUFFLE = 0x04;
    private static final int FLAG_DELTA = 0x08;
    private static final int FLAG_NOT_SPLIT = 0x10;
    private static final int EXTENDED = FLAG_SHUFFLE | FLAG_BIT_SHUFFLE;

    private static final int EXTRA_DICTIONARY = 0x01;
    private static final int EXTRA_LAZY = 0x08;
    private static final int EXTRA_INSTRUMENTED = 0x80;
    private static final int MORE_VARIABLE_BLOCKS = 0x01;

    private static final int SLOTS = 6;
    private static final int META = 24;

    /** The second generation's values for a chunk without data: zeros, NaN, one value repeated, nothing written. */
    static final int SPECIAL_NONE = 0;

    static final int SPECIAL_ZERO = 1;
    static final int SPECIAL_NAN = 2;
    static final int SPECIAL_VALUE = 3;
    static final int SPECIAL_UNINITIALIZED = 4;

    /** From Blosc 1 on, a block is split only for small elements and with so many of them. */
    private static final int MAX_SPLITS = 16;

    private static final int MIN_SPLIT_ELEMENTS = 128;

    /**
     * Reads the header of a chunk that stands from {@code from} to {@code end} at most.
     *
     * @param maxBytes what the chunk may decode to
     */
    static BloscHeader read(byte[] bytes, int from, int end, int maxBytes) throws FilterException {
        if (end - from < MIN_BYTES) {
            throw damaged(end - from + " bytes are no chunk");
        }
        int version = bytes[from] & 0xFF;
        int flags = bytes[from + 2] & 0xFF;
        int typeBytes = bytes[from + 3] & 0xFF;
        int decoded = Numbers.littleInt(bytes, from + 4);
        int block = Numbers.littleInt(bytes, from + 8);
        int stored = Numbers.littleInt(bytes, from + 12);
        boolean extended = version > FIRST_GENERATION && (flags & EXTENDED) == EXTENDED;
        int header = extended ? EXTENDED_BYTES : MIN_BYTES;
        if (version > LAST_VERSION) {
            throw new UnsupportedFilterException("Blosc's format version " + version);
        }
        if (stored < header || stored > end - from) {
            throw damaged("a chunk of " + stored + " bytes in " + (end - from));
        }
        if (decoded < 0 || decoded > maxBytes) {
            throw damaged("a chunk that holds " + decoded + " bytes, more than " + maxBytes);
        }
        if (version == 0 || typeBytes == 0 || block <= 0 && decoded > 0) {
            throw damaged("its header");
        }
        if (!extended && (flags & FLAG_DELTA) != 0) {
            throw new UnsupportedFilterException("Blosc with the delta filter in a short header");
        }
        int extra = extended ? bytes[from + EXTENDED_BYTES - 1] & 0xFF : 0;
        if (extended) {
            refuseWhatIsNotRead(extra, bytes[from + EXTENDED_BYTES - 2]);
        }
        List<Step> steps = extended ? steps(bytes, from, version) : steps(flags, typeBytes);
        return new BloscHeader(
                version, flags, typeBytes, decoded, Math.min(block, decoded), stored, header, extra, steps);
    }

    private static void refuseWhatIsNotRead(int extra, int more) throws FilterException {
        if ((extra & EXTRA_LAZY) != 0) {
            throw damaged("a chunk without its data");
        }
        if ((extra & (EXTRA_DICTIONARY | EXTRA_INSTRUMENTED)) != 0 || (more & MORE_VARIABLE_BLOCKS) != 0) {
            throw new UnsupportedFilterException("Blosc2 with a dictionary, measurements or blocks of varying size");
        }
    }

    /** Blosc 1 knows its two shuffles only. */
    private static List<Step> steps(int flags, int typeBytes) {
        if ((flags & FLAG_SHUFFLE) != 0) {
            return typeBytes > 1 ? List.of(new Step(SHUFFLE, 0)) : List.of();
        }
        return (flags & FLAG_BIT_SHUFFLE) != 0 ? List.of(new Step(BIT_SHUFFLE, 0)) : List.of();
    }

    private static List<Step> steps(byte[] bytes, int from, int version) throws FilterException {
        List<Step> steps = new ArrayList<>();
        // the first of the second generation had five slots, and anything in the sixth
        int slots = version == FIRST_GENERATION + 1 ? SLOTS - 1 : SLOTS;
        for (int i = 0; i < slots; i++) {
            int filter = bytes[from + MIN_BYTES + i] & 0xFF;
            if (filter > TRUNCATE_PRECISION) {
                throw new UnsupportedFilterException("Blosc2's filter " + filter);
            }
            // bits that were cut off do not come back
            if (filter != 0 && filter != TRUNCATE_PRECISION) {
                steps.add(new Step(filter, bytes[from + META + i] & 0xFF));
            }
        }
        return steps;
    }

    /** The codec's number. */
    int codec() {
        return flags >>> 5;
    }

    /** Whether the bytes stand behind the header as they are. */
    boolean isStored() {
        return (flags & FLAG_STORED) != 0;
    }

    /** What a chunk without data stands for. */
    int special() {
        return extraFlags >>> 4 & 7;
    }

    int blockCount() {
        return decodedBytes == 0 ? 0 : (decodedBytes - 1) / blockBytes + 1;
    }

    /** Whether a block of that size is one stream for each byte of the elements. */
    boolean isSplit(int bytes) {
        boolean whole = bytes == blockBytes && bytes % typeBytes == 0;
        boolean split = (flags & FLAG_NOT_SPLIT) == 0 && whole;
        return version > FIRST_GENERATION
                ? split
                : split && typeBytes <= MAX_SPLITS && bytes / typeBytes >= MIN_SPLIT_ELEMENTS;
    }

    /** Whether the elements are rows of that size, in whole blocks. */
    boolean isInRows(int rowBytes) {
        return rowBytes == typeBytes && blockBytes % rowBytes == 0;
    }

    static FilterException damaged(String what) {
        return new FilterException("the Blosc chunk is damaged (" + what + ")");
    }
}
