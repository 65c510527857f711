package io.battdat.hdf5.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pickles are what Python 3.11 wrote, unless a test says otherwise; each character is a byte. */
class PickleReaderTest {
    private static final Pickled.Items AXES =
            list(list(new Pickled.Int(1), list(text("cycle_number"), text("temp °C"), text("Δ\\x"))));

    private static Pickled.Text text(String value) {
        return new Pickled.Text(value);
    }

    private static Pickled.Items list(Pickled... items) {
        return new Pickled.Items(List.of(items));
    }

    private static Pickled read(String pickle) throws PickleException {
        return PickleReader.read(pickle.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void readsColumnNamesAsPyTablesWritesThem() throws PickleException {
        assertThat(read("(lp0\n(I1\n(lp1\nVcycle_number\np2\naVtemp \u00b0C\np3\naV\\u0394\\u005cx\np4\natp5\na."))
                .isEqualTo(AXES);
        assertThat(read("(lp0\n.")).isEqualTo(list());
        assertThat(read("N.")).isEqualTo(new Pickled.None());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0080\2"})
    void readsTheBinaryInstructionsOfProtocols1And2(String start) throws PickleException {
        String names = "]q\1(X\14\0\0\0cycle_numberq\2X\10\0\0\0temp \u00c2\u00b0Cq\3X\4\0\0\0\u00ce\u0094\\xq\4e";
        String axis = start.isEmpty() ? "(K\1" + names + "tq\5" : "K\1" + names + "\u0086q\5";

        assertThat(read(start + "]q\0" + axis + "a.")).isEqualTo(AXES);
    }

    @ParameterizedTest
    @CsvSource({
        "'I0\n', 0",
        "'I-42\n', -42",
        "'L1099511627776L\n', 1099511627776",
        "'I999999999999999999\n', 999999999999999999",
        "K\u00ff, 255",
        "'M\u002d\u0001', 301",
        "'J\u00fd\u00ff\u00ff\u00ff', -3"
    })
    void readsNumbers(String pickle, long expected) throws PickleException {
        assertThat(read(pickle + ".")).isEqualTo(new Pickled.Int(expected));
    }

    @Test
    void readsTuplesOfEverySize() throws PickleException {
        assertThat(read("\u0080\2(K\1\u0085K\1K\2\u0086K\1K\2K\3\u0087)(K\1K\2K\3K\4tt."))
                .isEqualTo(list(numbers(1), numbers(2), numbers(3), list(), numbers(4)));
    }

    private static Pickled.Items numbers(int count) {
        return new Pickled.Items(java.util.stream.LongStream.rangeClosed(1, count)
                .<Pickled>mapToObj(Pickled.Int::new)
                .toList());
    }

    /** Python writes a text once, and refers to it where it stands again. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(lp0\nVstate\np1\nag1\na.",
                "]q\0(X\5\0\0\0stateq\1h\1e.",
                "]q\0(X\5\0\0\0stater\0\0\1\0j\0\0\1\0e."
            })
    void readsATextThatIsReferredTo(String pickle) throws PickleException {
        assertThat(read(pickle)).isEqualTo(list(text("state"), text("state")));
    }

    @Test
    void readsEscapesOfEveryCharacter() throws PickleException {
        assertThat(read("V\\U0001f50b\\u000a\u00ff\\u03a9.\n.")).isEqualTo(text("🔋\n\u00ffΩ."));
        for (String wrong : List.of("V\\\n.", "V\\n\n.", "V\\u12\n.", "V\\U00110000\n.", "V\\\\u0041\n.")) {
            assertThatThrownBy(() -> read(wrong)).as(wrong).isInstanceOf(PickleException.class);
        }
        assertThatThrownBy(() -> read("X\2\0\0\0\u00ff\u00ff."))
                .isInstanceOf(PickleException.class)
                .hasMessageContaining("UTF-8");
    }

    /** What Python would run, import or build; the byte is that of the instruction. */
    @ParameterizedTest
    @CsvSource({
        "'cos\nsystem\n(Vtouch hacked\ntR.', 99 'c' at byte 0",
        "'(S''touch hacked''\nios\nsystem\n.', 83 'S' at byte 1",
        "'(Vtouch hacked\nios\nsystem\n.', 105 'i' at byte 15",
        "'(Vos\nVsystem\n\u0093(Vls\ntR.', 147 at byte 13",
        "'(Vx\no.', 111 'o' at byte 4",
        "'Vx\nb.', 98 'b' at byte 3",
        "')R.', 82 'R' at byte 1",
        "'))\u0081.', 129 at byte 2",
        "'V1\nQ.', 81 'Q' at byte 3",
        "'P1\n.', 80 'P' at byte 0",
        "'\u0082\u0001.', 130 at byte 0",
        "'(dp0\n.', 100 'd' at byte 1",
        "'}.', 125 '}' at byte 0",
        "'F1.5\n.', 70 'F' at byte 0",
        "'\u0088.', 136 at byte 0",
        "'N0.', 48 '0' at byte 1",
        "'N2.', 50 '2' at byte 1",
        "'\u0095\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000N.', 149 at byte 0"
    })
    void runsNothing(String pickle, String instruction) {
        assertThatThrownBy(() -> read(pickle))
                .isInstanceOf(PickleException.class)
                .hasMessageContainingAll("instruction " + instruction, "nothing is run");
    }

    @ParameterizedTest
    @CsvSource({
        "'', cut short",
        "'(lp0\n', cut short",
        "'Vvolt', cut short",
        "'X\u0005\u0000\u0000\u0000volt', cut short",
        "'X\u00ff\u00ff\u00ff\u00ffvolt.', cut short",
        "'X\u00ff\u00ff\u00ff\u007fvolt.', cut short",
        "'.', value",
        "'a.', value",
        "'Na.', no list",
        "'NNa.', no list",
        "'(l(Na.', no list",
        "'(.', value",
        "'(p0\n.', value",
        "'p0\n.', value",
        "'l.', did not begin",
        "'t.', did not begin",
        "'e.', did not begin",
        "'\u0085.', value",
        "'(\u0085.', value",
        "'NN.', after its end",
        "'N.N.', after its end",
        "'(N.', after its end",
        "'g0\n.', refers back",
        "'(lp0\ng0\na.', refers back",
        "'(lp0\n(lp1\nag1\na.', refers back",
        "'Vx\np0\n(lp0\ng0\na.', refers back",
        "'I01\n.', number",
        "'I1x\n.', number",
        "'I9999999999999999999\n.', number",
        "'I\n.', number",
        "'Vx\np-1\n.', number",
        "'Vx\np9999999999\n.', number",
        "'\u0080\u0004N.', protocol 4"
    })
    void refusesWhatIsDamaged(String pickle, String problem) {
        assertThatThrownBy(() -> read(pickle))
                .isInstanceOf(PickleException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void refusesListsThatAreTooDeep() throws PickleException {
        assertThat(read(")\u0085\u0085\u0085.")).isEqualTo(list(list(list(list()))));
        for (String deep : List.of(
                ")\u0085\u0085\u0085\u0085.",
                "(".repeat(100_000) + "t".repeat(100_000) + ".",
                ")" + "\u0085".repeat(100_000) + ".",
                "]".repeat(100_000) + "a".repeat(99_999) + ".")) {
            assertThatThrownBy(() -> read(deep))
                    .isInstanceOf(PickleException.class)
                    .hasMessageContaining("deep");
        }
    }

    @Test
    void refusesAPickleThatIsTooLong() throws PickleException {
        String longest = "V" + "x".repeat(PickleReader.MAX_BYTES - 3) + "\n.";

        assertThat(read(longest)).isEqualTo(text("x".repeat(PickleReader.MAX_BYTES - 3)));
        assertThatThrownBy(() -> read("V" + longest))
                .isInstanceOf(PickleException.class)
                .hasMessageContaining(Integer.toString(PickleReader.MAX_BYTES));
    }

    /** No bytes make it fail otherwise, or take long. */
    @Test
    void anyBytesAreAValueOrRefused() {
        Random random = new Random(7);
        byte[] sound =
                "(lp0\n(I1\n(lp1\nVcycle_number\np2\naVtemp\np3\nag2\natp5\na.".getBytes(StandardCharsets.ISO_8859_1);
        byte[] instructions = "(ltaegphqrNIKMJVX]).\u0085\u0086\u0087\u0080\n01".getBytes(StandardCharsets.ISO_8859_1);
        int read = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes;
            if (i % 2 == 0) {
                bytes = Arrays.copyOf(sound, sound.length);
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            } else {
                bytes = new byte[random.nextInt(30)];
                for (int j = 0; j < bytes.length; j++) {
                    bytes[j] = instructions[random.nextInt(instructions.length)];
                }
            }
            try {
                assertThat(PickleReader.read(bytes)).isNotNull();
                read++;
            } catch (PickleException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        assertThat(read).as("some changes do no harm").isPositive();
    }
}
