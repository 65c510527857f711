package io.battdat.hdf5.write;

/** IEEE 754 half precision (binary16), which Java 17 does not know. */
final class HalfFloat {
    /** The largest number that a half holds. */
    static final float LARGEST = 65_504;
    /** From here on a float rounds to a half that is infinite: half a unit in the last place above the largest. */
    private static final float OVERFLOW = 65_520;

    private HalfFloat() {}

    /** Whether a number would become infinite. */
    static boolean overflows(float number) {
        float magnitude = Math.abs(number);
        return magnitude >= OVERFLOW && magnitude < Float.POSITIVE_INFINITY;
    }

    /** The nearest half, ties to even; beyond the largest one it is an infinity. A NaN keeps its sign and the high bits. */
    static int ofFloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int magnitude = bits & 0x7FFF_FFFF;
        if (magnitude > 0x7F80_0000) {
            int payload = magnitude >>> 13 & 0x3FF;
            return sign | 0x7C00 | (payload == 0 ? 0x200 : payload);
        }
        if (magnitude >= 0x4780_0000) {
            return sign | 0x7C00;
        }
        if (magnitude < 0x3880_0000) {
            return sign | subnormal(magnitude);
        }
        int half = magnitude - 0x3800_0000;
        // adding half of what is cut off, less one for ties to even, carries into the exponent where it must
        return sign | half + 0xFFF + (half >>> 13 & 1) >>> 13;
    }

    private static int subnormal(int magnitude) {
        if (magnitude < 0x3300_0000) {
            return 0;
        }
        int exponent = magnitude >>> 23;
        int mantissa = magnitude & 0x7F_FFFF | 0x80_0000;
        int shift = 126 - exponent;
        int half = mantissa >>> shift;
        int rest = mantissa & (1 << shift) - 1;
        int tie = 1 << shift - 1;
        return rest > tie || rest == tie && (half & 1) != 0 ? half + 1 : half;
    }

    static double toDouble(int half) {
        int exponent = half >>> 10 & 0x1F;
        int mantissa = half & 0x3FF;
        double magnitude;
        if (exponent == 0x1F) {
            magnitude = mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        } else {
            magnitude = exponent == 0
                    ? Math.scalb((double) mantissa, -24)
                    : Math.scalb((double) (mantissa | 0x400), exponent - 25);
        }
        return (half & 0x8000) == 0 ? magnitude : -magnitude;
    }
}
