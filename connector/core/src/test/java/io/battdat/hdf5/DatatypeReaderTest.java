package io.battdat.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.column.ColumnType;
import io.battdat.hdf5.ElementType.NumberFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Datatype messages put together by hand (format specification, IV.A.2.d). */
class DatatypeReaderTest {
    private static final HeapLayout HEAP = new HeapLayout(8, 8, 0);
    private static final int BIG_ENDIAN = 1;
    private static final int SIGNED = 8;
    private static final ElementType.Number INT8 = new ElementType.Number(NumberFormat.INT8, false);
    private static final ElementType INT32 = new ElementType.Number(NumberFormat.INT32, false);
    private static final ElementType FLOAT64 = new ElementType.Number(NumberFormat.FLOAT64, false);

    @ParameterizedTest
    @CsvSource({"1,8,INT8", "2,8,INT16", "4,8,INT32", "8,8,INT64", "1,0,UINT8", "2,0,UINT16", "4,0,UINT32", "8,0,UINT64"
    })
    void readsIntegers(int bytes, int bits, NumberFormat format) {
        assertThat(read(integer(3, bytes, bits))).isEqualTo(new ElementType.Number(format, false));
        assertThat(read(integer(1, bytes, bits | BIG_ENDIAN))).isEqualTo(new ElementType.Number(format, bytes > 1));
    }

    @ParameterizedTest
    @CsvSource({"2,5,10,FLOAT16", "4,8,23,FLOAT32", "8,11,52,FLOAT64"})
    void readsFloats(int bytes, int exponentBits, int mantissaBits, NumberFormat format) {
        assertThat(read(floatingPoint(bytes, 0x20, exponentBits, mantissaBits)))
                .isEqualTo(new ElementType.Number(format, false));
        assertThat(read(floatingPoint(bytes, 0x21, exponentBits, mantissaBits)))
                .isEqualTo(new ElementType.Number(format, true));
    }

    @Test
    void doesNotDecodeNumbersOfOtherShapes() {
        assertUndecodable(integer(3, 3, SIGNED), 3, "integer of 3 bytes");
        assertUndecodable(integer(3, 16, SIGNED), 16, "integer of 16 bytes");
        assertUndecodable(head(3, 0, SIGNED, 4).u16(0).u16(24), 4, "integer of 24 bits in 4 bytes");
        assertUndecodable(head(3, 0, SIGNED, 4).u16(8).u16(32), 4, "integer of 32 bits in 4 bytes");
        assertUndecodable(floatingPoint(16, 0x20, 15, 64), 16, "float of 128 bits in 16 bytes");
        assertUndecodable(floatingPoint(2, 0x20, 8, 7), 2, "float of 16 bits in 2 bytes"); // bfloat16
        assertUndecodable(floatingPoint(8, 0x60, 11, 52), 8, "float of 64 bits in 8 bytes"); // VAX order
    }

    @Test
    void readsTexts() {
        assertThat(read(head(1, 3, 0, 11))).isEqualTo(new ElementType.Text(11, false));
        assertThat(read(head(1, 3, 1, 11))).isEqualTo(new ElementType.Text(11, false));
        assertThat(read(head(1, 3, 0x12, 11))).isEqualTo(new ElementType.Text(11, true));
        assertThatThrownBy(() -> read(head(1, 3, 3, 11))).isInstanceOf(FormatProblem.class);
    }

    @Test
    void readsBooleansOfPyTablesAndOfH5py() {
        assertThat(read(head(1, 4, 0, 1).u16(0).u16(8))).isEqualTo(new ElementType.Bool());
        assertUndecodable(head(1, 4, 0, 4).u16(0).u16(32), 4, "bitfield");
        assertThat(read(enumeration(3, "FALSE", 0, "TRUE", 1))).isEqualTo(new ElementType.Bool());
        assertThat(read(enumeration(1, "TRUE", 1, "FALSE", 0))).isEqualTo(new ElementType.Bool());
        assertThat(read(enumeration(3, "FALSE", 1, "TRUE", 0)))
                .isEqualTo(new ElementType.Enumeration(INT8, Map.of(1L, "FALSE", 0L, "TRUE")));
    }

