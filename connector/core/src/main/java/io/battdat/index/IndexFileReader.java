package io.battdat.index;

import io.battdat.hdf5.zones.ZoneColumn;
import io.battdat.hdf5.zones.ZoneColumn.Kind;
import io.battdat.hdf5.zones.ZoneGrid;
import io.battdat.hdf5.zones.ZoneValues;
import io.battdat.index.IndexedTable.Block;
import io.battdat.io.CachedInput;
import io.battdat.io.SeekableInput;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** Reads an index file: first its directory, then the zones of the tables that are asked for. */
public final class IndexFileReader implements Closeable {
    private final SeekableInput input;
    private final Block directory;
    /** Names of columns and tables occur again and again. */
    private final Map<String, String> texts = new HashMap<>();

    private IndexFileReader(SeekableInput input, Block directory) {
        this.input = input;
        this.directory = directory;
    }

    /**
     * Opens an index file.
     *
     * @param source belongs to the reader from now on, also if opening fails
     * @throws DamagedIndexException if it is none, or of a version that is not known
     * @throws IOException if storage fails
     */
    public static IndexFileReader open(SeekableInput source) throws IOException {
        SeekableInput input = new CachedInput(source);
        try {
            return new IndexFileReader(input, directory(input));
        } catch (IOException | RuntimeException e) {
            input.close();
            throw e;
        }
    }

    private static Block directory(SeekableInput input) throws IOException {
        String file = input.location();
        if (input.length() < IndexFileWriter.HEADER_BYTES + IndexFileWriter.FOOTER_BYTES) {
            throw new DamagedIndexException(file, "it is too short for an index", null);
        }
        byte[] bytes = new byte[IndexFileWriter.FOOTER_BYTES];
        input.readFully(input.length() - bytes.length, bytes, 0, bytes.length);
        ByteBuffer footer = ByteBuffer.wrap(bytes);
        Block directory = new Block(footer.getLong(), footer.getInt(), footer.getInt(), footer.getInt());
        int version = footer.getInt();
        byte[] magic = new byte[IndexFileWriter.MAGIC.length];
        footer.get(magic);
        if (!Arrays.equals(magic, IndexFileWriter.MAGIC)) {
            throw new DamagedIndexException(file, "it does not end as an index", null);
        }
        if (version != IndexFileWriter.VERSION) {
            throw new DamagedIndexException(
                    file, "it is of version " + version + ", and only " + IndexFileWriter.VERSION + " is known", null);
        }
        return directory;
    }

    /**
     * What the index says of some data files.
     *
     * @param files whether a key is wanted
     * @param tables whether a table is wanted, by its prefix and name
     * @throws DamagedIndexException if the directory is damaged
     */
    public List<IndexedFile> files(Predicate<String> files, BiPredicate<String, String> tables) throws IOException {
        return parse("directory", directory, stream -> {
            List<IndexedFile> found = new ArrayList<>();
            int count = stream.readInt();
            for (int i = 0; i < count; i++) {
                String key = text(stream);
                IndexedFile file = new IndexedFile(key, stream.readLong(), stream.readLong(), tables(stream, tables));
                if (files.test(key)) {
                    found.add(file);
                }
            }
            return found;
        });
    }

    private List<IndexedTable> tables(DataInputStream stream, BiPredicate<String, String> wanted) throws IOException {
        List<IndexedTable> tables = new ArrayList<>();
        int count = stream.readInt();
        for (int i = 0; i < count; i++) {
            IndexedTable table = table(stream);
            if (wanted.test(table.prefix(), table.name())) {
                tables.add(table);
            }
        }
        return tables;
    }

