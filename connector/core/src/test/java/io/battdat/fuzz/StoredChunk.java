package io.battdat.fuzz;

import io.battdat.hdf5.FilterSpec;
import io.battdat.hdf5.TableInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/**
 * A chunk of a table where it stands in a sound file.
 *
 * @param applied the filters that it went through
 */
record StoredChunk(String table, Extent extent, List<FilterSpec> applied) {
    static List<StoredChunk> of(TableInfo table) {
        return java.util.stream.IntStream.range(0, table.chunks().size())
                .mapToObj(i -> of(table, i))
                .toList();
    }

    private static StoredChunk of(TableInfo table, int i) {
        int start = (int) table.chunks().address(i);
        int mask = table.chunks().filterMask(i);
        List<FilterSpec> applied = java.util.stream.IntStream.range(
                        0, table.filters().size())
                .filter(filter -> (mask & 1 << filter) == 0)
                .mapToObj(table.filters()::get)
                .toList();
        return new StoredChunk(
                table.path(), new Extent(start, start + (int) table.chunks().storedBytes(i)), applied);
    }

    /**
     * Whether the outermost of its filters has a checksum that does not fit these bytes, by code that is not the
     * reader's.
     */
    boolean isBetrayed(byte[] file) {
        if (applied.isEmpty()) {
            return false;
        }
        byte[] stored = Arrays.copyOfRange(file, extent.start(), extent.end());
        return switch (applied.get(applied.size() - 1).id()) {
            case FilterSpec.FLETCHER32 -> !hasFletcher32(stored);
            case FilterSpec.DEFLATE -> !inflates(stored);
            case FilterSpec.BZIP2 -> !isBzip2(stored);
            default -> false;
        };
    }

    /** By the definition: two sums modulo 65535 over big-endian words, stored little-endian, or with swapped bytes. */
    private static boolean hasFletcher32(byte[] stored) {
        int length = stored.length - Integer.BYTES;
        long first = 0;
        long second = 0;
        for (int i = 0; i < length; i += 2) {
            int low = i + 1 < length ? stored[i + 1] & 0xFF : 0;
            first = (first + ((stored[i] & 0xFF) << 8 | low)) % 65535;
            second = (second + first) % 65535;
        }
        long low = (stored[length] & 0xFF) | (stored[length + 1] & 0xFF) << 8;
        long high = (stored[length + 2] & 0xFF) | (stored[length + 3] & 0xFF) << 8;
        boolean fits = low % 65535 == first && high % 65535 == second;
        return fits || swapped(low) % 65535 == first && swapped(high) % 65535 == second;
    }

    private static long swapped(long half) {
        return half >>> 8 | (half & 0xFF) << 8;
    }

    private static boolean inflates(byte[] stored) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(stored);
            byte[] output = new byte[1 << 16];
            while (!inflater.finished()) {
                if (inflater.inflate(output) == 0 && !inflater.finished()) {
                    return false;
                }
            }
            return true;
        } catch (DataFormatException e) {
            return false;
        } finally {
            inflater.end();
        }
    }

    private static boolean isBzip2(byte[] stored) {
        try (BZip2CompressorInputStream stream = new BZip2CompressorInputStream(new ByteArrayInputStream(stored))) {
            stream.skip(Long.MAX_VALUE);
            return stream.read() < 0;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