    @Test
    void readsEnums() {
        assertThat(read(enumeration(1, "red", 0, "grün", -1)))
                .isEqualTo(new ElementType.Enumeration(INT8, Map.of(0L, "red", -1L, "grün")));
        StructureBytes wide = head(3, 8, 2, 2)
                .raw(integer(3, 2, BIG_ENDIAN).toArray())
                .ascii("idle")
                .u8(0)
                .ascii("busy")
                .u8(0)
                .u8(0xFF, 0xFE, 0x01, 0x02);
        assertThat(read(wide))
                .isEqualTo(new ElementType.Enumeration(
                        new ElementType.Number(NumberFormat.UINT16, true), Map.of(0xFFFEL, "idle", 0x0102L, "busy")));
        assertThat(read(wide).columnType()).contains(ColumnType.TEXT);
        assertUndecodable(head(3, 8, 0, 8).raw(floatingPoint(8, 0x20, 11, 52).toArray()), 8, "enum of " + FLOAT64);
    }

    @Test
    void refusesEnumsWithTwoLabelsForAValueOrOfAnotherSize() {
        assertThatThrownBy(() -> read(enumeration(3, "red", 1, "green", 1)))
                .isInstanceOf(FormatProblem.class)
                .hasMessageContaining("two labels for one value");
        assertThatThrownBy(() -> read(head(3, 8, 0, 4).raw(integer(1, 1, SIGNED).toArray())))
                .isInstanceOf(FormatProblem.class)
                .hasMessageContaining("an enum of 4 bytes");
    }

    @Test
    void readsTimes() {
        assertThat(read(head(1, 2, 0, 4).u16(32))).isEqualTo(new ElementType.Time(4, false));
        assertThat(read(head(1, 2, 1, 8).u16(64))).isEqualTo(new ElementType.Time(8, true));
        assertThat(new ElementType.Time(4, false).columnType()).contains(ColumnType.INT);
        assertThat(new ElementType.Time(8, false).columnType()).contains(ColumnType.DOUBLE);
        assertUndecodable(head(1, 2, 0, 8).u16(32), 8, "time of 32 bits in 8 bytes");
        assertUndecodable(head(1, 2, 0, 2).u16(16), 2, "time of 16 bits in 2 bytes");
    }

    @Test
    void readsTextsOfVariableLength() {
        byte[] character = integer(1, 1, 0).toArray();

        assertThat(read(head(1, 9, 1, 16).raw(character))).isEqualTo(new ElementType.VariableText(HEAP));
        HeapLayout narrow = new HeapLayout(4, 4, 512);
        assertThat(DatatypeReader.read(head(1, 9, 1, 12).raw(character).toBuffer(), narrow))
                .isEqualTo(new ElementType.VariableText(narrow));
        assertThatThrownBy(() -> read(head(1, 9, 1, 12).raw(character)))
                .isInstanceOf(FormatProblem.class)
                .hasMessageContaining("12 bytes, not 16");
    }

    @Test
    void readsNestedCompounds() {
        StructureBytes nested =
                compound(3, 16, member(3, "state", 0, 16, INT_MEMBER), member(3, "volt", 8, 16, DOUBLE));

        assertThat(read(nested))
                .isEqualTo(new ElementType.Compound(
                        16, List.of(new Member("state", 0, INT32), new Member("volt", 8, FLOAT64))));
        assertThat(read(nested).columnType().orElseThrow()).hasToString("struct of (state int, volt double)");
        assertThat(read(nested).obstacle()).isEmpty();
        assertUndecodable(compound(3, 8), 8, "compound with members of the same name, or without any");
        assertUndecodable(
                compound(3, 8, member(3, "x", 0, 8, INT_MEMBER), member(3, "x", 4, 8, INT_MEMBER)),
                8,
                "compound with members of the same name, or without any");
    }

    @Test
    void readsComplexNumbersOfBothKinds() {
        ElementType complex = ElementType.Compound.complex((ElementType.Number) FLOAT64);

        assertThat(read(compound(3, 16, member(3, "r", 0, 16, DOUBLE), member(3, "i", 8, 16, DOUBLE))))
                .isEqualTo(complex);
        assertThat(read(head(5, 11, 1, 16).raw(DOUBLE))).isEqualTo(complex);
        assertThat(complex.columnType().orElseThrow()).hasToString("struct of (re double, im double)");
        // in polar form; parts that are no floats; parts that do not fit
        assertUndecodable(head(5, 11, 3, 16).raw(DOUBLE), 16, "complex");
        assertUndecodable(head(5, 11, 1, 8).raw(INT_MEMBER), 8, "complex");
        assertUndecodable(head(5, 11, 1, 8).raw(DOUBLE), 8, "complex");
    }