    private IndexedTable table(DataInputStream stream) throws IOException {
        String prefix = text(stream);
        String name = text(stream);
        String cell = stream.readBoolean() ? text(stream) : null;
        long rowCount = stream.readLong();
        long storedBytes = stream.readLong();
        int chunkRows = stream.readInt();
        long chunksPerZone = stream.readLong();
        int structure = stream.readInt();
        int columnCount = stream.readInt();
        List<ZoneColumn> columns = new ArrayList<>();
        List<long[]> summaries = new ArrayList<>();
        for (int column = 0; column < columnCount; column++) {
            columns.add(new ZoneColumn(text(stream), kind(stream.readUnsignedByte())));
            summaries.add(new long[] {stream.readLong(), stream.readLong(), stream.readUnsignedByte()});
        }
        ZoneGrid grid = new ZoneGrid(rowCount, chunkRows, chunksPerZone, columns);
        ZoneValues summary = new ZoneValues(0, 1, columnCount);
        for (int column = 0; column < columnCount; column++) {
            long[] values = summaries.get(column);
            summary.set(
                    column,
                    0,
                    values[0],
                    values[1],
                    (values[2] & IndexFileWriter.HOLDS_NAN) != 0,
                    (values[2] & IndexFileWriter.ASCENDS) != 0);
        }
        if (storedBytes < 0) {
            throw new IllegalArgumentException("a table of " + storedBytes + " stored bytes");
        }
        Block block = new Block(stream.readLong(), stream.readInt(), stream.readInt(), stream.readInt());
        return new IndexedTable(prefix, name, cell, storedBytes, structure, grid, summary, block);
    }

    private static Kind kind(int number) {
        if (number >= Kind.values().length) {
            throw new IllegalArgumentException("a column of kind " + number);
        }
        return Kind.values()[number];
    }

    private String text(DataInputStream stream) throws IOException {
        int length = stream.readInt();
        if (length < 0 || length > stream.available()) {
            throw new IllegalArgumentException("a text of " + length + " bytes");
        }
        String text = new String(stream.readNBytes(length), StandardCharsets.UTF_8);
        String known = texts.putIfAbsent(text, text);
        return known == null ? text : known;
    }

    /**
     * The zones of a table that this index file speaks of.
     *
     * @throws DamagedIndexException if they are damaged
     */
    public ZoneValues zones(IndexedTable table) throws IOException {
        ZoneGrid grid = table.grid();
        int columns = grid.columns().size();
        int count = grid.zoneCount();
        return parse("zones of table " + table.name(), table.block(), stream -> {
            ZoneValues zones = new ZoneValues(0, count, columns);
            long[] minimums = new long[count];
            long[] maximums = new long[count];
            for (int column = 0; column < columns; column++) {
                for (int zone = 0; zone < count; zone++) {
                    minimums[zone] = stream.readLong();
                }
                for (int zone = 0; zone < count; zone++) {
                    maximums[zone] = stream.readLong();
                }
                BitSet nan = bits(stream, count);
                BitSet ascending = bits(stream, count);
                for (int zone = 0; zone < count; zone++) {
                    zones.set(column, zone, minimums[zone], maximums[zone], nan.get(zone), ascending.get(zone));
                }
            }
            return zones;
        });
    }

    private static BitSet bits(DataInputStream stream, int count) throws IOException {
        byte[] bytes = new byte[IndexFileWriter.bitBytes(count)];
        stream.readFully(bytes);
        return BitSet.valueOf(bytes);
    }

    @FunctionalInterface
    private interface Parser<T> {
        T parse(DataInputStream stream) throws IOException;
    }

    private <T> T parse(String place, Block block, Parser<T> parser) throws IOException {
        try (InflaterInputStream inflater = new InflaterInputStream(new ByteArrayInputStream(stored(block)));
                DataInputStream stream =
                        new DataInputStream(new ByteArrayInputStream(inflater.readNBytes(block.rawBytes())))) {
            return parser.parse(stream);
        } catch (EOFException | ZipException | IllegalArgumentException e) {
            throw new DamagedIndexException(input.location(), place + ": " + e.getMessage(), e);
        }
    }

    /** The bytes of a block as they are stored, checked against its checksum. */
    byte[] stored(Block block) throws IOException {
        long end = input.length() - IndexFileWriter.FOOTER_BYTES;
        if (block.position() < IndexFileWriter.HEADER_BYTES
                || block.storedBytes() < 0
                || block.storedBytes() > IndexFileWriter.MAX_PART_BYTES
                || block.rawBytes() < 0
                || block.rawBytes() > IndexFileWriter.MAX_PART_BYTES
                || block.position() > end - block.storedBytes()) {
            throw new DamagedIndexException(
                    input.location(),
                    "a part of " + block.storedBytes() + " bytes at " + block.position() + " does not lie in it",
                    null);
        }
        byte[] stored = new byte[block.storedBytes()];
        input.readFully(block.position(), stored, 0, stored.length);
        CRC32 checksum = new CRC32();
        checksum.update(stored);
        if ((int) checksum.getValue() != block.checksum()) {
            throw new DamagedIndexException(
                    input.location(), "the checksum of its part at " + block.position() + " is wrong", null);
        }
        return stored;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
