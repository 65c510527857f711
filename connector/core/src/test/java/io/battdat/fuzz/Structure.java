package io.battdat.fuzz;

import io.jhdf.checksum.ChecksumUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Where the structures of a file are, found by looks alone, so that damaged files have them too.
 *
 * @param signatures positions of what starts a structure
 * @param pointers positions of eight-byte numbers that could be an address or a length in the file
 * @param checksummed structures that end with their checksum (format specification, VIII.A)
 */
record Structure(List<Integer> signatures, List<Integer> pointers, List<Extent> checksummed) {
    private static final Set<String> SIGNATURES = Set.of(
            "OHDR", "OCHK", "TREE", "SNOD", "HEAP", "GCOL", "FRHP", "FHDB", "FHIB", "BTHD", "BTIN", "BTLF", "FAHD",
            "FADB", "EAHD", "EAIB", "EASB", "EADB");

    private static final int SIGNATURE_BYTES = 4;
    private static final String SUPERBLOCK = "\u0089HDF";
    private static final int SUPERBLOCK_VERSION_AT = 8;
    private static final int FIRST_CHECKSUMMED_VERSION = 2;
    private static final int LONGEST_CHECKSUMMED = 4096;

    static Structure of(byte[] file) {
        List<Integer> signatures = new ArrayList<>();
        List<Integer> pointers = new ArrayList<>();
        List<Extent> checksummed = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at + Long.BYTES <= file.length; at++) {
            String text = new String(file, at, SIGNATURE_BYTES, StandardCharsets.ISO_8859_1);
            if (SIGNATURES.contains(text) || text.equals(SUPERBLOCK)) {
                signatures.add(at);
                if (!text.equals(SUPERBLOCK) || isChecksummedSuperblock(file, at)) {
                    addChecksummed(file, at, checksummed);
                }
            }
            long number = buffer.getLong(at);
            if (number > 0 && number <= file.length) {
                pointers.add(at);
            }
        }
        return new Structure(signatures, pointers, checksummed);
    }

    private static boolean isChecksummedSuperblock(byte[] file, int at) {
        int version = at + SUPERBLOCK_VERSION_AT;
        return version < file.length && file[version] >= FIRST_CHECKSUMMED_VERSION;
    }

    /** Tries every length: a checksum that fits by chance is one in four thousand million. */
    private static void addChecksummed(byte[] file, int start, List<Extent> found) {
        int longest = Math.min(LONGEST_CHECKSUMMED, file.length - start - Integer.BYTES);
        for (int length = Long.BYTES; length <= longest; length++) {
            if (checksum(file, start, length) == checksumAt(file, start + length)) {
                found.add(new Extent(start, start + length + Integer.BYTES));
                return;
            }
        }
    }

    /** Gives a structure the checksum of what it holds now, so that readers look further. */
    static void mend(byte[] file, Extent extent) {
        int end = extent.end() - Integer.BYTES;
        ByteBuffer.wrap(file)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(end, checksum(file, extent.start(), end - extent.start()));
    }

    private static int checksum(byte[] file, int start, int length) {
        return ChecksumUtils.checksum(Arrays.copyOfRange(file, start, start + length));
    }

    private static int checksumAt(byte[] file, int position) {
        return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(position);
    }
}
