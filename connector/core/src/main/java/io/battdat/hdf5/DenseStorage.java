package io.battdat.hdf5;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Messages kept outside the object header: a fractal heap of bodies, and a version 2 B-tree of their names. */
final class DenseStorage {
    private DenseStorage() {}

    /**
     * Where a record of the B-tree has the identifier of its body in the heap (format specification, III.A.2).
     *
     * @param offset bytes of the record before it
     * @param bytes its length
     */
    record HeapId(int offset, int bytes) {
        /** Type 5, links by name: a hash, then the identifier. */
        static final HeapId OF_LINK = new HeapId(4, 7);
        /** Type 8, attributes by name: the identifier comes first. */
        static final HeapId OF_ATTRIBUTE = new HeapId(0, 8);
    }

    static void read(
            GuardedStorage storage, long heapAddress, long treeAddress, HeapId heapId, Consumer<ByteBuffer> bodies) {
        if (heapAddress == Bytes.UNDEFINED_ADDRESS || treeAddress == Bytes.UNDEFINED_ADDRESS) {
            return;
        }
        FractalHeap heap = new FractalHeap(storage, heapAddress);
        BTreeV2.walk(
                storage,
                treeAddress,
                record -> bodies.accept(
                        heap.object(record.slice(heapId.offset, heapId.bytes).order(record.order()))));
    }
}
