package io.battdat.spark.files;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/** Guesses the type of a partition column from the names of its directories, as Spark's file sources do. */
final class PartitionType {
    /** What an int and a bigint need as a decimal. */
    private static final int INTEGER_DIGITS = 10;

    private static final int LONG_DIGITS = 20;

    private static final DateTimeFormatter DATE = strict(new DateTimeFormatterBuilder().appendPattern("uuuu-MM-dd"));
    /** Spark's pattern is {@code yyyy-MM-dd HH:mm:ss[.S]}: with more than one decimal it is a string, there as here. */
    private static final DateTimeFormatter TIMESTAMP = strict(new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .optionalStart()
            .appendLiteral('.')
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 1, false)
            .optionalEnd());

    private PartitionType() {}

    /** The type of one value, still escaped; a null has the null type, which every other type widens. */
    static DataType infer(String rawValue, ListingOptions options) {
        if (PartitionValue.isNull(rawValue)) {
            return DataTypes.NullType;
        }
        if (!options.partitionTypeInference()) {
            return DataTypes.StringType;
        }
        if (parses(Integer::parseInt, rawValue)) {
            return DataTypes.IntegerType;
        }
        if (parses(Long::parseLong, rawValue)) {
            return DataTypes.LongType;
        }
        int digits = integerDigits(rawValue);
        if (digits > 0 && digits <= DecimalType.MAX_PRECISION()) {
            return DataTypes.createDecimalType(digits, 0);
        }
        if (parses(Double::parseDouble, rawValue)) {
            return DataTypes.DoubleType;
        }
        if (parses(text -> LocalDateTime.parse(text, TIMESTAMP), EscapedName.unescape(rawValue))
                && PartitionValue.fits(rawValue, options.timestampType(), options.timeZone())) {
            return options.timestampType();
        }
        if (parses(text -> LocalDate.parse(text, DATE), rawValue)
                && PartitionValue.fits(rawValue, DataTypes.DateType, options.timeZone())) {
            return DataTypes.DateType;
        }
        return DataTypes.StringType;
    }

    /** The type that holds both without loss; string where there is no other. */
    static DataType wider(DataType first, DataType second) {
        if (first.equals(second) || second.equals(DataTypes.NullType)) {
            return first;
        }
        if (first.equals(DataTypes.NullType)) {
            return second;
        }
        int digits = Math.max(digits(first), digits(second));
        if (digits(first) > 0 && digits(second) > 0) {
            boolean decimal = first instanceof DecimalType || second instanceof DecimalType;
            return decimal ? DataTypes.createDecimalType(digits, 0) : DataTypes.LongType;
        }
        if (isPair(first, second, DataTypes.IntegerType, DataTypes.DoubleType)) {
            return DataTypes.DoubleType;
        }
        if (isPair(first, second, DataTypes.DateType, DataTypes.TimestampType)) {
            return DataTypes.TimestampType;
        }
        if (isPair(first, second, DataTypes.DateType, DataTypes.TimestampNTZType)) {
            return DataTypes.TimestampNTZType;
        }
        return DataTypes.StringType;
    }

    private static boolean isPair(DataType first, DataType second, DataType one, DataType other) {
        return first.equals(one) && second.equals(other) || first.equals(other) && second.equals(one);
    }

    /** Decimal digits of a whole-number type; 0 for every other type. */
    private static int digits(DataType type) {
        if (type.equals(DataTypes.IntegerType)) {
            return INTEGER_DIGITS;
        }
        if (type.equals(DataTypes.LongType)) {
            return LONG_DIGITS;
        }
        return type instanceof DecimalType decimal ? decimal.precision() : 0;
    }

    /** Digits of a whole number however large, such as 12345678901234567890 or 1E20; 0 for what is none. */
    private static int integerDigits(String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            // As long: 1E2147483647 is a number too.
            long digits = (long) number.precision() - number.scale();
            return number.scale() > 0 || digits > DecimalType.MAX_PRECISION() ? 0 : (int) digits;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static boolean parses(Consumer<String> parser, String text) {
        try {
            parser.accept(text);
            return true;
        } catch (NumberFormatException | DateTimeParseException e) {
            return false;
        }
    }

    private static DateTimeFormatter strict(DateTimeFormatterBuilder builder) {
        return builder.toFormatter(Locale.US)
                .withChronology(IsoChronology.INSTANCE)
                .withResolverStyle(ResolverStyle.STRICT);
    }
}
