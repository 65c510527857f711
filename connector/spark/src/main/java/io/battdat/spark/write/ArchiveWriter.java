package io.battdat.spark.write;

import io.battdat.BattdatException;
import io.battdat.column.ColumnType;
import io.battdat.hdf5.write.StorageTypes;
import io.battdat.hdf5.write.WriteException;
import io.battdat.hdf5.write.WriteStatistics;
import io.battdat.metadata.ColumnSchema;
import io.battdat.spark.WriteConf;
import io.battdat.spark.write.CellTables.Destination;
import io.battdat.spark.write.HadoopCommit.Committer;
import io.battdat.streaming.HDF5Writer;
import java.io.IOException;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.unsafe.types.UTF8String;

/** Writes the rows of one task: of one cell after the other, through a buffer of columns. */
final class ArchiveWriter implements DataWriter<InternalRow> {
    private final WriteJob job;
    private final Committer committer;
    private final TaskStorage storage;
    private final CellTables tables;
    private final CellRows cells;
    private final RowBatch batch;
    private final boolean writesEmptyTable;

    /** Null before the first row. */
    private Destination destination;

    private HDF5Writer writer;
    private UTF8String metadata;
    /** Rows that the current table has. */
    private long tableRows;

    private WriteStatistics finished = WriteStatistics.NONE;

    ArchiveWriter(WriteJob job, Committer committer, TaskStorage storage, int partition) {
        this.job = job;
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
                startTable(row);
            } else if (batch.isFull()) {
                flush();
            }
            checkMetadata(row);
            batch.add(row, tableRows);
            tableRows++;
        } catch (WriteException e) {
            throw named(e);
        }
    }

    private void startTable(InternalRow row) throws IOException {
        cells.moveTo(row);
        String directory = PartitionPath.of(job.conf().partitionColumns(), cells.partitionValues());
        if (cells.hasCells()) {
            if (cells.cell() == null) {
                throw new BattdatException("column " + job.conf().cellColumn() + " names the cell of a row, and is null"
                        + " in one. Fill it (DataFrame.na.fill), or leave such rows out");
            }
            UTF8String given = cells.metadata(row);
            metadata = given == null ? null : given.copy();
            destination = tables.ofCell(directory, cells.cell(), metadata == null ? null : metadata.toString());
        } else {
            destination = tables.ofDirectory(directory);
        }
        batch.startTable();
        batch.learnShapes(row, 0);
        openTable();
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
            writer.schema(ColumnSchema.fromJson(job.columnSchema()));
        }
        if (isNew) {
            for (Map.Entry<String, ColumnType> column : batch.types().entrySet()) {
                writer.column(column.getKey(), StorageTypes.of(column.getValue()));
            }
        }
        tableRows = 0;
    }

    private void checkMetadata(InternalRow row) {
        UTF8String given = cells.metadata(row);
        if (given == null ? metadata != null : !given.equals(metadata)) {
            throw new BattdatException("cell " + cells.cell() + ": its rows have different battery metadata in column "
                    + job.conf().metadataColumn() + ": " + metadata + " and " + given
                    + ". A cell has one set of metadata:"
                    + " make the column the same in all of its rows");
        }
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

    /** Users know the file by the name that it will have. */
    private WriteException named(WriteException e) {
        String message = e.getMessage();
        if (destination == null || message.startsWith(destination.name())) {
            return e;
        }
        String local = destination.file().local().toString();
        String cell = cells.hasCells() ? ", cell " + cells.cell() : "";
        return new WriteException(
                message.contains(local)
                        ? message.replace(local, destination.name())
                        : destination.name() + cell + ": " + message,
                e);
    }

    @Override
    public WriterCommitMessage commit() throws IOException {
        try {
            if (destination == null && writesEmptyTable) {
                destination = tables.ofDirectory("");
                openTable();
            }
            finishTable();
            WrittenFiles written = new WrittenFiles(tables.finishAll());
            committer.commitTask();
            return written;
        } catch (WriteException e) {
            throw named(e);
        }
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
        return WriteMetrics.of(statistics, Math.max(tables.finishedBytes(), statistics.storedBytes()));
    }
}