    @Test
    void namesWhatKeepsACompoundFromBeingDecoded() {
        byte[] reference = head(1, 7, 0, 8).toArray();
        ElementType nested = read(compound(3, 16, member(3, "x", 0, 16, DOUBLE), member(3, "to", 8, 16, reference)));
        ElementType many = new ElementType.Array(nested, List.of(2));

        assertThat(many.columnType()).isEmpty();
        assertThat(many.obstacle()).contains(new ElementType.Undecodable(8, "reference"));
    }

    @Test
    void describesWhatIsNotDecoded() {
        assertUndecodable(head(1, 5, 8, 3).paddedName("tag"), 3, "opaque");
        assertUndecodable(head(1, 7, 0, 8), 8, "reference");
        assertUndecodable(head(1, 9, 0, 16).raw(integer(1, 1, 0).toArray()), 16, "variable-length array");
    }

    private static final byte[] INT_MEMBER = integer(1, 4, SIGNED).toArray();
    private static final byte[] DOUBLE = floatingPoint(8, 0x20, 11, 52).toArray();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void readsRowsOfEveryVersion(int version) {
        byte[] number = integer(version, 4, SIGNED).toArray();
        byte[] voltage = floatingPoint(8, 0x20, 11, 52).toArray();
        RecordLayout layout = DatatypeReader.readCompound(
                compound(
                                version,
                                300,
                                member(version, "cycle_number", 0, 300, number),
                                member(version, "ΔV", 292, 300, voltage))
                        .toBuffer(),
                HEAP);

        assertThat(layout.rowBytes()).isEqualTo(300);
        assertThat(layout.members())
                .containsExactly(new Member("cycle_number", 0, INT32), new Member("ΔV", 292, FLOAT64));
    }

    @Test
    void keepsTheDimensionsOfVersion1InTheMember() {
        StructureBytes member = new StructureBytes()
                .paddedName("grid")
                .u32(4)
                .u8(2, 0, 0, 0)
                .u32(0)
                .u32(0)
                .u32(2)
                .u32(3)
                .u32(0)
                .u32(0)
                .raw(INT_MEMBER);

        assertThat(DatatypeReader.readCompound(compound(1, 28, member.toArray()).toBuffer(), HEAP)
                        .members())
                .containsExactly(new Member("grid", 4, new ElementType.Array(INT32, List.of(2, 3))));
    }

    @Test
    void readsArrays() {
        StructureBytes version2 =
                head(2, 10, 0, 24).u8(2, 0, 0, 0).u32(2).u32(3).u32(0).u32(0).raw(INT_MEMBER);
        StructureBytes version3 = head(3, 10, 0, 24).u8(2).u32(2).u32(3).raw(INT_MEMBER);

        assertThat(read(version2)).isEqualTo(new ElementType.Array(INT32, List.of(2, 3)));
        assertThat(read(version3)).isEqualTo(new ElementType.Array(INT32, List.of(2, 3)));
        assertThat(read(version3).columnType().orElseThrow()).hasToString("array of 2 array of 3 int");
    }

