package io.battdat.hdf5;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Version 2 B-trees, the indexes of dense links, attributes and huge objects (format specification, III.A.2), walked
 * without recursion. jHDF has one too, but it follows nodes wherever they lead, over and over.
 */
final class BTreeV2 {
    /** Signature, version and type; the checksum stands at the end. */
    private static final int NODE_PREFIX_BYTES = 6;

    private static final int NODE_OVERHEAD_BYTES = NODE_PREFIX_BYTES + Integer.BYTES;
    /** Levels that a tree can have before it holds more records than any file. */
    private static final int MAX_DEPTH = 32;

    private record Node(long address, int recordCount, int depth) {}

    private final GuardedStorage storage;
    private final String place;
    private final int type;
    private final int nodeBytes;
    private final int recordBytes;
    private final int depth;
    private final Node root;
    /** Bytes that the number of a node's records takes in a pointer to it. */
    private final int countBytes;
    /** By depth of a node: bytes that the number of records in and below it takes in a pointer to it; 0 for leaves. */
    private final int[] totalBytes;

    private BTreeV2(GuardedStorage storage, long address) {
        this.storage = storage;
        this.place = "B-tree header at address " + address;
        int offsetBytes = storage.getSizeOfOffsets();
        ByteBuffer header = storage.read(address, 16L + offsetBytes + 2 + storage.getSizeOfLengths() + Integer.BYTES);
        Bytes.expectSignature(header, "BTHD", place);
        Bytes.verifyChecksum(header, 0, header.limit(), place);
        Bytes.expectVersion(header.get(), 0, place);
        type = header.get();
        nodeBytes = header.getInt();
        recordBytes = Short.toUnsignedInt(header.getShort());
        depth = Short.toUnsignedInt(header.getShort());
        header.getShort(); // when nodes are split and merged
        long rootAddress = Bytes.unsigned(header, offsetBytes);
        root = new Node(rootAddress, Short.toUnsignedInt(header.getShort()), depth);
        if (recordBytes == 0 || nodeBytes < NODE_OVERHEAD_BYTES + recordBytes || depth > MAX_DEPTH) {
            throw FormatProblem.corrupt(
                    place,
                    "it claims " + depth + " levels of nodes of " + Integer.toUnsignedString(nodeBytes)
                            + " bytes with records of " + recordBytes);
        }
        long leafRecords = (nodeBytes - NODE_OVERHEAD_BYTES) / recordBytes;
        countBytes = bytesToHold(leafRecords);
        totalBytes = new int[depth + 1];
        long total = leafRecords;
        for (int level = 1; level <= depth; level++) {
            int pointerBytes = pointerBytes(level);
            long records = Math.max(0, nodeBytes - NODE_OVERHEAD_BYTES - pointerBytes) / (recordBytes + pointerBytes);
            total = total > Long.MAX_VALUE / (records + 2) ? Long.MAX_VALUE : (records + 1) * total + records;
            totalBytes[level] = bytesToHold(total);
        }
    }

    /** Gives all records of the tree whose header is at {@code address}, in no particular order. */
    static void walk(GuardedStorage storage, long address, Consumer<ByteBuffer> records) {
        new BTreeV2(storage, address).walk(records);
    }

    private void walk(Consumer<ByteBuffer> records) {
        if (root.address == Bytes.UNDEFINED_ADDRESS) {
            return;
        }
        Set<Long> visited = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (!visited.add(node.address)) {
                throw FormatProblem.corrupt("B-tree node at address " + node.address, "it is reached twice");
            }
            readNode(node, records, open);
        }
    }

    private void readNode(Node node, Consumer<ByteBuffer> records, Deque<Node> open) {
        String nodePlace = "B-tree node at address " + node.address;
        boolean leaf = node.depth == 0;
        int pointersBytes = leaf ? 0 : (node.recordCount + 1) * pointerBytes(node.depth);
        int usedBytes = NODE_OVERHEAD_BYTES + node.recordCount * recordBytes + pointersBytes;
        if (usedBytes > nodeBytes) {
            throw FormatProblem.corrupt(
                    nodePlace, node.recordCount + " records do not fit into " + nodeBytes + " bytes");
        }
        ByteBuffer buffer = storage.read(node.address, usedBytes);
        Bytes.expectSignature(buffer, leaf ? "BTLF" : "BTIN", nodePlace);
        Bytes.expectVersion(buffer.get(), 0, nodePlace);
        if (buffer.get() != type) {
            throw FormatProblem.corrupt(nodePlace, "it is of the wrong type");
        }
        Bytes.verifyChecksum(buffer, 0, usedBytes, nodePlace);
        for (int i = 0; i < node.recordCount; i++) {
            records.accept(buffer.slice(NODE_PREFIX_BYTES + i * recordBytes, recordBytes)
                    .order(buffer.order()));
        }
        buffer.position(NODE_PREFIX_BYTES + node.recordCount * recordBytes);
        for (int i = 0; !leaf && i <= node.recordCount; i++) {
            long child = Bytes.unsigned(buffer, storage.getSizeOfOffsets());
            int count = (int) countIn(buffer, countBytes);
            countIn(buffer, totalBytes[node.depth - 1]);
            open.push(new Node(child, count, node.depth - 1));
        }
    }

    /** A number of records, in which all bits set mean just that. */
    private static long countIn(ByteBuffer buffer, int bytes) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (buffer.get() & 0xFFL) << (8 * i);
        }
        return value;
    }

    /** Bytes of a pointer from a node of that depth to one below. */
    private int pointerBytes(int nodeDepth) {
        return storage.getSizeOfOffsets() + countBytes + totalBytes[nodeDepth - 1];
    }

    /** Bytes that the library takes for a number of up to {@code limit} (H5VM_limit_enc_size). */
    private static int bytesToHold(long limit) {
        return (63 - Long.numberOfLeadingZeros(Math.max(1, limit))) / 8 + 1;
    }
}
