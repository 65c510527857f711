package io.battdat.hdf5.write;

import static org.bytedeco.hdf5.global.hdf5.H5D_CHUNKED;
import static org.bytedeco.hdf5.global.hdf5.H5D_FILL_TIME_ALLOC;
import static org.bytedeco.hdf5.global.hdf5.H5Dchunk_iter;
import static org.bytedeco.hdf5.global.hdf5.H5Dcreate2;
import static org.bytedeco.hdf5.global.hdf5.H5Dget_create_plist;
import static org.bytedeco.hdf5.global.hdf5.H5Dget_space;
import static org.bytedeco.hdf5.global.hdf5.H5Dget_type;
import static org.bytedeco.hdf5.global.hdf5.H5Dopen2;
import static org.bytedeco.hdf5.global.hdf5.H5Dread;
import static org.bytedeco.hdf5.global.hdf5.H5Dset_extent;
import static org.bytedeco.hdf5.global.hdf5.H5Dwrite_chunk;
import static org.bytedeco.hdf5.global.hdf5.H5P_CLS_DATASET_CREATE_ID_g;
import static org.bytedeco.hdf5.global.hdf5.H5Pget_layout;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_chunk;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_deflate;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_fill_time;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_shuffle;
import static org.bytedeco.hdf5.global.hdf5.H5S_SELECT_SET;
import static org.bytedeco.hdf5.global.hdf5.H5Screate_simple;
import static org.bytedeco.hdf5.global.hdf5.H5Sget_simple_extent_dims;
import static org.bytedeco.hdf5.global.hdf5.H5Sselect_hyperslab;

import io.battdat.hdf5.FilterSpec;
import io.battdat.hdf5.RecordLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.hdf5.H5D_chunk_iter_op_t;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/** A dataset of one dimension, unlimited and chunked, open for writing. It takes the library's lock itself. */
final class ChunkedDataset {
    /** {@code H5S_UNLIMITED}, which the bindings give as an int. */
    private static final long UNLIMITED = -1;
    /** The filter mask of a chunk that went through the whole pipeline. */
    private static final int ALL_FILTERS = 0;

    private final Hdf5OutputFile file;
    private final String place;
    private final Handle handle;
    private final int rowBytes;
    private long rowCount;

    private ChunkedDataset(Hdf5OutputFile file, String place, Handle handle, int rowBytes, long rowCount) {
        this.file = file;
        this.place = place;
        this.handle = handle;
        this.rowBytes = rowBytes;
        this.rowCount = rowCount;
    }

    /** Makes a dataset without rows. Library locked. */
    static ChunkedDataset create(
            Hdf5OutputFile file,
            String place,
            Handle group,
            String name,
            RecordLayout layout,
            List<FilterSpec> filters,
            int chunkRows,
            boolean dense)
            throws IOException {
        try (Handle type = NativeTypes.row(layout);
                Handle space = Handle.of(
                        Handle.Kind.DATASPACE,
                        H5Screate_simple(1, new long[] {0}, new long[] {UNLIMITED}),
                        "a dataspace");
                Handle creation = Hdf5OutputFile.creation(H5P_CLS_DATASET_CREATE_ID_g(), dense)) {
            NativeHdf5.check(H5Pset_chunk(creation.id(), 1, new long[] {chunkRows}), place + ": cannot set the chunk");
            NativeHdf5.check(
                    H5Pset_fill_time(creation.id(), H5D_FILL_TIME_ALLOC), place + ": cannot set the fill time");
            for (FilterSpec filter : filters) {
                int status =
                        switch (filter.id()) {
                            case FilterSpec.SHUFFLE -> H5Pset_shuffle(creation.id());
                            case FilterSpec.DEFLATE ->
                                H5Pset_deflate(
                                        creation.id(), filter.clientData().get(0));
                            default -> throw new IllegalArgumentException("filter " + filter.id());
                        };
                NativeHdf5.check(status, place + ": cannot set filter " + filter.name());
            }
            Handle dataset = Handle.of(
                    Handle.Kind.DATASET,
                    H5Dcreate2(
                            group.id(),
                            NativeHdf5.utf8(name),
                            type.id(),
                            space.id(),
                            NativeHdf5.DEFAULT,
                            creation.id(),
                            NativeHdf5.DEFAULT),
                    place);
            return new ChunkedDataset(file, place, dataset, layout.rowBytes(), 0);
        }
    }

    /** Opens a dataset of which the caller knows that it is one-dimensional, unlimited and chunked. Library locked. */
    static ChunkedDataset open(
            Hdf5OutputFile file, String place, Handle group, String name, int rowBytes, long rowCount)
            throws IOException {
        Handle dataset =
                Handle.of(Handle.Kind.DATASET, H5Dopen2(group.id(), NativeHdf5.utf8(name), NativeHdf5.DEFAULT), place);
        return new ChunkedDataset(file, place, dataset, rowBytes, rowCount);
    }

