package io.battdat.spark.files;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Option;

/** Reads the value in a partition directory's name as Catalyst holds values of a type. */
final class PartitionValue {
    /** The value in a directory's name where the column is null. */
    static final String NULL_NAME = "__HIVE_DEFAULT_PARTITION__";

    private PartitionValue() {}

    static boolean isNull(String rawValue) {
        return rawValue.equals(NULL_NAME);
    }

    static boolean fits(String rawValue, DataType type, ZoneId timeZone) {
        try {
            parse(rawValue, type, timeZone);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Null for a null.
     *
     * @param rawValue still escaped
     * @throws IllegalArgumentException if the value is none of that type, or the type none for partitions
     */
    static Object parse(String rawValue, DataType type, ZoneId timeZone) {
        if (isNull(rawValue) || type instanceof NullType) {
            return null;
        }
        // Like Spark, only what may hold escaped characters is unescaped: an escaped number is no number.
        if (type instanceof StringType) {
            return UTF8String.fromString(EscapedName.unescape(rawValue));
        } else if (type instanceof ByteType) {
            return Byte.valueOf(rawValue);
        } else if (type instanceof ShortType) {
            return Short.valueOf(rawValue);
        } else if (type instanceof IntegerType) {
            return Integer.valueOf(rawValue);
        } else if (type instanceof LongType) {
            return Long.valueOf(rawValue);
        } else if (type instanceof FloatType) {
            return (float) Double.parseDouble(rawValue);
        } else if (type instanceof DoubleType) {
            return Double.valueOf(rawValue);
        } else if (type instanceof DecimalType decimal) {
            return decimal(rawValue, decimal);
        } else if (type instanceof DateType) {
            return present(DateTimeUtils.stringToDate(UTF8String.fromString(rawValue)));
        } else if (type instanceof TimestampType) {
            return timestamp(rawValue, timeZone);
        } else if (type instanceof TimestampNTZType) {
            UTF8String text = UTF8String.fromString(EscapedName.unescape(rawValue));
            return present(DateTimeUtils.stringToTimestampWithoutTimeZone(text));
        } else if (type instanceof BooleanType) {
            return bool(rawValue);
        } else if (type instanceof BinaryType) {
            return rawValue.getBytes(StandardCharsets.UTF_8);
        }
        throw new IllegalArgumentException("directory names cannot hold values of type " + type.simpleString());
    }

    private static Decimal decimal(String rawValue, DecimalType type) {
        BigDecimal number = new BigDecimal(rawValue);
        // Before the scale is set: that would write out every zero of 1E2147483647.
        if ((long) number.precision() - number.scale() > type.precision() - type.scale()) {
            throw new IllegalArgumentException("too large");
        }
        try {
            return Decimal.apply(
                    number.setScale(type.scale(), RoundingMode.UNNECESSARY), type.precision(), type.scale());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("too many decimals", e);
        }
    }

    private static Object timestamp(String rawValue, ZoneId timeZone) {
        try {
            return present(
                    DateTimeUtils.stringToTimestamp(UTF8String.fromString(EscapedName.unescape(rawValue)), timeZone));
        } catch (ArithmeticException | DateTimeException e) {
            throw new IllegalArgumentException("outside the range of timestamps", e);
        }
    }

    private static Object bool(String rawValue) {
        return switch (rawValue.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static Object present(Option<Object> parsed) {
        if (parsed.isEmpty()) {
            throw new IllegalArgumentException("not in the form of that type");
        }
        return parsed.get();
    }
}
