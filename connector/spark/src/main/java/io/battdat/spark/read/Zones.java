package io.battdat.spark.read;

import io.battdat.hdf5.BattdatFile;
import io.battdat.hdf5.TableInfo;
import io.battdat.hdf5.zones.ZoneMap;
import io.battdat.predicate.TableZones;
import java.io.IOException;

/** Where what is known of the chunks of a table comes from, on the driver and on executors. */
final class Zones {
    private Zones() {}

    /**
     * The zones of a table; none where there are none that hold of it.
     *
     * @param file stays open as long as the zones are asked
     */
    static TableZones of(BattdatFile file, TableInfo table) throws IOException {
        return ZoneMap.read(file, table);
    }
}