    /** Whether rows can be added: the dataset is chunked, and its length has no limit. */
    boolean isExtendible() throws IOException {
        return file.locked(() -> {
            try (Handle creation =
                            Handle.of(Handle.Kind.PROPERTIES, H5Dget_create_plist(handle.id()), "creation properties");
                    Handle space = Handle.of(Handle.Kind.DATASPACE, H5Dget_space(handle.id()), place)) {
                long[] limit = new long[1];
                NativeHdf5.check(
                        H5Sget_simple_extent_dims(space.id(), new long[1], limit), place + ": cannot read its size");
                return H5Pget_layout(creation.id()) == H5D_CHUNKED && limit[0] == UNLIMITED;
            }
        });
    }

    Handle handle() {
        return handle;
    }

    /** Rows by the dataspace. */
    long rowCount() {
        return rowCount;
    }

    /**
     * Writes a chunk. One that is there already is removed first: of a new one that happens to have the same size the
     * library (1.14, H5D__chunk_direct_write) puts the bytes in place, but keeps the old filter mask, and the chunk would
     * be read through the wrong filters.
     *
     * @param firstRow first row of the chunk
     * @param newRowCount rows of the dataset from now on, the chunk's included
     */
    void writeChunk(long firstRow, long newRowCount, ChunkEncoder encoded) throws IOException {
        file.run(() -> {
            if (firstRow < rowCount) {
                NativeHdf5.check(H5Dset_extent(handle.id(), firstRow), place + ": cannot replace rows");
                rowCount = firstRow;
            }
            if (newRowCount != rowCount) {
                NativeHdf5.check(H5Dset_extent(handle.id(), newRowCount), place + ": cannot add rows");
                rowCount = newRowCount;
            }
            NativeHdf5.check(
                    H5Dwrite_chunk(
                            handle.id(),
                            NativeHdf5.DEFAULT,
                            ALL_FILTERS,
                            new long[] {firstRow},
                            encoded.storedBytes(),
                            encoded.data()),
                    place + ": cannot write rows " + firstRow + " to " + (newRowCount - 1));
        });
    }

    /** Removes all rows. */
    void clear() throws IOException {
        file.run(() -> NativeHdf5.check(H5Dset_extent(handle.id(), 0), place + ": cannot remove its rows"));
        rowCount = 0;
    }

    /** Where a chunk is stored. */
    record StoredChunk(long firstRow, long address, long storedBytes) {}

    /** The chunks that are stored, in no particular order. */
    List<StoredChunk> storedChunks() throws IOException {
        List<StoredChunk> chunks = new ArrayList<>();
        file.run(() -> {
            try (ChunkWalk walk = new ChunkWalk(chunks)) {
                NativeHdf5.check(
                        H5Dchunk_iter(handle.id(), NativeHdf5.DEFAULT, walk, null), place + ": cannot list its chunks");
            }
        });
        return chunks;
    }

    private static final class ChunkWalk extends H5D_chunk_iter_op_t {
        private final List<StoredChunk> chunks;

        ChunkWalk(List<StoredChunk> chunks) {
            this.chunks = chunks;
        }

        @Override
        public int call(LongPointer offset, int filterMask, long address, long bytes, Pointer unused) {
            chunks.add(new StoredChunk(offset.get(), address, bytes));
            return 0;
        }
    }

    /** Rows as they are stored, one behind the other, filters undone by the library. */
    byte[] readRows(long firstRow, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(Math.multiplyExact(count, rowBytes));
        file.run(() -> {
            try (Handle type = Handle.of(Handle.Kind.DATATYPE, H5Dget_type(handle.id()), place);
                    Handle fileSpace = Handle.of(Handle.Kind.DATASPACE, H5Dget_space(handle.id()), place);
                    Handle memorySpace = Handle.of(
                            Handle.Kind.DATASPACE, H5Screate_simple(1, new long[] {count}, (long[]) null), place)) {
                NativeHdf5.check(
                        H5Sselect_hyperslab(
                                fileSpace.id(), H5S_SELECT_SET, new long[] {firstRow}, null, new long[] {count}, (long
                                                [])
                                        null),
                        place + ": cannot select rows");
                NativeHdf5.check(
                        H5Dread(
                                handle.id(),
                                type.id(),
                                memorySpace.id(),
                                fileSpace.id(),
                                NativeHdf5.DEFAULT,
                                new BytePointer(buffer)),
                        place + ": cannot read rows " + firstRow + " to " + (firstRow + count - 1));
            }
        });
        byte[] rows = new byte[buffer.capacity()];
        buffer.get(rows);
        return rows;
    }
}
