package io.battdat.streaming;

import io.battdat.column.Column;
import io.battdat.column.ColumnType;
import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.Member;
import io.battdat.hdf5.write.Compression;
import io.battdat.hdf5.write.DefaultSchema;
import io.battdat.hdf5.write.FailureMode;
import io.battdat.hdf5.write.FirstRows;
import io.battdat.hdf5.write.Hdf5OutputFile;
import io.battdat.hdf5.write.NativeHdf5;
import io.battdat.hdf5.write.RowBuffer;
import io.battdat.hdf5.write.StorageTypes;
import io.battdat.hdf5.write.TableOptions;
import io.battdat.hdf5.write.TableSpec;
import io.battdat.hdf5.write.TableWriter;
import io.battdat.hdf5.write.WriteException;
import io.battdat.hdf5.write.WriteMode;
import io.battdat.hdf5.write.WriteStatistics;
import io.battdat.metadata.BatteryMetadata;
import io.battdat.metadata.ColumnSchema;
import io.battdat.metadata.StandardSchemas;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Writes a table row by row, or column by column: the twin of battdat's streaming writer.
 *
 * <pre>{@code
 * try (HDF5Writer writer = HDF5Writer.open(path).mode(WriteMode.CREATE).metadata(metadata).complevel(5)) {
 *     writer.writeRow(Map.of("test_time", 0.5, "current", -0.1, "voltage", 3.7));
 * }
 * }</pre>
 *
 * <p>Options are set before the first row. The first rows, a buffer of them, say which columns a new table has and how
 * they are stored, as far as {@link #column(String, ElementType)} does not: columns that the schema knows come first, in
 * its order, then the others in the order of the first row. Every further row has exactly these columns.
 *
 * <p>Nothing of the file is seen under its name before {@link #close}, which writes the rest and puts the file in its
 * place. If writing failed, or after {@link #abort}, it stays as it was, or is not there. A row that is refused
 * ({@link WriteException}) is not written, and further ones can be; with {@link FailureMode#DISCARD} it ends the file. For one thread; other threads may write other files
 * at the same time.
 */
public final class HDF5Writer implements Closeable {
    /** Rows that are collected in memory by default. */
    public static final int DEFAULT_BUFFER_ROWS = 32_768;

    private final Path path;
    private final boolean ownsFile;
    private Hdf5OutputFile file;

    private WriteMode mode = WriteMode.APPEND;
    private FailureMode failureMode = FailureMode.KEEP;
    private boolean failed;
    private Optional<BatteryMetadata> metadata = Optional.empty();
    private Optional<ColumnSchema> schema = Optional.empty();
    private String tableName = BattdatFile.RAW_DATA;
    private String prefix = BattdatFile.ROOT;
    private int complevel;
    private String complib = "zlib";
    private int bufferRows = DEFAULT_BUFFER_ROWS;
    private OptionalLong expectedRows = OptionalLong.empty();
    private OptionalInt chunkRows = OptionalInt.empty();
    private final Map<String, ElementType> declaredColumns = new LinkedHashMap<>();

    private boolean started;
    private boolean closed;
    /** Null until the columns of a new table are known. */
    private TableWriter table;
    /** Rows of a table whose columns are not known yet. */
    private FirstRows firstRows;

    private RowBuffer buffer;

    private HDF5Writer(Path path, Hdf5OutputFile file) {
        this.path = path;
        this.file = file;
        this.ownsFile = file == null;
    }

    /**
     * A writer to a file, which is opened with the first row.
     *
     * @throws io.battdat.hdf5.write.NativeLibraryException if this platform cannot write
     */
    public static HDF5Writer open(Path path) {
        NativeHdf5.require();
        return new HDF5Writer(path, null);
    }

    /** A writer to a file that is open already, and stays so; its rows are seen once that is closed. */
    public static HDF5Writer over(Hdf5OutputFile file) {
        return new HDF5Writer(file.path(), file);
    }

    /** What becomes of a file that is there; by default rows are added to it. Without effect over an open file. */
    public HDF5Writer mode(WriteMode mode) {
        checkNotStarted();
        this.mode = mode;
        return this;
    }

    /**
     * What {@link #close} does after a call has thrown an exception; by default it writes the rows that were taken. Of
     * what goes wrong between the calls the writer does not know: call {@link #abort} then.
     */
    public HDF5Writer onFailure(FailureMode mode) {
        checkNotStarted();
        this.failureMode = mode;
        return this;
    }

    /** The battery metadata of the cell, in place of what is there. */
    public HDF5Writer metadata(BatteryMetadata metadata) {
        checkNotStarted();
        this.metadata = Optional.of(metadata);
        return this;
    }

    /** What the columns mean, in place of what is there; by default battdat's own schema for a table of that name. */
    public HDF5Writer schema(ColumnSchema schema) {
        checkNotStarted();
        this.schema = Optional.of(schema);
        return this;
    }

    /** The table's name, by default {@code raw_data}. */
    public HDF5Writer table(String name) {
        checkNotStarted();
        this.tableName = name;
        return this;
    }

    /** The group of the cell, by default the root. */
    public HDF5Writer prefix(String prefix) {
        checkNotStarted();
        this.prefix = prefix;
        return this;
    }

    /** How much a new table is compressed: 0 (the default) not at all, 1 fast, 9 small. */
    public HDF5Writer complevel(int level) {
        checkNotStarted();
        this.complevel = Compression.of(complib, level).level();
        return this;
    }

    /** The compressor of a new table: {@code zlib}. */
    public HDF5Writer complib(String complib) {
        checkNotStarted();
        Compression.of(complib, complevel);
        this.complib = complib;
        return this;
    }

    /** Rows to collect in memory before some are written. */
    public HDF5Writer bufferSize(int rows) {
        checkNotStarted();
        if (rows < 1) {
            throw new WriteException("a buffer holds at least one row, not " + rows);
        }
        this.bufferRows = rows;
        return this;
    }

    /** Rows that a new table will have, as far as known, from which PyTables' rule makes chunks; else the first buffer. */
    public HDF5Writer expectedRows(long rows) {
        checkNotStarted();
        this.expectedRows = OptionalLong.of(rows);
        return this;
    }

    /** Rows in a chunk of a new table, in place of PyTables' rule. */
    public HDF5Writer chunkRows(int rows) {
        checkNotStarted();
        this.chunkRows = OptionalInt.of(rows);
        return this;
    }

    /** How a column of a new table is stored ({@link StorageTypes}); such columns come first. */
    public HDF5Writer column(String name, ElementType type) {
        checkNotStarted();
        if (declaredColumns.putIfAbsent(name, type) != null) {
            throw new WriteException("column " + name + " is declared twice");
        }
        return this;
    }

    /** As {@link #column(String, ElementType)}, stored as its values are. */
    public HDF5Writer column(String name, ColumnType type) {
        return column(name, StorageTypes.of(type));
    }

    private void checkNotStarted() {
        if (started) {
            throw new IllegalStateException("options are set before the first row is written");
        }
    }

    private void start() throws IOException {
        if (closed) {
            throw new IOException(path + ": the writer is closed");
        }
        if (started) {
            return;
        }
        started = true;
        try {
            openTable();
        } catch (IOException | RuntimeException e) {
            abort();
            throw e;
        }
    }

    private void openTable() throws IOException {
        if (ownsFile) {
            file = Hdf5OutputFile.open(path, mode, prefix, metadata);
        } else if (metadata.isPresent()) {
            file.setMetadata(prefix, metadata.get());
        }
        if (file.hasTable(prefix, tableName)) {
            table = TableWriter.open(file, prefix, tableName);
            if (schema.isPresent()) {
                table.setSchema(schema.get());
            }
            Map<String, ElementType> types = new LinkedHashMap<>();
            table.layout().members().forEach(member -> types.put(member.name(), member.type()));
            buffer = new RowBuffer(place(), types);
        } else {
            ColumnSchema known = schema.or(() -> StandardSchemas.forTable(tableName))
                    .orElseGet(() -> ColumnSchema.builder().build());
            firstRows = new FirstRows(place(), declaredColumns, known);
        }
    }

    private String place() {
        return path + ": table " + (BattdatFile.ROOT.equals(prefix) ? "" : prefix + "/") + tableName;
    }

    /**
     * Adds a row.
     *
     * @param row values by the names of the columns: numbers, booleans, texts, arrays or lists of them; null in a float
     *     column is NaN
     * @return rows that reached the disk by this call: 0 while the buffer fills; when it is full, those that make whole
     *     chunks, or all if there is no whole chunk
     * @throws WriteException if the names are not the table's, or a value cannot be stored; the row is not written then.
     *     Of the first rows of a new table this is found out when the buffer is full, and ends the writing
     */
    public long writeRow(Map<String, ?> row) throws IOException {
        start();
        try {
            if (table == null) {
                firstRows.add(row);
                return firstRows.rowCount() < bufferRows ? 0 : writeBuffer();
            }
            buffer.add(row, table.rowCount() + buffer.rowCount());
            return buffer.rowCount() < bufferRows ? 0 : writeBuffer();
        } catch (IOException | RuntimeException e) {
            failed = true;
            throw e;
        }
    }

    private long writeBuffer() throws IOException {
        long written = passOnRows();
        return written > 0 ? written : table.flush();
    }

    /** Hands the collected rows to the table, which writes those that make whole chunks. */
    private long passOnRows() throws IOException {
        if (table == null) {
            if (firstRows.rowCount() == 0) {
                return 0;
            }
            Map<String, ElementType> types = firstRows.types();
            RowBuffer rows = new RowBuffer(place(), types);
            firstRows.moveTo(rows);
            createTable(types, firstRows.rowCount());
            buffer = rows;
        }
        long written = table.append(buffer.columns(), 0, buffer.rowCount());
        buffer.clear();
        return written;
    }

    private void createTable(Map<String, ElementType> types, long rowsAtHand) throws IOException {
        TableOptions options = new TableOptions(
                schema.orElseGet(() -> DefaultSchema.of(tableName, types)),
                Compression.of(complib, complevel),
                expectedRows.orElse(rowsAtHand),
                chunkRows);
        table = TableWriter.create(file, prefix, tableName, new TableSpec(types), options);
        firstRows = null;
    }

    /**
     * Adds rows by their columns.
     *
     * @param columns by name: arrays of primitives, which are stored as they are, arrays or lists of objects, or arrays of
     *     arrays; all of the same length
     * @return rows that reached the disk by this call: those that make whole chunks
     * @throws WriteException if names, lengths or a value do not fit; none of the rows is written then
     */
    public long writeColumns(Map<String, ?> columns) throws IOException {
        start();
        try {
            int rowCount = commonLength(columns);
            long written = passOnRows();
            if (table == null) {
                Map<String, ElementType> types = firstRows.typesOf(columns);
                buffer = new RowBuffer(place(), types);
                buffer.addAll(columns, rowCount, 0);
                createTable(types, rowCount);
            } else {
                buffer.addAll(columns, rowCount, table.rowCount());
            }
            return written + table.append(buffer.columns(), 0, rowCount);
        } catch (IOException | RuntimeException e) {
            failed = true;
            throw e;
        } finally {
            clearBuffer();
        }
    }

    private void clearBuffer() {
        if (buffer != null) {
            buffer.clear();
        }
    }

    private int commonLength(Map<String, ?> columns) {
        int length = -1;
        String first = "";
        for (Map.Entry<String, ?> column : columns.entrySet()) {
            int found = length(column.getKey(), column.getValue());
            if (length >= 0 && found != length) {
                throw new WriteException(place() + ": column " + column.getKey() + " has " + found + " rows, column "
                        + first + " has " + length);
            }
            length = found;
            first = column.getKey();
        }
        if (length < 0) {
            throw new WriteException(place() + ": there are no columns to write");
        }
        return length;
    }

    private int length(String name, Object values) {
        if (values instanceof List<?> list) {
            return list.size();
        }
        if (values == null || !values.getClass().isArray()) {
            throw new WriteException(place() + ", column " + name
                    + ": expected an array or a list with a value for each" + " row, found "
                    + (values == null ? "null" : values.getClass().getName()));
        }
        return Array.getLength(values);
    }

    /**
     * Adds rows of columns that are in the library's own form, without a copy.
     *
     * @param columns by name; their types are those that the table's members decode into
     * @param firstRow first row to take
     * @return rows that reached the disk by this call: those that make whole chunks
     * @throws WriteException if names or a value do not fit; none of the rows is written then
     */
    public long writeColumns(Map<String, ? extends Column> columns, int firstRow, int rowCount) throws IOException {
        start();
        try {
            long written = passOnRows();
            if (table == null) {
                Map<String, ElementType> types = firstRows.typesOf(columns, firstRow, rowCount);
                createTable(types, rowCount);
                buffer = new RowBuffer(place(), types);
            }
            List<String> names =
                    table.layout().members().stream().map(Member::name).toList();
            RowBuffer.checkNames(place(), names, columns.keySet());
            List<Column> ordered = new ArrayList<>();
            names.forEach(name -> ordered.add(columns.get(name)));
            return written + table.append(ordered, firstRow, rowCount);
        } catch (IOException | RuntimeException e) {
            failed = true;
            throw e;
        }
    }

    /**
     * Writes all rows that are in memory; to a file that is not seen before {@link #close}.
     *
     * @return rows that reached the disk by this call
     */
    public long flush() throws IOException {
        start();
        long written = passOnRows();
        return table == null ? written : written + table.flush();
    }

    /** What has been written so far. */
    public WriteStatistics statistics() {
        return table == null ? WriteStatistics.NONE : table.statistics();
    }

    /**
     * Writes the rest, closes the table and, unless it was open before, the file, which takes its place.
     *
     * <p>After a call that failed it does as {@link #onFailure} says.
     *
     * @throws IOException if storage fails now or had failed before; the file is as it was before, then
     */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        if (failed && failureMode == FailureMode.DISCARD) {
            abort();
            return;
        }
        try {
            start();
            passOnRows();
            if (table == null && !declaredColumns.isEmpty()) {
                createTable(declaredColumns, 0);
            }
            if (table != null) {
                table.close();
            }
            closed = true;
            if (ownsFile) {
                file.close();
            }
        } catch (IOException | RuntimeException e) {
            try {
                abort();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    /**
     * Gives up: the file stays as it was. Over a file that was open before, rows that reached the disk stay in the table.
     * Does nothing after {@link #close}.
     */
    public void abort() throws IOException {
        if (!closed || ownsFile) {
            closed = true;
            if (file != null && ownsFile) {
                file.abort();
            } else if (table != null) {
                table.abandon();
            }
        }
    }
}
