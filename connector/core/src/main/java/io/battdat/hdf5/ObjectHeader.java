package io.battdat.hdf5;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The messages of a group or dataset (format specification, IV.A.1). Bodies stay bytes until somebody asks, so that an
 * odd message nobody needs does no harm.
 */
final class ObjectHeader {
    static final int DATASPACE = 0x01;
    static final int LINK_INFO = 0x02;
    static final int DATATYPE = 0x03;
    static final int FILL_VALUE_OLD = 0x04;
    static final int FILL_VALUE = 0x05;
    static final int LINK = 0x06;
    static final int EXTERNAL_FILES = 0x07;
    static final int LAYOUT = 0x08;
    static final int FILTERS = 0x0B;
    static final int ATTRIBUTE = 0x0C;
    static final int CONTINUATION = 0x10;
    static final int SYMBOL_TABLE = 0x11;
    static final int ATTRIBUTE_INFO = 0x15;

    private static final int SHARED_FLAG = 0x02;
    private static final int V1_PREFIX_BYTES = 16;
    private static final int V1_MESSAGE_PREFIX_BYTES = 8;

    /**
     * One message.
     *
     * @param bodyAddress where the body is stored, relative to the base address
     */
    record Message(int type, int flags, ByteBuffer body, long bodyAddress) {
        /** Whether the body is a reference to a message stored elsewhere (IV.A.2, "Shared Message"). */
        boolean isShared() {
            return (flags & SHARED_FLAG) != 0;
        }

        /** A fresh view of the body. */
        ByteBuffer read() {
            return body.duplicate().order(body.order());
        }
    }

    /** A run of messages: the first block, or one that a continuation message names. */
    private record Block(long address, long length) {}

    private final long address;
    private final List<Message> messages = new ArrayList<>();

    private ObjectHeader(long address) {
        this.address = address;
    }

    static ObjectHeader read(GuardedStorage storage, long address) {
        ObjectHeader header = new ObjectHeader(address);
        if (storage.read(address, 1).get() == 1) {
            header.readVersion1(storage);
        } else {
            header.readVersion2(storage);
        }
        return header;
    }

    long address() {
        return address;
    }

    List<Message> all(int type) {
        return messages.stream().filter(message -> message.type == type).toList();
    }

    /** The message of a type that an object has at most once. */
    Optional<Message> find(int type) {
        List<Message> found = all(type);
        if (found.size() > 1) {
            throw FormatProblem.corrupt(place(), "it has " + found.size() + " messages of type " + type + ", not one");
        }
        return found.stream().findFirst();
    }

    Message require(int type, String name) {
        return find(type).orElseThrow(() -> FormatProblem.corrupt(place(), "it has no " + name + " message"));
    }

    String place() {
        return "object header at address " + address;
    }

    private void readVersion1(GuardedStorage storage) {
        ByteBuffer prefix = storage.read(address, V1_PREFIX_BYTES);
        int messageCount = Short.toUnsignedInt(prefix.getShort(2));
        long headerBytes = Integer.toUnsignedLong(prefix.getInt(8));
        walk(storage, new Block(address + V1_PREFIX_BYTES, headerBytes), (block, blocks) -> {
            ByteBuffer buffer = storage.read(block.address, block.length);
            while (buffer.remaining() >= V1_MESSAGE_PREFIX_BYTES && messages.size() < messageCount) {
                int type = Short.toUnsignedInt(buffer.getShort());
                int size = Short.toUnsignedInt(buffer.getShort());
                int flags = Byte.toUnsignedInt(buffer.get());
                buffer.position(buffer.position() + 3);
                add(storage, type, flags, size, buffer, block, buffer.limit(), blocks);
            }
        });
    }

    private void readVersion2(GuardedStorage storage) {
        ByteBuffer start = storage.read(address, 6);
        Bytes.expectSignature(start, "OHDR", place());
        Bytes.expectVersion(start.get(), 2, place());
        int headerFlags = Byte.toUnsignedInt(start.get());
        int sizeBytes = 1 << (headerFlags & 0x03);
        boolean creationOrder = (headerFlags & 0x04) != 0;
        int prefixBytes = 6 + ((headerFlags & 0x20) != 0 ? 16 : 0) + ((headerFlags & 0x10) != 0 ? 4 : 0) + sizeBytes;
        ByteBuffer prefix = storage.read(address, prefixBytes);
        prefix.position(prefixBytes - sizeBytes);
        long messageBytes = Bytes.unsigned(prefix, sizeBytes);
        if (messageBytes < 0 || messageBytes > Integer.MAX_VALUE) {
            throw FormatProblem.corrupt(place(), "it claims " + Long.toUnsignedString(messageBytes) + " bytes");
        }
        Block first = new Block(address, prefixBytes + messageBytes + Integer.BYTES);
        walk(storage, first, (block, blocks) -> {
            ByteBuffer buffer = storage.read(block.address, block.length);
            if (block.length < prefixBytes && block.equals(first) || block.length < 8) {
                throw FormatProblem.corrupt(place(), "a continuation block of " + block.length + " bytes is too short");
            }
            Bytes.verifyChecksum(buffer, 0, buffer.limit(), place());
            if (block.equals(first)) {
                buffer.position(prefixBytes);
            } else {
                Bytes.expectSignature(buffer, "OCHK", "continuation block at address " + block.address);
            }
            int end = buffer.limit() - Integer.BYTES;
            int messagePrefixBytes = creationOrder ? 6 : 4;
            while (end - buffer.position() >= messagePrefixBytes) {
                int type = Byte.toUnsignedInt(buffer.get());
                int size = Short.toUnsignedInt(buffer.getShort());
                int flags = Byte.toUnsignedInt(buffer.get());
                if (creationOrder) {
                    buffer.getShort();
                }
                add(storage, type, flags, size, buffer, block, end, blocks);
            }
        });
    }

    @FunctionalInterface
    private interface BlockParser {
        void parse(Block block, Deque<Block> blocks);
    }

    /** Reads the first block, then those that continuation messages add; each address once, so a loop ends. */
    private void walk(GuardedStorage storage, Block first, BlockParser parser) {
        Set<Long> visited = new HashSet<>();
        Deque<Block> blocks = new ArrayDeque<>();
        blocks.add(first);
        long totalBytes = 0;
        while (!blocks.isEmpty()) {
            Block block = blocks.remove();
            if (!visited.add(block.address)) {
                throw FormatProblem.corrupt(place(), "its continuation blocks lead in a circle");
            }
            // blocks do not overlap; those of a damaged header must not take more memory than the file has bytes
            totalBytes += Math.min(block.length, storage.size());
            if (totalBytes > storage.size()) {
                throw FormatProblem.corrupt(
                        place(), "its blocks together lie outside the file: they are larger than it");
            }
            parser.parse(block, blocks);
        }
    }

    private void add(
            GuardedStorage storage,
            int type,
            int flags,
            int size,
            ByteBuffer buffer,
            Block block,
            int end,
            Deque<Block> blocks) {
        int start = buffer.position();
        if (size > end - start) {
            throw FormatProblem.corrupt(
                    place(), "a message of " + size + " bytes is longer than what is left of its block");
        }
        ByteBuffer body = buffer.slice(start, size).order(buffer.order());
        buffer.position(start + size);
        Message message = new Message(type, flags, body, block.address + start);
        messages.add(message);
        if (type == CONTINUATION) {
            ByteBuffer continuation = message.read();
            long blockAddress = Bytes.unsigned(continuation, storage.getSizeOfOffsets());
            blocks.add(new Block(blockAddress, Bytes.unsigned(continuation, storage.getSizeOfLengths())));
        }
    }
}
