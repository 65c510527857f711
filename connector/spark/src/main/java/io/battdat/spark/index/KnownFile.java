package io.battdat.spark.index;

import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.zones.GridZones;
import io.battdat.index.IndexFileReader;
import io.battdat.index.IndexedFile;
import io.battdat.index.IndexedTable;
import io.battdat.index.TableStructure;
import io.battdat.io.HadoopInput;
import io.battdat.predicate.TableZones;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an index says of a data file that has not been changed since. Goes to executors, too.
 *
 * @param indexFile where it was read from
 * @param indexFileLength in bytes
 * @param file with those of its tables that were asked for
 */
public record KnownFile(String indexFile, long indexFileLength, IndexedFile file) implements Serializable {
    private static final Logger LOG = LoggerFactory.getLogger(KnownFile.class);

    public List<IndexedTable> tables() {
        return file.tables();
    }

    public long rowCount() {
        return tables().stream().mapToLong(IndexedTable::rowCount).sum();
    }

    /**
     * The zones of a table of the file, read from the index; none if the index does not know it as it is stored now, or
     * cannot be read.
     */
    public TableZones zones(TableInfo table, Configuration configuration) {
        Optional<IndexedTable> known = tables().stream()
                .filter(each -> each.prefix().equals(table.prefix())
                        && each.name().equals(table.name())
                        && each.structure() == TableStructure.checksum(table))
                .findFirst();
        if (known.isEmpty()) {
            return TableZones.NONE;
        }
        Path path = new Path(indexFile);
        try (IndexFileReader reader = IndexFileReader.open(HadoopInput.open(path, indexFileLength, configuration))) {
            return new GridZones(known.get().grid(), reader.zones(known.get()));
        } catch (IOException e) {
            LOG.warn("The zones of {} cannot be read and are left out ({})", table.file(), e.toString());
            return TableZones.NONE;
        }
    }
}