    static List<StructureBytes> hostile() {
        return List.of(
                head(0, 0, 0, 4).u32(0), // version 0
                head(6, 0, 0, 4).u32(0), // version 6
                head(3, 12, 0, 4).u32(0), // class 12
                integer(1, 0, 0), // no bytes
                integer(1, -1, 0), // 4 GiB
                head(3, 10, 0, 24).u8(2).u32(2).u32(4).raw(INT_MEMBER), // dimensions do not fit the size
                head(3, 10, 0, 4).u8(1).u32(0).raw(INT_MEMBER), // an array of none
                head(3, 10, 0, 4).u8(3).u32(1 << 30).u32(1 << 30).u32(4).raw(INT_MEMBER), // overflows 64 bits
                head(3, 10, 0, 4).u8(1).u32(0xFFFF_FFFFL).raw(INT_MEMBER));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void refusesImpossibleTypes(StructureBytes type) {
        assertThatThrownBy(() -> read(type)).isInstanceOf(FormatProblem.class);
    }

    @Test
    void refusesMembersOutsideTheRow() {
        for (int version = 1; version <= 5; version++) {
            byte[] beyond = member(version, "x", 5, 8, INT_MEMBER);
            StructureBytes type = compound(version, 8, beyond);
            assertThatThrownBy(() -> DatatypeReader.readCompound(type.toBuffer(), HEAP))
                    .isInstanceOf(FormatProblem.class)
                    .hasMessageContaining("column x ends at byte 9 of a row of 8");
        }
        byte[] farBeyond = member(1, "x", 0xFFFF_FFFFL, 8, INT_MEMBER);
        assertThatThrownBy(() ->
                        DatatypeReader.readCompound(compound(1, 8, farBeyond).toBuffer(), HEAP))
                .isInstanceOf(FormatProblem.class);
    }

    @Test
    void refusesRowsWithoutColumnsAndWithTwoOfAName() {
        byte[] member = member(3, "x", 0, 8, INT_MEMBER);
        byte[] sameName = member(3, "x", 4, 8, INT_MEMBER);

        assertThatThrownBy(() -> DatatypeReader.readCompound(compound(3, 8).toBuffer(), HEAP))
                .isInstanceOf(FormatProblem.class)
                .hasMessageContaining("no columns");
        assertThatThrownBy(() -> DatatypeReader.readCompound(
                        compound(3, 8, member, sameName).toBuffer(), HEAP))
                .isInstanceOf(FormatProblem.class)
                .hasMessageContaining("two columns have the name x");
    }

    /** Columns may stand in any order and leave gaps; what they add up to bounds the memory of a batch. */
    @Test
    void refusesColumnsThatLieInEachOther() {
        byte[] first = member(3, "x", 2, 8, INT_MEMBER);
        byte[] second = member(3, "y", 1, 8, INT_MEMBER);
        byte[] third = member(3, "z", 0, 8, INT_MEMBER);

        assertThatThrownBy(() -> DatatypeReader.readCompound(
                        compound(3, 8, first, second, third).toBuffer(), HEAP))
                .isInstanceOf(FormatProblem.class)
                .hasMessageContaining("columns have more bytes than a row");
    }

    /** Nesting that would end the stack, and counts beyond the message: a problem or the end of the buffer. */
    @Test
    void endsWhateverTheMessageClaims() {
        StructureBytes deep = new StructureBytes();
        for (int i = 0; i < 10_000; i++) {
            deep.raw(head(3, 9, 0, 16).toArray());
        }
        StructureBytes manyMembers =
                new StructureBytes().u8(0x36, 0xFF, 0xFF, 0).u32(8);

        assertThatThrownBy(() -> read(deep)).isInstanceOf(FormatProblem.class).hasMessageContaining("nested more than");
        assertNestedTooDeep(head(3, 10, 0, 4).u8(1).u32(1).toArray());
        assertNestedTooDeep(head(3, 10, 0, 4).u8(20).raw(ones(20)).toArray());
        assertNestedTooDeep(head(3, 6, 1, 4).ascii("x").u8(0, 0).toArray());
        assertNestedTooDeep(head(3, 8, 0, 4).toArray());
        assertNestedTooDeep(head(5, 11, 1, 4).toArray());
        assertThatThrownBy(() -> DatatypeReader.readCompound(manyMembers.toBuffer(), HEAP))
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> read(head(3, 8, 0xFFFF, 1).raw(INT_MEMBER).ascii("red")))
                .isInstanceOf(RuntimeException.class);
    }

    private static byte[] ones(int count) {
        StructureBytes ones = new StructureBytes();
        for (int i = 0; i < count; i++) {
            ones.u32(1);
        }
        return ones.toArray();
    }

    private static void assertNestedTooDeep(byte[] outer) {
        StructureBytes deep = new StructureBytes();
        for (int i = 0; i < 70; i++) {
            deep.raw(outer);
        }
        deep.raw(INT_MEMBER);
        assertThatThrownBy(() -> read(deep)).isInstanceOf(FormatProblem.class).hasMessageContaining("nested more than");
    }

