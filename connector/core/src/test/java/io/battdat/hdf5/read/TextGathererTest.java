package io.battdat.hdf5.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.column.Column;
import io.battdat.column.ColumnType;
import io.battdat.column.TextColumn;
import io.battdat.hdf5.ElementType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextGathererTest {
    private static final int WIDTH = 6;

    @Test
    void dropsTheNulsBehindATextOnly() throws IOException {
        List<String> texts = List.of("", "a", "abcdef", "a\0b", " x ", "\0y", "µ°", "日本", "🔋", "abcde");

        assertThat(gather(false, texts, '\0')).isEqualTo(texts);
    }

    @Test
    void dropsTheSpacesBehindATextThatIsPaddedWithSpaces() throws IOException {
        assertThat(gather(true, List.of("", "a", "abcdef", " x", "a b", "a\0"), ' '))
                .containsExactly("", "a", "abcdef", " x", "a b", "a\0");
        assertThat(gather(false, List.of("a "), '\0')).containsExactly("a ");
    }

    @Test
    void tellsTheRowOfATextThatIsNotUtf8() {
        assertThatThrownBy(() -> gather(false, List.of("ok", "µ", "\uFFFF"), '\0', (byte) 0xB0))
                .isInstanceOf(BadValueException.class)
                .satisfies(e -> assertThat(((BadValueException) e).row()).isEqualTo(3));
    }

    /** Overlong forms, surrogates and what is cut off at the end of the field are no UTF-8. */
    @Test
    void refusesWhatOnlyLooksLikeUtf8() {
        for (byte[] bytes : new byte[][] {
            {(byte) 0xC0, (byte) 0x80}, {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, {'a', (byte) 0xE6, (byte) 0x97}
        }) {
            assertThatThrownBy(() -> gather(false, List.of(), '\0', bytes)).isInstanceOf(BadValueException.class);
        }
    }

    private static List<String> gather(boolean spacePadded, List<String> texts, char filler, byte... last)
            throws IOException {
        int count = texts.size() + (last.length > 0 ? 1 : 0);
        byte[] bytes = new byte[(WIDTH + 1) * count];
        Arrays.fill(bytes, (byte) filler);
        for (int i = 0; i < count; i++) {
            byte[] text = i < texts.size() ? texts.get(i).getBytes(StandardCharsets.UTF_8) : last;
            System.arraycopy(text, 0, bytes, i * (WIDTH + 1) + 1, text.length);
        }
        Rows rows = new Rows(bytes, WIDTH + 1, count);
        List<String> fromRows = gather(spacePadded, rows.inRows(), count);
        assertThat(gather(spacePadded, rows.inPlanes(), count)).isEqualTo(fromRows);
        return fromRows;
    }

    private static List<String> gather(boolean spacePadded, RowSource source, int count) throws IOException {
        TextColumn column = (TextColumn) Column.create(ColumnType.TEXT, count);
        new TextGatherer(new ElementType.Text(WIDTH, spacePadded), column).gather(source, 1, 0, count, 0, 1);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(column.value(i));
        }
        return texts;
    }
}
