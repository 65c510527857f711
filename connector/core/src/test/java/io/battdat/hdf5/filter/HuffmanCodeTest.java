package io.battdat.hdf5.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HuffmanCodeTest {
    private static final int SYMBOLS = 286;

    @Test
    void codesAreAsShortAsTheyCanBe() {
        Random random = new Random(1);
        HuffmanCode code = new HuffmanCode(SYMBOLS, HuffmanTable.MAX_CODE_BITS);
        for (int i = 0; i < 300; i++) {
            int[] frequencies = new int[SYMBOLS];
            int used = 2 + random.nextInt(SYMBOLS - 2);
            for (int j = 0; j < used; j++) {
                frequencies[random.nextInt(SYMBOLS)] += 1 + random.nextInt(1 + i);
            }
            frequencies[0]++;
            frequencies[1]++;

            code.build(frequencies);

            assertComplete(code.lengths());
            assertThat(bits(frequencies, code.lengths())).isEqualTo(leastBits(frequencies));
        }
    }

    /** Frequencies as in Fibonacci's series want codes as long as there are symbols. */
    @Test
    void noCodeIsLongerThanTheLimit() {
        for (int maxBits : new int[] {7, HuffmanTable.MAX_CODE_BITS}) {
            int[] frequencies = new int[25];
            frequencies[0] = 1;
            frequencies[1] = 1;
            for (int i = 2; i < frequencies.length; i++) {
                frequencies[i] = frequencies[i - 1] + frequencies[i - 2];
            }
            HuffmanCode code = new HuffmanCode(frequencies.length, maxBits);

            code.build(frequencies);

            assertComplete(code.lengths());
            for (byte length : code.lengths()) {
                assertThat((int) length).isBetween(1, maxBits);
            }
            int percent = maxBits == 7 ? 120 : 101;
            assertThat(bits(frequencies, code.lengths())).isLessThan(leastBits(frequencies) * percent / 100);
        }
    }

    @Test
    void oneSymbolOrNoneMakesACompleteCode() {
        HuffmanCode code = new HuffmanCode(30, HuffmanTable.MAX_CODE_BITS);
        int[] frequencies = new int[30];
        code.build(frequencies);
        assertComplete(code.lengths());
        frequencies[0] = 5;
        code.build(frequencies);
        assertComplete(code.lengths());
        assertThat(code.lengths()[0]).isEqualTo((byte) 1);
        frequencies[0] = 0;
        frequencies[29] = 5;
        code.build(frequencies);
        assertComplete(code.lengths());
        assertThat(code.lengths()[29]).isEqualTo((byte) 1);
    }

    private static void assertComplete(byte[] lengths) {
        long sum = 0;
        for (byte length : lengths) {
            sum += length == 0 ? 0 : 1L << 32 - length;
        }
        assertThat(sum).isEqualTo(1L << 32);
    }

    private static long bits(int[] frequencies, byte[] lengths) {
        long bits = 0;
        for (int i = 0; i < frequencies.length; i++) {
            assertThat(frequencies[i] == 0 || lengths[i] > 0).isTrue();
            bits += (long) frequencies[i] * lengths[i];
        }
        return bits;
    }

    /** By the definition: the two rarest are joined until one is left; each joining makes its symbols a bit longer. */
    private static long leastBits(int[] frequencies) {
        PriorityQueue<Long> weights = new PriorityQueue<>();
        for (int frequency : frequencies) {
            if (frequency > 0) {
                weights.add((long) frequency);
            }
        }
        long bits = 0;
        while (weights.size() > 1) {
            long joined = weights.remove() + weights.remove();
            bits += joined;
            weights.add(joined);
        }
        return bits;
    }
}
