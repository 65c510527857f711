package io.battdat.spark.read;

import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.zones.ZoneMap;
import io.battdat.predicate.TableZones;
import io.battdat.spark.index.KnownFile;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;

/**
 * Where what is known of the chunks of a table comes from, on the driver and on executors: an index, which knows every chunk,
 * else the file itself.
 *
 * @param known what an index says of the file; null if nothing
 */
record Zones(KnownFile known, Configuration configuration) {
    /** Those that files themselves have. */
    static final Zones STORED = new Zones(null, null);

    /**
     * The zones of a table; none where there are none that hold of it.
     *
     * @param file stays open as long as the zones are asked
     */
    TableZones of(BattdatFile file, TableInfo table) throws IOException {
        TableZones indexed = known == null ? TableZones.NONE : known.zones(table, configuration);
        return indexed == TableZones.NONE ? ZoneMap.read(file, table) : indexed;
    }
}
