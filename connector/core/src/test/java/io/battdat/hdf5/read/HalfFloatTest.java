package io.battdat.hdf5.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfFloatTest {
    private static final int HALVES = 1 << 16;

    /** Every number there is, against the definition: sign, exponent and mantissa scaled as doubles. */
    @Test
    void hasTheValueOfEveryNumber() {
        for (int half = 0; half < HALVES; half++) {
            int exponent = half >> 10 & 0x1F;
            if (exponent != 0x1F) {
                int mantissa = half & 0x3FF;
                double magnitude =
                        exponent == 0 ? Math.scalb(mantissa, -24) : Math.scalb(1024.0 + mantissa, exponent - 25);
                float expected = (float) (half < 0x8000 ? magnitude : -magnitude);

                assertThat(HalfFloat.toFloatBits(half))
                        .as("half %04x", half)
                        .isEqualTo(Float.floatToRawIntBits(expected));
            }
        }
    }

    @Test
    void keepsInfinitiesAndTheSignAndPayloadOfEveryNan() {
        for (int sign : new int[] {0, 0x8000}) {
            for (int payload = 0; payload < 0x400; payload++) {
                int bits = HalfFloat.toFloatBits(sign | 0x7C00 | payload);

                assertThat(bits).as("payload " + payload).isEqualTo(sign << 16 | 0x7F80_0000 | payload << 13);
                assertThat(Float.isNaN(Float.intBitsToFloat(bits))).isEqualTo(payload != 0);
            }
        }
    }
}
