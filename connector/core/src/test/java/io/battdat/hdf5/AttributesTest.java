package io.battdat.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attributes put together by hand (format specification, IV.A.2.m); more ways to store them are among the fixtures. */
class AttributesTest {
    private static final int NUL_TERMINATED = 0;
    private static final int NUL_PADDED = 1;
    private static final int SPACE_PADDED = 2;

    private static final StructureBytes SCALAR = new StructureBytes().u8(2, 0, 0, 0);
    private static final StructureBytes NO_VALUE = new StructureBytes().u8(2, 0, 0, 2);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void readsTextsOfEveryVersion(int version) {
        Attributes attributes = attributes(attribute(
                version, "metadata", text(NUL_TERMINATED, 4), SCALAR, "{µ}".getBytes(StandardCharsets.UTF_8)));

        assertThat(attributes.names()).containsExactly("metadata");
        assertThat(attributes.has("metadata")).isTrue();
        assertThat(attributes.text("metadata")).contains("{µ}");
        assertThat(attributes.text("other")).isEmpty();
    }

    /** PyTables' texts are exactly as long as their field: no terminator is there to end them. */
    @Test
    void endsATextAtItsPaddingOrItsField() {
        assertThat(text(NUL_TERMINATED, "full")).contains("full");
        assertThat(text(NUL_TERMINATED, "cut\0rest")).contains("cut");
        assertThat(text(NUL_PADDED, "pad\0\0\0")).contains("pad");
        assertThat(text(SPACE_PADDED, "two words   ")).contains("two words");
        assertThat(text(SPACE_PADDED, "    ")).contains("");
        assertThat(text(NUL_TERMINATED, "kept  ")).contains("kept  ");
    }

    @Test
    void takesAnAttributeWithoutAValueAsAnEmptyText() {
        assertThat(attributes(attribute(3, "TITLE", text(NUL_TERMINATED, 1), NO_VALUE, new byte[0]))
                        .text("TITLE"))
                .contains("");
    }

    @Test
    void readsOneTextFromAnArray() {
        StructureBytes one = new StructureBytes().u8(2, 1, 0, 1).u64(1);
        StructureBytes two = new StructureBytes().u8(2, 1, 0, 1).u64(2);
        byte[] value = "abcdef".getBytes(StandardCharsets.US_ASCII);

        assertThat(attributes(attribute(3, "a", text(NUL_TERMINATED, 6), one, value))
                        .text("a"))
                .contains("abcdef");
        assertProblem(attribute(3, "a", text(NUL_TERMINATED, 3), two, value), "2 texts, not one");
    }

    @Test
    void refusesWhatIsNoSoundText() {
        StructureBytes number =
                new StructureBytes().u8(0x10, 8, 0, 0).u32(8).u16(0).u16(64);

        assertProblem(attribute(3, "a", number, SCALAR, new byte[8]), "no text");
        assertProblem(attribute(3, "a", text(NUL_TERMINATED, 9), SCALAR, new byte[8]), "cut short");
        assertProblem(attribute(3, "a", text(NUL_TERMINATED, 2), SCALAR, new byte[] {'a', (byte) 0xB0}), "not UTF-8");
    }

    /** Nobody asks for it, so its odd type does no harm. */
    @Test
    void leavesOtherAttributesAlone() {
        StructureBytes unknownType =
                new StructureBytes().u8(0xFF, 0xFF, 0xFF, 0xFF).u32(0);
        Attributes attributes = attributes(
                attribute(3, "odd", unknownType, SCALAR, new byte[3]),
                attribute(3, "name", text(NUL_TERMINATED, 2), SCALAR, new byte[] {'o', 'k'}));

        assertThat(attributes.text("name")).contains("ok");
        assertThatThrownBy(() -> attributes.text("odd")).isInstanceOf(FormatProblem.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    void refusesOtherVersions(int version) {
        assertThatThrownBy(() -> attributes(attribute(version, "a", text(0, 1), SCALAR, new byte[1])))
                .isInstanceOf(FormatProblem.class)
                .hasMessageContaining("version " + version);
    }

    private static void assertProblem(byte[] attribute, String problem) {
        Attributes attributes = attributes(attribute);

        assertThatThrownBy(() -> attributes.text("a"))
                .isInstanceOf(FormatProblem.class)
                .hasMessageContaining(problem)
                .satisfies(e -> assertThat(((FormatProblem) e).place()).isEqualTo("attribute a"));
    }

    private static Optional<String> text(int padding, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return attributes(attribute(3, "a", text(padding, bytes.length), SCALAR, bytes))
                .text("a");
    }

    /** A datatype of class 3. */
    private static StructureBytes text(int padding, int bytes) {
        return new StructureBytes().u8(0x13, padding | 0x10, 0, 0).u32(bytes);
    }

    /** An object header of version 1 with these attributes. */
    private static Attributes attributes(byte[]... bodies) {
        StructureBytes messages = new StructureBytes();
        for (byte[] body : bodies) {
            messages.u16(ObjectHeader.ATTRIBUTE).u16(body.length).u32(0).raw(body);
        }
        StructureBytes file = new StructureBytes()
                .u8(1, 0)
                .u16(bodies.length)
                .u32(1)
                .u32(messages.size())
                .u32(0)
                .raw(messages.toArray());
        GuardedStorage storage = file.toStorage();
        return Attributes.read(storage, ObjectHeader.read(storage, 0));
    }

    private static byte[] attribute(int version, String name, StructureBytes type, StructureBytes space, byte[] value) {
        byte[] nameBytes = (name + "\0").getBytes(StandardCharsets.UTF_8);
        StructureBytes body = new StructureBytes()
                .u8(version, 0)
                .u16(nameBytes.length)
                .u16(type.size())
                .u16(space.size());
        if (version == 3) {
            body.u8(1);
        }
        for (byte[] part : new byte[][] {nameBytes, type.toArray(), space.toArray()}) {
            body.raw(version == 1 ? Arrays.copyOf(part, (part.length + 7) / 8 * 8) : part);
        }
        return body.raw(value).toArray();
    }
}
