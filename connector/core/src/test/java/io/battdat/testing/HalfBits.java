package io.battdat.testing;

/** The way back from {@code float} to the half precision that a file stores. */
final class HalfBits {
    private HalfBits() {}

    /** The bits of the half with the same value; the float must have come from one. */
    static int of(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int exponent = bits >>> 23 & 0xFF;
        int mantissa = bits & 0x7F_FFFF;
        if (exponent == 0xFF) {
            return sign | 0x7C00 | mantissa >> 13;
        }
        float magnitude = Math.abs(value);
        return magnitude < 0x1p-14f
                ? sign | (int) (magnitude * 0x1p24f)
                : sign | (exponent - 127 + 15) << 10 | mantissa >> 13;
    }
}
