package io.battdat.convert;

import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * How vendor files are read.
 *
 * @param storeAll whether columns that have no place in battdat's schema are kept, under the vendor's names
 * @param timeZone where the cycler's clock stood: files hold local times
 * @param ignoreTime whether the clock times of MACCOR files are left out
 * @param maccorStates what becomes of the states of MACCOR files
 */
public record VendorOptions(boolean storeAll, ZoneId timeZone, boolean ignoreTime, MaccorStates maccorStates) {
    /** As battdat's readers do with their own defaults, with clock times taken as UTC. */
    public static final VendorOptions DEFAULT =
            new VendorOptions(false, ZoneOffset.UTC, false, MaccorStates.AS_BATTDAT);

    public VendorOptions withStoreAll(boolean storeAll) {
        return new VendorOptions(storeAll, timeZone, ignoreTime, maccorStates);
    }

    public VendorOptions withTimeZone(ZoneId timeZone) {
        return new VendorOptions(storeAll, timeZone, ignoreTime, maccorStates);
    }

    public VendorOptions withIgnoreTime(boolean ignoreTime) {
        return new VendorOptions(storeAll, timeZone, ignoreTime, maccorStates);
    }

    public VendorOptions withMaccorStates(MaccorStates maccorStates) {
        return new VendorOptions(storeAll, timeZone, ignoreTime, maccorStates);
    }
}
