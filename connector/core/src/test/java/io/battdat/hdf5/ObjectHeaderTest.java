package io.battdat.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Object headers put together by hand (format specification, IV.A.1). */
class ObjectHeaderTest {
    private static final int HEADER = 8;
    private static final int CONTINUATION = 200;

    @Test
    void followsContinuationBlocksOfVersion1() {
        StructureBytes file = version1(3, 8 + 8 + 8 + 16);
        message(file, ObjectHeader.DATASPACE, 0).u64(1);
        message(file, ObjectHeader.CONTINUATION, 16 - 8).u64(CONTINUATION).u64(16);
        message(file.padTo(CONTINUATION), ObjectHeader.ATTRIBUTE, 0).u64(2);
        ObjectHeader header = ObjectHeader.read(file.toStorage(), HEADER);

        assertThat(header.require(ObjectHeader.DATASPACE, "dataspace").read().getLong())
                .isEqualTo(1);
        ObjectHeader.Message attribute = header.require(ObjectHeader.ATTRIBUTE, "attribute");
        assertThat(attribute.read().getLong()).isEqualTo(2);
        assertThat(attribute.bodyAddress()).isEqualTo(CONTINUATION + 8);
        assertThat(attribute.isShared()).isFalse();
        assertThat(header.address()).isEqualTo(HEADER);
    }

    @Test
    void readsNoMoreMessagesThanVersion1Claims() {
        StructureBytes file = version1(1, 32);
        message(file, ObjectHeader.DATASPACE, 0).u64(1);
        message(file, ObjectHeader.DATATYPE, 0).u64(2);

        assertThat(ObjectHeader.read(file.toStorage(), HEADER).find(ObjectHeader.DATATYPE))
                .isEmpty();
    }

    @Test
    void followsContinuationBlocksOfVersion2() {
        StructureBytes file = version2(4 + 16 + 4 + 3);
        file.u8(ObjectHeader.CONTINUATION).u16(16).u8(0).u64(CONTINUATION).u64(4 + 4 + 5 + 4);
        file.u8(ObjectHeader.LAYOUT).u16(3).u8(2).u8(7, 8, 9).checksumFrom(HEADER);
        file.padTo(CONTINUATION)
                .ascii("OCHK")
                .u8(ObjectHeader.ATTRIBUTE)
                .u16(5)
                .u8(0)
                .ascii("hello");
        file.checksumFrom(CONTINUATION);
        ObjectHeader header = ObjectHeader.read(file.toStorage(), HEADER);

        assertThat(Bytes.textUntilNul(
                        header.require(ObjectHeader.ATTRIBUTE, "attribute").read(), 5))
                .isEqualTo("hello");
        assertThat(header.require(ObjectHeader.LAYOUT, "layout").isShared()).isTrue();
    }

    /** A block that continues in the header, in itself, and two that continue in each other. */
    @ParameterizedTest
    @CsvSource({"24,24", "200,200", "300,200"})
    void refusesContinuationBlocksThatLeadInACircle(int second, int third) {
        StructureBytes file = version1(100, 24);
        message(file, ObjectHeader.CONTINUATION, 8).u64(CONTINUATION).u64(24);
        message(file.padTo(CONTINUATION), ObjectHeader.CONTINUATION, 8)
                .u64(second)
                .u64(24);
        message(file.padTo(300), ObjectHeader.CONTINUATION, 8).u64(third).u64(24);

        assertThatThrownBy(() -> ObjectHeader.read(file.toStorage(), HEADER))
                .isInstanceOf(FormatProblem.class)
                .hasMessageContaining("lead in a circle");
    }

    @ParameterizedTest
    @CsvSource({"500,24", "200,9223372036854775807", "-1,24", "9223372036854775807,24"})
    void refusesAContinuationBlockOutsideTheFile(long address, long length) {
        StructureBytes file = version1(100, 24);
        message(file, ObjectHeader.CONTINUATION, 8).u64(address).u64(length).padTo(300);

        assertThatThrownBy(() -> ObjectHeader.read(file.toStorage(), HEADER))
                .isInstanceOf(FormatProblem.class)
                .hasMessageContaining("outside the file");
    }

    /** Blocks that overlap: a small file must not fill the memory with copies of itself. */
    @Test
    void refusesBlocksThatTogetherAreLargerThanTheFile() {
        StructureBytes file = version1(65_535, 100 * 24);
        for (int i = 0; i < 100; i++) {
            message(file, ObjectHeader.CONTINUATION, 8).u64(30_000 + i).u64(20_000);
        }

        assertThatThrownBy(() -> ObjectHeader.read(file.padTo(60_000).toStorage(), HEADER))
                .isInstanceOf(FormatProblem.class)
                .hasMessageContaining("larger than");
    }

    @Test
    void refusesAMessageThatIsLongerThanItsBlock() {
        StructureBytes file = version1(1, 16);
        file.u16(ObjectHeader.LAYOUT).u16(9).u32(0).u64(0).u64(0);

        assertThatThrownBy(() -> ObjectHeader.read(file.toStorage(), HEADER))
                .isInstanceOf(FormatProblem.class)
                .hasMessageContaining("9 bytes is longer than what is left");
    }

    @Test
    void refusesAWrongChecksum() {
        StructureBytes file = version2(7);
        file.u8(ObjectHeader.LAYOUT).u16(3).u8(0).u8(7, 8, 9).u32(0x12345678);

        assertThatThrownBy(() -> ObjectHeader.read(file.toStorage(), HEADER))
                .isInstanceOf(FormatProblem.class)
                .hasMessageContaining("checksum mismatch");
    }

    @ParameterizedTest
    @CsvSource({"0", "2", "79"})
    void refusesOtherVersions(int version) {
        StructureBytes file = new StructureBytes().padTo(HEADER).u8(version).padTo(100);

        assertThatThrownBy(() -> ObjectHeader.read(file.toStorage(), HEADER)).isInstanceOf(FormatProblem.class);
    }

    @Test
    void refusesASecondMessageWhereOneIsAllowed() {
        StructureBytes file = version1(2, 32);
        message(file, ObjectHeader.DATASPACE, 0).u64(1);
        message(file, ObjectHeader.DATASPACE, 0).u64(2);
        ObjectHeader header = ObjectHeader.read(file.toStorage(), HEADER);

        assertThat(header.all(ObjectHeader.DATASPACE)).hasSize(2);
        for (int type : List.of(ObjectHeader.DATASPACE, ObjectHeader.LAYOUT)) {
            assertThatThrownBy(() -> header.require(type, "wanted"))
                    .isInstanceOf(FormatProblem.class)
                    .satisfies(e -> assertThat(((FormatProblem) e).place()).contains("address " + HEADER));
        }
    }

    private static StructureBytes version1(int messages, int bytes) {
        return new StructureBytes()
                .padTo(HEADER)
                .u8(1, 0)
                .u16(messages)
                .u32(1)
                .u32(bytes)
                .u32(0);
    }

    private static StructureBytes version2(int messageBytes) {
        return new StructureBytes().padTo(HEADER).ascii("OHDR").u8(2, 0).u8(messageBytes);
    }

    /** The prefix of a message of version 1 with a body of eight bytes and more. */
    private static StructureBytes message(StructureBytes file, int type, int bytesOverEight) {
        return file.u16(type).u16(8 + bytesOverEight).u32(0);
    }
}
