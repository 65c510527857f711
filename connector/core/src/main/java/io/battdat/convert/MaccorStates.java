package io.battdat.convert;

/** What {@code state} holds for rows of MACCOR files. */
public enum MaccorStates {
    /**
     * {@code unknown} everywhere, as battdat 0.4.9 makes it: it replaces R, C and D first, and then everything that is
     * not R, C or D any more (battdat/io/maccor.py). With one state a cycle has one step.
     */
    AS_BATTDAT,
    /** What the file says: R is resting, C charging, D discharging, anything else unknown. */
    FROM_FILE
}
