package io.battdat.spark.convert;

import io.battdat.convert.MaccorStates;
import io.battdat.convert.VendorOptions;
import java.io.Serializable;
import java.time.ZoneId;

/** {@link VendorOptions} in a form that tasks and the ledger take. */
record VendorSettings(boolean storeAll, String timeZone, boolean ignoreTime, MaccorStates maccorStates)
        implements Serializable {
    static VendorSettings of(VendorOptions options) {
        return new VendorSettings(
                options.storeAll(), options.timeZone().getId(), options.ignoreTime(), options.maccorStates());
    }

    VendorOptions options() {
        return new VendorOptions(storeAll, ZoneId.of(timeZone), ignoreTime, maccorStates);
    }
}
