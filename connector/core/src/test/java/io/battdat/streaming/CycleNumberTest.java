package io.battdat.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class CycleNumberTest {
    @Test
    void equalNumbersOfAnyTypeAreTheSameCycle() {
        for (Object one : List.of(true, (byte) 1, (short) 1, 1, 1L, BigInteger.ONE, 1f, 1.0)) {
            for (Object other : List.of(true, (byte) 1, (short) 1, 1, 1L, BigInteger.ONE, 1f, 1.0)) {
                assertSame(one, other, true);
            }
            assertSame(one, 2L, false);
            assertSame(one, "1", false);
        }
        assertSame(0.0, -0.0, true);
        assertSame(0L, -0.0, true);
        assertSame("1", "1", true);
        assertSame("1", "1.0", false);
        assertSame(Double.POSITIVE_INFINITY, Float.POSITIVE_INFINITY, true);
        assertSame(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, false);
    }

    @Test
    void comparesExactly() {
        assertSame((1L << 53) + 1, (double) (1L << 53), false);
        assertSame(1L << 53, (double) (1L << 53), true);
        assertSame(0.1, 0.1f, false);
        assertSame(-1L, new BigInteger("18446744073709551615"), false);
    }

    @Test
    void nanIsTheSameAsNothing() {
        assertSame(Double.NaN, Double.NaN, false);
        assertSame(Double.NaN, Float.NaN, false);
        assertSame(Double.NaN, 0L, false);
    }

    private static void assertSame(Object one, Object other, boolean same) {
        assertThat(new CycleNumber(one).isSameAs(new CycleNumber(other)))
                .as("%s and %s", one, other)
                .isEqualTo(same);
        assertThat(new CycleNumber(other).isSameAs(new CycleNumber(one)))
                .as("%s and %s", other, one)
                .isEqualTo(same);
    }
}
