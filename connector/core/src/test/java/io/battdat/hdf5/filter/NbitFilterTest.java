package io.battdat.hdf5.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NbitFilterTest {
    private static final int ATOMIC = 1;
    private static final int ARRAY = 2;
    private static final int COMPOUND = 3;
    private static final int PLAIN = 4;

    @ParameterizedTest
    @CsvSource({"2,0,11,4", "2,1,11,4", "4,0,13,0", "4,1,32,0", "8,0,1,63", "8,1,53,5", "1,0,3,2", "16,0,99,20"})
    void unpacksNumbers(int bytes, int order, int precision, int offset) throws FilterException {
        Random random = new Random(bytes + precision);
        int count = 21;
        StringBuilder bits = new StringBuilder();
        byte[] expected = new byte[count * bytes];
        for (int i = 0; i < count; i++) {
            BigInteger value = new BigInteger(precision, random);
            String text = value.toString(2);
            bits.append("0".repeat(precision - text.length())).append(text);
            BigInteger inPlace = value.shiftLeft(offset);
            for (int k = 0; k < bytes; k++) {
                int place = order == 0 ? k : bytes - 1 - k;
                expected[i * bytes + place] = inPlace.shiftRight(8 * k).byteValue();
            }
        }
        NbitFilter filter = filter(count, ATOMIC, bytes, order, precision, offset);

        assertThat(Buffers.decode(filter, packed(bits), expected.length, expected.length))
                .isEqualTo(expected);
        assertThat(Arrays.copyOf(Buffers.decode(filter, packed(bits), 5, expected.length), 5))
                .isEqualTo(Arrays.copyOf(expected, 5));
    }

    @Test
    void unpacksCompoundsOfAll() throws FilterException {
        // a byte of which three bits count, a text of two bytes at 2, two numbers of four bits each at 4; gaps are zero
        NbitFilter filter =
                filter(2, COMPOUND, 7, 3, 0, ATOMIC, 1, 0, 3, 1, 2, PLAIN, 2, 4, ARRAY, 2, ATOMIC, 1, 0, 4, 0);
        StringBuilder bits = new StringBuilder()
                .append("101")
                .append("01000001")
                .append("01000010")
                .append("1100")
                .append("0011")
                .append("010")
                .append("01011010")
                .append("01111010")
                .append("1111")
                .append("0001");

        assertThat(Buffers.decode(filter, packed(bits), 14, 14))
                .containsExactly(10, 0, 'A', 'B', 12, 3, 0, 4, 0, 'Z', 'z', 15, 1, 0);
    }

    private static byte[] packed(CharSequence bits) {
        byte[] bytes = new byte[(bits.length() + 7) / 8];
        for (int i = 0; i < bits.length(); i++) {
            bytes[i / 8] |= (byte) (bits.charAt(i) - '0' << 7 - i % 8);
        }
        return bytes;
    }

    @Test
    void leavesChunksThatWereNotPacked() throws FilterException {
        byte[] bytes = {1, 2, 3};
        NbitFilter filter = new NbitFilter(List.of(4, 1, 3, ATOMIC));

        assertThat(Buffers.decode(filter, bytes, 3, 3)).isEqualTo(bytes);
        assertThat(filter.neededInput(2)).isEqualTo(2);
    }

    @Test
    void refusesTooFewBitsAndTooManyElements() {
        NbitFilter filter = filter(1000, ATOMIC, 8, 0, 60, 0);

        assertThatThrownBy(() -> Buffers.decode(filter, new byte[10], 8000, 8000))
                .isInstanceOf(FilterException.class)
                .hasMessageContaining("end too early");
        assertThatThrownBy(() -> Buffers.decode(filter, new byte[8000], 100, 100))
                .isInstanceOf(FilterException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1", "1,2,0,17,0", "1,2,0,0,0", "1,-1,0,4,0", "3,8,0", "3,8,2,0,4,4", "2,7,1,2,0,9,0", "9,1"})
    void refusesParametersThatDescribeNoType(String type) {
        int[] values =
                Arrays.stream(type.split(",")).mapToInt(Integer::parseInt).toArray();

        assertThatThrownBy(() -> Buffers.decode(filter(3, values), new byte[99], 30, 30))
                .isInstanceOf(FilterException.class)
                .hasMessageContaining("parameters");
    }

    @Test
    void refusesTypesNestedWithoutEnd() {
        int[] nested = new int[20_000];
        Arrays.fill(nested, ARRAY);

        assertThatThrownBy(() -> Buffers.decode(filter(1, nested), new byte[99], 2, 2))
                .isInstanceOf(FilterException.class);
    }

    @Test
    void answersOrRefusesWhateverTheParameters() {
        Random random = new Random(5);
        List<Integer> sound =
                List.of(0, 0, 10, COMPOUND, 7, 3, 0, ATOMIC, 1, 0, 3, 1, 2, PLAIN, 2, 4, ARRAY, 2, ATOMIC, 1, 0, 4, 0);
        for (int i = 0; i < 5000; i++) {
            List<Integer> parameters = new ArrayList<>(sound);
            parameters.set(random.nextInt(parameters.size()), random.nextInt(random.nextBoolean() ? 9 : 1 << 30) - 2);
            Collections.swap(parameters, 2, random.nextInt(parameters.size()));
            byte[] input = new byte[random.nextInt(60)];
            try {
                assertThat(Buffers.decode(new NbitFilter(parameters), input, 70, 70))
                        .hasSizeLessThanOrEqualTo(70);
            } catch (FilterException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    private static NbitFilter filter(int elements, int... type) {
        List<Integer> parameters = new ArrayList<>(List.of(type.length + 3, 0, elements));
        Arrays.stream(type).forEach(parameters::add);
        return new NbitFilter(parameters);
    }
}
