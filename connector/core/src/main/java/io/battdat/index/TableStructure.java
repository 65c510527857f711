package io.battdat.index;

import io.battdat.hdf5.ChunkIndex;
import io.battdat.hdf5.FilterSpec;
import io.battdat.hdf5.TableInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** By which a table is known again that has been opened: where its chunks are and how rows are stored in them. */
public final class TableStructure {
    private final CRC32C checksum = new CRC32C();
    private final ByteBuffer buffer = ByteBuffer.allocate(4 * Long.BYTES);

    private TableStructure() {}

    /** CRC-32C of rows, layout of a row, filters, and number, address, size and filter mask of every chunk. */
    public static int checksum(TableInfo table) {
        TableStructure structure = new TableStructure();
        structure.add(
                table.rowCount(),
                table.chunkRows(),
                table.layout().rowBytes(),
                table.filters().size());
        structure.add(table.layout().members().toString());
        for (FilterSpec filter : table.filters()) {
            structure.add(filter.id() + " " + filter.clientData());
        }
        ChunkIndex chunks = table.chunks();
        for (int i = 0; i < chunks.size(); i++) {
            structure.add(chunks.number(i), chunks.address(i), chunks.storedBytes(i), chunks.filterMask(i));
        }
        return (int) structure.checksum.getValue();
    }

    private void add(long first, long second, long third, long fourth) {
        buffer.clear();
        buffer.putLong(first).putLong(second).putLong(third).putLong(fourth).flip();
        checksum.update(buffer);
    }

    private void add(String text) {
        checksum.update(text.getBytes(StandardCharsets.UTF_8));
    }
}
