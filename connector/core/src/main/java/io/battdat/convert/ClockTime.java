package io.battdat.convert;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times of a cycler's clock as UNIX seconds. */
final class ClockTime {
    private static final Pattern US_DATE = Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{4})");
    private static final Pattern ISO_DATE = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})");
    private static final Pattern FRACTION = Pattern.compile("\\.\\d{1,9}");
    private static final int SECONDS_PER_DAY = 86_400;

    private final ZoneId zone;
    private final boolean utc;
    private String lastDateText = "";
    private LocalDate lastDate = LocalDate.EPOCH;

    ClockTime(ZoneId zone) {
        this.zone = zone;
        this.utc = zone.normalized().equals(ZoneOffset.UTC);
    }

    /** @throws DateTimeException if the text is no date such as {@code 03/31/2016} or {@code 2016-03-31} */
    static LocalDate date(String text) {
        Matcher us = US_DATE.matcher(text);
        if (us.matches()) {
            return LocalDate.of(number(us, 3), number(us, 1), number(us, 2));
        }
        Matcher iso = ISO_DATE.matcher(text);
        if (iso.matches()) {
            return LocalDate.of(number(iso, 1), number(iso, 2), number(iso, 3));
        }
        throw new DateTimeException("no date: " + text);
    }

    /**
     * UNIX seconds of a date and a time, or of a time alone.
     *
     * @param day of a time without a date
     * @throws DateTimeException if the text is neither
     */
    double seconds(String text, LocalDate day) {
        int space = text.indexOf(' ');
        LocalDate date = day;
        if (space >= 0) {
            String dateText = text.substring(0, space);
            if (!dateText.equals(lastDateText)) {
                lastDate = date(dateText);
                lastDateText = dateText;
            }
            date = lastDate;
        }
        int firstColon = text.indexOf(':', space + 1);
        int secondColon = text.indexOf(':', firstColon + 1);
        int point = text.indexOf('.', secondColon + 1);
        int end = point < 0 ? text.length() : point;
        if (firstColon < 0 || secondColon < 0) {
            throw new DateTimeException("no time: " + text);
        }
        LocalTime time = LocalTime.of(
                twoDigits(text, space + 1, firstColon),
                twoDigits(text, firstColon + 1, secondColon),
                twoDigits(text, secondColon + 1, end));
        long whole = utc
                ? date.toEpochDay() * SECONDS_PER_DAY + time.toSecondOfDay()
                : date.atTime(time).atZone(zone).toEpochSecond();
        return whole + fraction(text, end);
    }

    /** One digit or two. */
    private static int twoDigits(String text, int start, int end) {
        int number = 0;
        for (int i = start; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new DateTimeException("no time: " + text);
            }
            number = 10 * number + digit;
        }
        if (end <= start || end > start + 2) {
            throw new DateTimeException("no time: " + text);
        }
        return number;
    }

    private static double fraction(String text, int point) {
        if (point == text.length()) {
            return 0;
        }
        String fraction = text.substring(point);
        if (!FRACTION.matcher(fraction).matches()) {
            throw new DateTimeException("no time: " + text);
        }
        return Double.parseDouble(fraction);
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