    /** Dimensions make columns nest, and what walks over them: 4 x 20 of them are too deep, 3 x 20 are not. */
    @Test
    void countsDimensionsAsNesting() {
        byte[] outer = head(3, 10, 0, 4).u8(20).raw(ones(20)).toArray();

        assertThat(read(new StructureBytes().raw(outer).raw(outer).raw(outer).raw(INT_MEMBER))
                        .columnType())
                .isPresent();
        assertThatThrownBy(() -> read(new StructureBytes()
                        .raw(outer)
                        .raw(outer)
                        .raw(outer)
                        .raw(outer)
                        .raw(INT_MEMBER)))
                .isInstanceOf(FormatProblem.class);
    }

    @Test
    void tellsComplexNumbersFromRows() {
        byte[] single = floatingPoint(4, 0x20, 8, 23).toArray();
        byte[] r = member(3, "r", 0, 8, single);
        byte[] i = member(3, "i", 4, 8, single);

        assertThat(isComplex(r, i)).isTrue();
        assertThat(isComplex(r)).isFalse();
        assertThat(isComplex(r, member(3, "j", 4, 8, single))).isFalse();
        assertThat(isComplex(member(3, "r", 0, 8, INT_MEMBER), member(3, "i", 4, 8, INT_MEMBER)))
                .isFalse();
        assertThat(isComplex(r, member(3, "i", 4, 8, INT_MEMBER))).isFalse();
    }

    private static boolean isComplex(byte[]... members) {
        return DatatypeReader.isComplexNumber(compound(3, 8, members).toBuffer(), HEAP);
    }

    private static ElementType read(StructureBytes message) {
        return DatatypeReader.read(message.toBuffer(), HEAP);
    }

    private static void assertUndecodable(StructureBytes message, int bytes, String description) {
        assertThat(read(message)).isEqualTo(new ElementType.Undecodable(bytes, description));
        assertThat(read(message).columnType()).isEmpty();
    }

    private static StructureBytes head(int version, int dataClass, int bits, int bytes) {
        return new StructureBytes()
                .u8(version << 4 | dataClass, bits, bits >>> 8, 0)
                .u32(bytes);
    }

    private static StructureBytes integer(int version, int bytes, int bits) {
        return head(version, 0, bits, bytes).u16(0).u16(8 * bytes);
    }

    private static StructureBytes floatingPoint(int bytes, int bits, int exponentBits, int mantissaBits) {
        return head(1, 1, bits, bytes)
                .u16(0)
                .u16(8 * bytes)
                .u8(mantissaBits, exponentBits, 0, mantissaBits)
                .u32((1 << exponentBits - 1) - 1);
    }

    private static StructureBytes compound(int version, int bytes, byte[]... members) {
        StructureBytes compound = head(version, 6, members.length, bytes);
        for (byte[] member : members) {
            compound.raw(member);
        }
        return compound;
    }

    private static byte[] member(int version, String name, long offset, int rowBytes, byte[] type) {
        StructureBytes member = new StructureBytes();
        if (version < 3) {
            // the name takes a multiple of eight bytes, counted in UTF-8
            byte[] text = name.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            member.raw(java.util.Arrays.copyOf(text, (text.length / 8 + 1) * 8)).u32(offset);
        } else {
            member.raw(name.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .u8(0)
                    .number(offset, rowBytes > 255 ? 2 : 1);
        }
        if (version == 1) {
            member.raw(new byte[4 + 4 + 4 + 16]);
        }
        return member.raw(type).toArray();
    }

    private static StructureBytes enumeration(int version, Object... labelsAndValues) {
        StructureBytes type = head(version, 8, labelsAndValues.length / 2, 1)
                .raw(integer(1, 1, SIGNED).toArray());
        for (int i = 0; i < labelsAndValues.length; i += 2) {
            String label = (String) labelsAndValues[i];
            byte[] text = label.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            type.raw(java.util.Arrays.copyOf(text, version < 3 ? (text.length / 8 + 1) * 8 : text.length + 1));
        }
        for (int i = 1; i < labelsAndValues.length; i += 2) {
            type.u8((Integer) labelsAndValues[i]);
        }
        return type;
    }
}
