package io.battdat.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Trees put together by hand (format specification, III.A.2), with records of eight bytes in nodes of 128; the trees of
 * {@link DenseStorageTest} come from the library.
 */
class BTreeV2Test {
    private static final int NODE = 128;
    private static final long UNDEFINED = -1;

    @Test
    void givesTheRecordsOfEveryNode() {
        StructureBytes file = header(1, 128, 1).padTo(128);
        internal(file, List.of(5L), 256, 2, 384, 1);
        leaf(file.padTo(256), 1, 2);
        leaf(file.padTo(384), 9);

        assertThat(walk(file.padTo(512))).containsExactlyInAnyOrder(1L, 2L, 5L, 9L);
    }

    @Test
    void givesNothingOfAnEmptyTree() {
        assertThat(walk(header(0, UNDEFINED, 0))).isEmpty();
        assertThat(walk(leaf(header(0, 128, 0).padTo(128)).padTo(256))).isEmpty();
    }

    @Test
    void refusesANodeThatIsItsOwnChild() {
        StructureBytes file = header(2, 128, 1).padTo(128);
        file.ascii("BTIN").u8(0, 5).u64(7);
        file.u64(128).u8(1).u8(1).u64(128).u8(1).u8(1).checksumFrom(128);

        assertThatThrownBy(() -> walk(file.padTo(256)))
                .isInstanceOf(FormatProblem.class)
                .hasMessageContaining("reached twice");
    }

    /** Thirty levels of one node each, each of them twice the child of the one above: 2^30 ways down. */
    @Test
    void visitsANodeOnceHoweverManyWaysLeadToIt() {
        int levels = 30;
        StructureBytes file = header(levels, NODE, 1);
        for (int level = levels; level > 0; level--) {
            int at = (levels - level + 1) * NODE;
            int totalBytes = level == 1 ? 0 : totalBytes(level - 1);
            file.padTo(at).ascii("BTIN").u8(0, 5).u64(level);
            file.u64(at + NODE)
                    .u8(1)
                    .number(0, totalBytes)
                    .u64(at + NODE)
                    .u8(1)
                    .number(0, totalBytes)
                    .checksumFrom(at);
        }
        leaf(file.padTo((levels + 1) * NODE), 1);

        assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> assertThatThrownBy(() -> walk(file.padTo((levels + 2) * NODE)))
                        .isInstanceOf(FormatProblem.class)
                        .hasMessageContaining("reached twice"));
    }

    /** Depth, records of the root, bytes of a node and of a record. */
    @ParameterizedTest
    @CsvSource({"33,1,128,8", "65535,1,128,8", "0,1,128,0", "0,1,17,8", "0,15,128,8", "0,65535,128,8", "0,1,-1,8"})
    void refusesATreeThatCannotBe(int depth, int rootRecords, int nodeBytes, int recordBytes) {
        StructureBytes file =
                leaf(header(depth, 128, rootRecords, nodeBytes, recordBytes).padTo(128), 1);

        assertThatThrownBy(() -> walk(file.padTo(1000))).isInstanceOf(FormatProblem.class);
    }

    @Test
    void refusesDamagedNodes() {
        StructureBytes wrongChecksum =
                header(0, 128, 1).padTo(128).ascii("BTLF").u8(0, 5).u64(1).u32(99);
        StructureBytes wrongType =
                header(0, 128, 1).padTo(128).ascii("BTLF").u8(0, 8).u64(1).checksumFrom(128);
        StructureBytes wrongSignature =
                header(0, 128, 1).padTo(128).ascii("BTIN").u8(0, 5).u64(1).checksumFrom(128);
        byte[] flipped = leaf(header(0, 128, 1).padTo(128), 1).toArray();
        flipped[20] ^= 1;

        for (StructureBytes file :
                List.of(wrongChecksum, wrongType, wrongSignature, new StructureBytes().raw(flipped))) {
            assertThatThrownBy(() -> walk(file)).isInstanceOf(FormatProblem.class);
        }
    }

    private static StructureBytes header(int depth, long root, int rootRecords) {
        return header(depth, root, rootRecords, NODE, 8);
    }

    private static StructureBytes header(int depth, long root, int rootRecords, int nodeBytes, int recordBytes) {
        return new StructureBytes()
                .ascii("BTHD")
                .u8(0, 5)
                .u32(nodeBytes)
                .u16(recordBytes)
                .u16(depth)
                .u8(100, 40)
                .u64(root)
                .u16(rootRecords)
                .u64(0)
                .checksumFrom(0);
    }

    private static StructureBytes leaf(StructureBytes file, long... records) {
        int start = file.size();
        file.ascii("BTLF").u8(0, 5);
        for (long record : records) {
            file.u64(record);
        }
        return file.checksumFrom(start);
    }

    /** A node right above leaves: its pointers hold no total. */
    private static void internal(StructureBytes file, List<Long> records, long... childrenAndCounts) {
        int start = file.size();
        file.ascii("BTIN").u8(0, 5);
        records.forEach(file::u64);
        for (int i = 0; i < childrenAndCounts.length; i += 2) {
            file.u64(childrenAndCounts[i]).u8((int) childrenAndCounts[i + 1]);
        }
        file.checksumFrom(start);
    }

    /**
     * Bytes of the number of records below a node of some depth: a leaf has room for 14, a node above leaves for six and
     * seven children, and so on.
     */
    private static int totalBytes(int depth) {
        double total = 14;
        int bytes = 0;
        for (int level = 1; level <= depth; level++) {
            int pointer = 8 + 1 + bytes;
            int records = (NODE - 10 - pointer) / (8 + pointer);
            total = (records + 1) * total + records;
            bytes = Math.min(8, (int) (Math.log(total) / Math.log(2)) / 8 + 1);
        }
        return bytes;
    }

    private static List<Long> walk(StructureBytes file) {
        List<Long> records = new ArrayList<>();
        BTreeV2.walk(file.toStorage(), 0, record -> records.add(record.getLong()));
        return records;
    }
}
