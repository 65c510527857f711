package io.battdat.hdf5.read;

/** IEEE 754 half precision (binary16), which Java 17 does not know. */
final class HalfFloat {
    private HalfFloat() {}

    /** The bits of the {@code float} with the same value; a NaN keeps its sign and payload. */
    static int toFloatBits(int half) {
        int sign = (half & 0x8000) << 16;
        int exponent = half >>> 10 & 0x1F;
        int mantissa = half & 0x3FF;
        if (exponent == 0x1F) {
            return sign | 0x7F80_0000 | mantissa << 13;
        }
        if (exponent == 0) {
            if (mantissa == 0) {
                return sign;
            }
            // subnormal: shift the leading one into the place that a float leaves implicit
            int shift = Integer.numberOfLeadingZeros(mantissa) - 21;
            return sign | (113 - shift) << 23 | (mantissa << shift & 0x3FF) << 13;
        }
        return sign | (exponent + 112) << 23 | mantissa << 13;
    }
}
