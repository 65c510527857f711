package io.battdat.index;

import io.battdat.hdf5.zones.ZoneColumn;
import io.battdat.hdf5.zones.ZoneGrid;
import io.battdat.hdf5.zones.ZoneValues;
import io.battdat.index.IndexedTable.Block;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Writes an index file from its beginning to its end; the package tells the format. */
public final class IndexFileWriter {
    static final byte[] MAGIC = "BATTZONE".getBytes(StandardCharsets.US_ASCII);
    static final int VERSION = 1;
    static final int HEADER_BYTES = 8 + Integer.BYTES;
    static final int FOOTER_BYTES = Long.BYTES + 4 * Integer.BYTES + 8;
    /** Of one part of the file, before and after deflating. */
    static final int MAX_PART_BYTES = 256 << 20;

    static final int HOLDS_NAN = 1;
    static final int ASCENDS = 2;

    private final DataOutputStream output;
    private final List<IndexedFile> files = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();
    private long position = HEADER_BYTES;

    /** @param output takes the file; whoever opened it closes it, after {@link #finish} */
    public IndexFileWriter(OutputStream output) throws IOException {
        this.output = new DataOutputStream(output);
        this.output.write(MAGIC);
        this.output.writeInt(VERSION);
    }

    /** Adds a data file that was scanned. */
    public void add(String key, long length, long modificationTimeMillis, List<ScannedTable> tables)
            throws IOException {
        List<IndexedTable> indexed = new ArrayList<>();
        for (ScannedTable table : tables) {
            indexed.add(new IndexedTable(
                    table.prefix(),
                    table.name(),
                    table.cell(),
                    table.storedBytes(),
                    table.structure(),
                    table.grid(),
                    table.summary(),
                    write(deflate(table.grid(), table.zones()))));
        }
        addFile(new IndexedFile(key, length, modificationTimeMillis, indexed));
    }

    /** Adds what another index file says of a data file. */
    public void copy(IndexFileReader source, IndexedFile file) throws IOException {
        List<IndexedTable> copied = new ArrayList<>();
        for (IndexedTable table : file.tables()) {
            copied.add(new IndexedTable(
                    table.prefix(),
                    table.name(),
                    table.cell(),
                    table.storedBytes(),
                    table.structure(),
                    table.grid(),
                    table.summary(),
                    write(new Deflated(
                            source.stored(table.block()), table.block().rawBytes()))));
        }
        addFile(new IndexedFile(file.key(), file.length(), file.modificationTimeMillis(), copied));
    }

    private void addFile(IndexedFile file) {
        if (!keys.add(file.key())) {
            throw new IllegalArgumentException(file.key() + " is in the index already");
        }
        files.add(file);
    }

    /** Writes the directory, without which there is no index file. */
    public void finish() throws IOException {
        Block directory = write(deflate());
        output.writeLong(directory.position());
        output.writeInt(directory.storedBytes());
        output.writeInt(directory.rawBytes());
        output.writeInt(directory.checksum());
        output.writeInt(VERSION);
        output.write(MAGIC);
        output.flush();
    }

    private record Deflated(byte[] bytes, int rawBytes) {}

    @FunctionalInterface
    private interface Content {
        void write(DataOutputStream target) throws IOException;
    }

    private static Deflated deflated(Content content) throws IOException {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        content.write(new DataOutputStream(raw));
        if (raw.size() > MAX_PART_BYTES) {
            throw new IOException("a part of " + raw.size() + " bytes is too large for an index file");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream target = new DeflaterOutputStream(bytes)) {
            raw.writeTo(target);
        }
        return new Deflated(bytes.toByteArray(), raw.size());
    }

    private Block write(Deflated content) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(content.bytes());
        output.write(content.bytes());
        Block block = new Block(position, content.bytes().length, content.rawBytes(), (int) checksum.getValue());
        position += content.bytes().length;
        return block;
    }

    private static Deflated deflate(ZoneGrid grid, ZoneValues zones) throws IOException {
        return deflated(target -> {
            int count = grid.zoneCount();
            for (int column = 0; column < grid.columns().size(); column++) {
                for (int zone = 0; zone < count; zone++) {
                    target.writeLong(zones.minimum(column, zone));
                }
                for (int zone = 0; zone < count; zone++) {
                    target.writeLong(zones.maximum(column, zone));
                }
                byte[] nan = new byte[bitBytes(count)];
                byte[] ascending = new byte[bitBytes(count)];
                for (int zone = 0; zone < count; zone++) {
                    nan[zone / Byte.SIZE] |= (byte) (zones.holdsNan(column, zone) ? 1 << zone % Byte.SIZE : 0);
                    ascending[zone / Byte.SIZE] |= (byte) (zones.isAscending(column, zone) ? 1 << zone % Byte.SIZE : 0);
                }
                target.write(nan);
                target.write(ascending);
            }
        });
    }

    static int bitBytes(int bits) {
        return (bits + Byte.SIZE - 1) / Byte.SIZE;
    }

    private Deflated deflate() throws IOException {
        return deflated(target -> {
            target.writeInt(files.size());
            for (IndexedFile file : files) {
                text(target, file.key());
                target.writeLong(file.length());
                target.writeLong(file.modificationTimeMillis());
                target.writeInt(file.tables().size());
                for (IndexedTable table : file.tables()) {
                    write(target, table);
                }
            }
        });
    }

    private static void write(DataOutputStream target, IndexedTable table) throws IOException {
        text(target, table.prefix());
        text(target, table.name());
        target.writeBoolean(table.cell() != null);
        if (table.cell() != null) {
            text(target, table.cell());
        }
        ZoneGrid grid = table.grid();
        target.writeLong(grid.rowCount());
        target.writeLong(table.storedBytes());
        target.writeInt(grid.chunkRows());
        target.writeLong(grid.chunksPerZone());
        target.writeInt(table.structure());
        target.writeInt(grid.columns().size());
        for (int column = 0; column < grid.columns().size(); column++) {
            ZoneColumn named = grid.columns().get(column);
            text(target, named.name());
            target.writeByte(named.kind().ordinal());
            target.writeLong(table.summary().minimum(column, 0));
            target.writeLong(table.summary().maximum(column, 0));
            target.writeByte((table.summary().holdsNan(column, 0) ? HOLDS_NAN : 0)
                    | (table.summary().isAscending(column, 0) ? ASCENDS : 0));
        }
        target.writeLong(table.block().position());
        target.writeInt(table.block().storedBytes());
        target.writeInt(table.block().rawBytes());
        target.writeInt(table.block().checksum());
    }

    private static void text(DataOutputStream target, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        target.writeInt(utf8.length);
        target.write(utf8);
    }
}
