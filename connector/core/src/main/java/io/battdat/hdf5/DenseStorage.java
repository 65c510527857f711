package io.battdat.hdf5;

import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.BTreeRecord;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.Function;

/** Messages kept outside the object header: a fractal heap of bodies, and a version 2 B-tree of their names. */
final class DenseStorage {
    private DenseStorage() {}

    static <T extends BTreeRecord> void read(
            GuardedStorage storage,
            long heapAddress,
            long treeAddress,
            Class<T> recordClass,
            Function<T, ByteBuffer> heapId,
            Consumer<ByteBuffer> bodies) {
        if (heapAddress == Bytes.UNDEFINED_ADDRESS || treeAddress == Bytes.UNDEFINED_ADDRESS) {
            return;
        }
        checkRecordCount(storage, treeAddress);
        FractalHeap heap = new FractalHeap(storage, heapAddress);
        for (Object record : new BTreeV2<T>(storage, treeAddress).getRecords()) {
            bodies.accept(heap.object(heapId.apply(recordClass.cast(record))));
        }
    }

    /** jHDF makes room for as many records as the header claims (III.A.2): more than the file can hold are refused. */
    static void checkRecordCount(GuardedStorage storage, long treeAddress) {
        int countAt = 16 + storage.getSizeOfOffsets() + 2;
        ByteBuffer header = storage.read(treeAddress, countAt + storage.getSizeOfLengths());
        int recordBytes = Short.toUnsignedInt(header.getShort(10));
        header.position(countAt);
        long records = Bytes.unsigned(header, storage.getSizeOfLengths());
        if (recordBytes == 0 || records < 0 || records > storage.size() / recordBytes) {
            throw FormatProblem.corrupt(
                    "B-tree header at address " + treeAddress,
                    "it claims " + Long.toUnsignedString(records) + " records of " + recordBytes + " bytes");
        }
    }
}
