package io.battdat.hdf5.read;

import io.battdat.hdf5.HeapLayout;
import io.battdat.io.CachedInput;
import io.battdat.io.SeekableInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The objects of a file's global heaps (format specification, III.E), such as texts of variable length. The heaps used
 * last stay in memory, up to {@link #CACHED_BYTES}: rows that follow each other mostly refer to the same one.
 */
final class GlobalHeap {
    /** Far above what the library makes: a heap has some 4 KiB, or as much as the one object that it was made for. */
    static final int MAX_BYTES = 64 << 20;

    private static final int CACHED_BYTES = 16 << 20;
    private static final byte[] SIGNATURE = {'G', 'C', 'O', 'L'};
    private static final int VERSION = 1;

    private final SeekableInput input;
    private final HeapLayout layout;
    private final Map<Long, Collection> collections = new LinkedHashMap<>(16, 0.75f, true);
    private long cachedBytes;
    private Collection last;

    /** @param input stays open, its owner closes it */
    GlobalHeap(SeekableInput input, HeapLayout layout) {
        this.input = new CachedInput(input);
        this.layout = layout;
    }

    /** A heap, or what a row says of it, is damaged. */
    static final class DamagedException extends Exception {
        private static final long serialVersionUID = 1L;

        DamagedException(String problem) {
            super(problem, null, false, false);
        }
    }

    /** Where an object is. */
    record Extent(byte[] bytes, int start, int length) {}

    /** One heap: its bytes, and where its objects are by their numbers. */
    private record Collection(long address, byte[] bytes, int[] starts, int[] lengths) {
        /** About what it takes in memory. */
        long weight() {
            return 128L + bytes.length + 2L * Integer.BYTES * starts.length;
        }
    }

    /**
     * An object.
     *
     * @param address of the heap, as it stands in the row
     * @throws DamagedException if there is no such heap or object
     */
    Extent find(long address, int number) throws IOException, DamagedException {
        if (last == null || last.address != address) {
            last = collection(address);
        }
        if (number <= 0 || number >= last.starts.length || last.starts[number] == 0) {
            throw new DamagedException(
                    "the heap at address " + address + " holds no object " + Integer.toUnsignedString(number));
        }
        return new Extent(last.bytes, last.starts[number], last.lengths[number]);
    }

    private Collection collection(long address) throws IOException, DamagedException {
        Collection known = collections.get(address);
        if (known == null) {
            known = read(address);
            collections.put(address, known);
            cachedBytes += known.weight();
            var eldest = collections.values().iterator();
            while (cachedBytes > CACHED_BYTES && collections.size() > 1) {
                cachedBytes -= eldest.next().weight();
                eldest.remove();
            }
        }
        return known;
    }

    private Collection read(long address) throws IOException, DamagedException {
        int headerBytes = SIGNATURE.length + 4 + layout.lengthBytes();
        ByteBuffer header = readBytes(address, headerBytes);
        byte[] signature = new byte[SIGNATURE.length];
        header.get(signature);
        if (!Arrays.equals(signature, SIGNATURE) || header.getInt() != VERSION) {
            throw new DamagedException("there is no heap at address " + address);
        }
        ByteBuffer heap = readBytes(address, layout.readLength(header));
        if (heap.limit() < headerBytes) {
            throw new DamagedException("the heap at address " + address + " claims " + heap.limit() + " bytes");
        }
        return parse(address, heap.position(headerBytes));
    }

    private Collection parse(long address, ByteBuffer heap) throws DamagedException {
        int[] starts = {};
        int[] lengths = {};
        int objectHeaderBytes = 8 + layout.lengthBytes();
        while (heap.remaining() >= objectHeaderBytes) {
            int number = Short.toUnsignedInt(heap.getShort());
            heap.position(heap.position() + 6); // count of references, reserved
            long length = layout.readLength(heap);
            if (number == 0) {
                break; // free space up to the end
            }
            if (length < 0 || length > heap.remaining()) {
                throw new DamagedException("object " + number + " of the heap at address " + address + " claims "
                        + Long.toUnsignedString(length) + " bytes, more than the heap has");
            }
            if (number >= starts.length) {
                int room = Math.max(number + 1, 2 * starts.length);
                starts = Arrays.copyOf(starts, room);
                lengths = Arrays.copyOf(lengths, room);
            }
            starts[number] = heap.position();
            lengths[number] = (int) length;
            long padded = (length + 7) / 8 * 8;
            heap.position((int) Math.min(heap.limit(), heap.position() + padded));
        }
        return new Collection(address, heap.array(), starts, lengths);
    }

    private ByteBuffer readBytes(long address, long length) throws IOException, DamagedException {
        long position = layout.position(address);
        if (address < 0
                || position < 0
                || length < 0
                || length > input.length()
                || position > input.length() - length) {
            throw new DamagedException("a heap at address " + Long.toUnsignedString(address) + " of "
                    + Long.toUnsignedString(length) + " bytes lies outside the file's " + input.length());
        }
        if (length > MAX_BYTES) {
            throw new DamagedException("the heap at address " + address + " has " + length + " bytes; no more than "
                    + MAX_BYTES + " are read");
        }
        byte[] bytes = new byte[(int) length];
        input.readFully(position, bytes, 0, bytes.length);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
