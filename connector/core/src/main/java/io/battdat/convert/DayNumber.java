package io.battdat.convert;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Days since the beginning of year 0, as MATLAB's {@code datenum} counts them, as UNIX seconds; with the roundings of
 * Python's {@code datetime}, to microseconds, half to even.
 */
final class DayNumber {
    /** Days from year 0 to year 1. */
    private static final double FIRST_DAY = 366;

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;
    private static final long EPOCH = LocalDateTime.of(1, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC) * MICROS_PER_SECOND;
    /** Python's years end at 9999. */
    private static final double LAST_DAY = 3_652_059;

    private DayNumber() {}

    /** @throws DateTimeException if the day is not in years 1 to 9999 */
    static double seconds(double dayNumber, ZoneId zone) {
        double days = dayNumber - FIRST_DAY;
        if (!(days >= 0 && days < LAST_DAY)) {
            throw new DateTimeException("no day of the years 1 to 9999: " + dayNumber);
        }
        double whole = Math.floor(days);
        double partMicros = (days - whole) * MICROS_PER_DAY;
        double wholeMicros = Math.floor(partMicros);
        long micros = EPOCH
                + (long) whole * MICROS_PER_DAY
                + (long) wholeMicros
                + roundHalfEven(partMicros - wholeMicros, (long) wholeMicros);
        long seconds = Math.floorDiv(micros, MICROS_PER_SECOND);
        if (!zone.normalized().equals(ZoneOffset.UTC)) {
            seconds = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC)
                    .atZone(zone)
                    .toEpochSecond();
        }
        return seconds + Math.floorMod(micros, MICROS_PER_SECOND) / 1e6;
    }

    private static long roundHalfEven(double fraction, long before) {
        if (fraction == 0.5) {
            return before & 1;
        }
        return fraction > 0.5 ? 1 : 0;
    }
}
