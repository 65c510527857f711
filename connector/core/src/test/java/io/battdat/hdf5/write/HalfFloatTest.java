package io.battdat.hdf5.write;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfFloatTest {
    @Test
    void everyHalfComesBack() {
        for (int half = 0; half <= 0xFFFF; half++) {
            double value = HalfFloat.toDouble(half);
            if (!Double.isNaN(value)) {
                assertThat(HalfFloat.ofFloat((float) value)).isEqualTo(half);
            }
        }
        assertThat(HalfFloat.ofFloat(Float.NaN) & 0x7FFF).isGreaterThan(0x7C00);
    }

    @Test
    void roundsToTheNearestAndTiesToEven() {
        for (int half = 0; half < 0x7BFF; half++) {
            double low = HalfFloat.toDouble(half);
            double high = HalfFloat.toDouble(half + 1);
            float middle = (float) ((low + high) / 2);
            assertThat((double) middle).isEqualTo((low + high) / 2);
            assertThat(HalfFloat.ofFloat(middle)).isEqualTo(half % 2 == 0 ? half : half + 1);
            assertThat(HalfFloat.ofFloat(Math.nextDown(middle))).isEqualTo(half);
            assertThat(HalfFloat.ofFloat(Math.nextUp(middle))).isEqualTo(half + 1);
        }
        assertThat(HalfFloat.ofFloat(65_519)).isEqualTo(0x7BFF);
        assertThat(HalfFloat.ofFloat(65_520)).isEqualTo(0x7C00);
        assertThat(HalfFloat.ofFloat(-1e30f)).isEqualTo(0xFC00);
        assertThat(HalfFloat.ofFloat(1e-30f)).isZero();
    }
}
