package io.battdat.hdf5;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Version 1 B-trees, of groups and of chunks (format specification, III.A.1), walked without recursion. A node's
 * children stand exactly one level below it and each node is visited once, so no tree makes the walk endless.
 */
final class BTreeV1 {
    static final int GROUP_NODES = 0;
    static final int CHUNK_NODES = 1;

    /** Receives each entry of each leaf: its key (positioned at the start) and the address of its child. */
    @FunctionalInterface
    interface LeafEntries {
        void accept(ByteBuffer key, long childAddress);
    }

    private record Node(long address, int level) {}

    private static final int UNKNOWN_LEVEL = -1;

    private BTreeV1() {}

    static void walk(GuardedStorage storage, long rootAddress, int nodeType, int keyBytes, LeafEntries entries) {
        Set<Long> visited = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>();
        open.push(new Node(rootAddress, UNKNOWN_LEVEL));
        while (!open.isEmpty()) {
            Node node = open.pop();
            String place = "B-tree node at address " + node.address;
            if (!visited.add(node.address)) {
                throw FormatProblem.corrupt(place, "it is reached twice");
            }
            readNode(storage, node, nodeType, keyBytes, place, entries, open);
        }
    }

    private static void readNode(
            GuardedStorage storage,
            Node node,
            int nodeType,
            int keyBytes,
            String place,
            LeafEntries entries,
            Deque<Node> open) {
        int offsetBytes = storage.getSizeOfOffsets();
        int headerBytes = 8 + 2 * offsetBytes;
        ByteBuffer header = storage.read(node.address, headerBytes);
        Bytes.expectSignature(header, "TREE", place);
        if (Byte.toUnsignedInt(header.get()) != nodeType) {
            throw FormatProblem.corrupt(place, "it is of the wrong type");
        }
        int level = Byte.toUnsignedInt(header.get());
        if (node.level != UNKNOWN_LEVEL && level != node.level) {
            throw FormatProblem.corrupt(place, "it says level " + level + ", its parent says " + node.level);
        }
        int entryCount = Short.toUnsignedInt(header.getShort());
        ByteBuffer body =
                storage.read(node.address + headerBytes, (long) entryCount * (keyBytes + offsetBytes) + keyBytes);
        for (int i = 0; i < entryCount; i++) {
            ByteBuffer key = body.slice(body.position(), keyBytes).order(body.order());
            body.position(body.position() + keyBytes);
            long child = Bytes.unsigned(body, offsetBytes);
            if (level == 0) {
                entries.accept(key, child);
            } else {
                open.push(new Node(child, level - 1));
            }
        }
    }
}
