package io.battdat.metadata;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JSON value means where battdat expects a certain type. battdat checks with pydantic in its lax mode, which
 * also takes {@code "1.5"} for a number, {@code "yes"} for true and a UNIX time for a date; so does this. Empty: it is
 * none.
 */
final class LaxValues {
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?+(?:[0-9]++(?:\\.[0-9]*+)?+|\\.[0-9]++)(?:[eE][+-]?+[0-9]++)?+");
    private static final Pattern INTEGER = Pattern.compile("([+-]?+[0-9]++)(?:\\.0*+)?+");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    /** A date with a time, which must be midnight in the text's own time zone. */
    private static final Pattern MIDNIGHT = Pattern.compile(
            "([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt _]00:00(?::00(?:[.,]0{1,9})?)?(?:[Zz]|[+-][0-9]{2}:?[0-9]{2})?");
    /** The scheme that makes a text a URL; what follows depends on the scheme and is left alone. */
    private static final Pattern URL_SCHEME = Pattern.compile("[\\s\\p{Cntrl}]*+[A-Za-z][A-Za-z0-9+.-]*+:");

    private static final int SECONDS_IN_DAY = 86_400;
    /** Beyond this magnitude pydantic takes a UNIX time for milliseconds. */
    private static final double LARGEST_SECONDS = 2e10;

    private LaxValues() {}

    static Optional<Boolean> flag(Object value) {
        if (value instanceof Boolean flag) {
            return Optional.of(flag);
        }
        if (value instanceof JsonNumber number) {
            double found = number.doubleValue();
            return found == 0 || found == 1 ? Optional.of(found == 1) : Optional.empty();
        }
        if (value instanceof String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "1", "on", "t", "true", "y", "yes" -> Optional.of(true);
                case "0", "off", "f", "false", "n", "no" -> Optional.of(false);
                default -> Optional.empty();
            };
        }
        return Optional.empty();
    }

    static OptionalDouble number(Object value) {
        if (value instanceof JsonNumber number) {
            return OptionalDouble.of(number.doubleValue());
        }
        if (value instanceof Boolean flag) {
            return OptionalDouble.of(flag ? 1 : 0);
        }
        return value instanceof String text ? numberInText(text) : OptionalDouble.empty();
    }

    private static OptionalDouble numberInText(String text) {
        String spelled = text.strip().replace("_", "");
        return switch (spelled.toLowerCase(Locale.ROOT)) {
            case "nan", "+nan", "-nan" -> OptionalDouble.of(Double.NaN);
            case "inf", "+inf", "infinity", "+infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
            case "-inf", "-infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
            default ->
                NUMBER.matcher(spelled).matches()
                        ? OptionalDouble.of(Double.parseDouble(spelled))
                        : OptionalDouble.empty();
        };
    }

    /** Unlike pydantic's, an integer has to fit 64 bits. */
    static OptionalLong integer(Object value) {
        try {
            if (value instanceof JsonNumber number) {
                return OptionalLong.of(number.toBigDecimal().longValueExact());
            }
            if (value instanceof Boolean flag) {
                return OptionalLong.of(flag ? 1 : 0);
            }
            if (value instanceof String text && text.length() <= JsonReader.MAX_NUMBER_LENGTH) {
                Matcher matcher = INTEGER.matcher(text.strip().replace("_", ""));
                return matcher.matches()
                        ? OptionalLong.of(new BigDecimal(matcher.group(1)).longValueExact())
                        : OptionalLong.empty();
            }
            return OptionalLong.empty();
        } catch (ArithmeticException | NumberFormatException exception) {
            // A fraction, NaN, or beyond 64 bits.
            return OptionalLong.empty();
        }
    }

    static Optional<LocalDate> date(Object value) {
        try {
            if (value instanceof JsonNumber number) {
                return dateOfUnixTime(number.doubleValue());
            }
            if (!(value instanceof String text)) {
                return Optional.empty();
            }
            Matcher midnight = MIDNIGHT.matcher(text);
            if (DATE.matcher(text).matches() || midnight.matches()) {
                return inCalendar(LocalDate.parse(midnight.matches() ? midnight.group(1) : text));
            }
            OptionalDouble unixTime = numberInText(text);
            return unixTime.isPresent() ? dateOfUnixTime(unixTime.getAsDouble()) : Optional.empty();
        } catch (DateTimeException exception) {
            // The 30th of February, say.
            return Optional.empty();
        }
    }

    private static Optional<LocalDate> dateOfUnixTime(double time) {
        double seconds = Math.abs(time) > LARGEST_SECONDS ? time / 1000 : time;
        double days = seconds / SECONDS_IN_DAY;
        return days == Math.rint(days) ? inCalendar(LocalDate.ofEpochDay((long) days)) : Optional.empty();
    }

    /** Python's calendar has the years 1 to 9999. */
    private static Optional<LocalDate> inCalendar(LocalDate date) {
        return date.getYear() >= 1 && date.getYear() <= 9999 ? Optional.of(date) : Optional.empty();
    }

    static boolean isUrl(Object value) {
        return value instanceof String text && URL_SCHEME.matcher(text).lookingAt();
    }
}
