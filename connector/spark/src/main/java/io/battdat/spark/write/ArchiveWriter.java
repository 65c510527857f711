package io.battdat.spark.write;

import io.battdat.BattdatException;
import io.battdat.column.ColumnType;
import io.battdat.hdf5.write.Hdf5WriteException;
import io.battdat.hdf5.write.StorageTypes;
import io.battdat.hdf5.write.WriteException;
import io.battdat.hdf5.write.WriteStatistics;
import io.battdat.metadata.ColumnSchema;
import io.battdat.spark.WriteConf;
import io.battdat.spark.write.CellTables.Destination;
import io.battdat.spark.write.HadoopCommit.Committer;
import io.battdat.streaming.HDF5Writer;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/** Writes the rows of one task: of one cell after the other, through a buffer of columns. */
final class ArchiveWriter implements DataWriter<InternalRow> {
    /** Characters of metadata in a message. */
    private static final int MOST_SHOWN = 500;

    private final WriteJob job;
    private final ColumnSchema columnSchema;
    private final Committer committer;
    private final TaskStorage storage;
    private final CellTables tables;
    private final CellRows cells;
    private final RowBatch batch;
    private final boolean writesEmptyTable;

    /** Null before the first row. */
    private Destination destination;

    /** Null before the first row of a table. */
    private HDF5Writer writer;
    /** The current cell's; null for none. */
    private String metadata;
    /** Rows of this task that the current table has. */
    private long tableRows;

    private long rows;
    /** Null as long as more rows may come. */
    private WrittenFiles written;

    private WriteStatistics finished = WriteStatistics.NONE;

    ArchiveWriter(WriteJob job, Committer committer, TaskStorage storage, int partition) {
        this.job = job;
        this.columnSchema = ColumnSchema.fromJson(job.columnSchema());
        this.committer = committer;
        this.storage = storage;
        this.tables = new CellTables(job, storage, !committer.replacesAtomically(), partition);
        this.cells = new CellRows(job.rowSchema());
        this.batch = new RowBatch(
                "table " + job.conf().table(), job.stored(), job.conf().bufferRows());
        // as Spark's file sources: a DataFrame without rows has columns all the same
        this.writesEmptyTable = partition == 0
                && !job.hasCells()
                && job.conf().partitionColumns().isEmpty();
    }

    @Override
    public void write(InternalRow row) throws IOException {
        try {
            if (cells.isNext(row)) {
                finishTable();
                moveTo(row);
            }
            if (cells.bringsMetadata(row)) {
                checkMetadata(row);
                return;
            }
            if (writer == null) {
                batch.startTable();
                batch.learnShapes(row, 0);
                openTable();
            } else if (batch.isFull()) {
                flush();
            }
            batch.add(row, tableRows);
            tableRows++;
            rows++;
        } catch (BattdatException e) {
            throw named(e);
        } catch (Hdf5WriteException e) {
            throw new IOException(storage.named(e.getMessage()), e);
        }
    }

    /** As Spark calls it from version 4.0 on, where metrics are looked at before the commit: then all is written. */
    @Override
    public void writeAll(Iterator<InternalRow> all) throws IOException {
        while (all.hasNext()) {
            write(all.next());
        }
        finish();
    }

    private void moveTo(InternalRow row) throws IOException {
        cells.moveTo(row);
        destination = null;
        String directory = PartitionPath.of(job.conf().partitionColumns(), cells.partitionValues());
        if (cells.hasCells()) {
            if (cells.cell() == null) {
                throw new BattdatException("column " + job.conf().cellColumn() + " names the cell of a row, and is null"
                        + " in one. Fill it (DataFrame.na.fill), or leave such rows out");
            }
            metadata = cells.metadata(row);
            destination = tables.ofCell(directory, cells.cell(), metadata);
        } else {
            destination = tables.ofDirectory(directory);
        }
    }

    private void openTable() throws IOException {
        WriteConf conf = job.conf();
        writer = HDF5Writer.over(destination.file().file())
                .table(conf.table())
                .prefix(destination.prefix())
                .complib(conf.complib())
                .complevel(conf.complevel())
                .bufferSize(conf.bufferRows());
        conf.expectedRowsIfGiven().ifPresent(writer::expectedRows);
        conf.chunkRowsIfGiven().ifPresent(writer::chunkRows);
        boolean isNew = !destination.file().file().hasTable(destination.prefix(), conf.table());
        if (isNew || conf.columnSchema() != null) {
            writer.schema(columnSchema);
        }
        if (isNew) {
            for (Map.Entry<String, ColumnType> column : batch.types().entrySet()) {
                writer.column(column.getKey(), StorageTypes.of(column.getValue()));
            }
        }
        tableRows = 0;
    }

    private void checkMetadata(InternalRow row) {
        String given = cells.metadata(row);
        if (!Objects.equals(given, metadata)) {
            throw new BattdatException("cell " + cells.cell() + ": its rows have different battery metadata in column "
                    + job.conf().metadataColumn() + ": " + excerpt(metadata) + " and " + excerpt(given)
                    + ". A cell has one set of metadata: make the column the same in all of its rows");
        }
    }

    private static String excerpt(String json) {
        return json == null || json.length() <= MOST_SHOWN ? json : json.substring(0, MOST_SHOWN) + "…";
    }

    private void flush() throws IOException {
        writer.writeColumns(batch.columns(), 0, batch.rowCount());
        batch.clear();
    }

    private void finishTable() throws IOException {
        if (writer != null) {
            if (batch.rowCount() > 0) {
                flush();
            }
            HDF5Writer done = writer;
            writer = null;
            done.close();
            finished = finished.plus(done.statistics());
        }
    }

    /** Users know files by the names that they will have, not by those that they have while they are written. */
    private BattdatException named(BattdatException e) {
        String message = storage.named(e.getMessage());
        if (!message.equals(e.getMessage())) {
            return new WriteException(message, e);
        }
        if (!(e instanceof WriteException) || message.startsWith(job.target())) {
            return e;
        }
        String place = destination == null ? job.target() : destination.name();
        return new WriteException(place + (cells.hasCells() ? ", cell " + cells.cell() : "") + ": " + message, e);
    }

    private void finish() throws IOException {
        try {
            if (rows == 0 && writesEmptyTable) {
                destination = tables.ofDirectory("");
                openTable();
            }
            finishTable();
            written = new WrittenFiles(tables.finishAll());
        } catch (BattdatException e) {
            throw named(e);
        } catch (Hdf5WriteException e) {
            throw new IOException(storage.named(e.getMessage()), e);
        }
    }

    @Override
    public WriterCommitMessage commit() throws IOException {
        if (written == null) {
            finish();
        }
        committer.commitTask();
        return written;
    }

    @Override
    public void abort() throws IOException {
        try {
            tables.abort();
        } finally {
            committer.abortTask();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            tables.abort();
        } finally {
            storage.close();
        }
    }

    @Override
    public CustomTaskMetric[] currentMetricsValues() {
        WriteStatistics statistics = writer == null ? finished : finished.plus(writer.statistics());
        // until a file is finished, its chunks are what is known of it
        return WriteMetrics.of(rows, statistics, Math.max(tables.finishedBytes(), statistics.storedBytes()));
    }
}
