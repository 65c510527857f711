package io.battdat.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees put together by hand (format specification, III.A.1). */
class BTreeV1Test {
    private static final int KEY = 8;

    @Test
    void givesTheEntriesOfEveryLeaf() {
        StructureBytes file = node(new StructureBytes(), 1, 1, 100, 200);
        node(file.padTo(100), 1, 0, 1001, 1002);
        node(file.padTo(200), 1, 0, 1003);

        assertThat(walk(file)).containsExactlyInAnyOrder(1001L, 1002L, 1003L);
    }

    @Test
    void givesNothingOfAnEmptyTree() {
        assertThat(walk(node(new StructureBytes(), 1, 0))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255})
    void refusesANodeThatIsItsOwnChild(int level) {
        StructureBytes file = node(new StructureBytes(), 1, level, 0);

        assertThatThrownBy(() -> walk(file))
                .isInstanceOf(FormatProblem.class)
                .satisfies(e -> assertThat(((FormatProblem) e).place()).isEqualTo("B-tree node at address 0"));
    }

    @Test
    void refusesANodeThatIsReachedTwice() {
        StructureBytes file = node(new StructureBytes(), 1, 1, 100, 100);
        node(file.padTo(100), 1, 0, 1001);

        assertThatThrownBy(() -> walk(file)).isInstanceOf(FormatProblem.class).hasMessageContaining("reached twice");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 200})
    void refusesAChildThatIsNotOneLevelBelow(int childLevel) {
        StructureBytes file = node(new StructureBytes(), 1, 3, 100);
        node(file.padTo(100), 1, childLevel, 200);
        node(file.padTo(200), 1, childLevel - 1, 300);

        assertThatThrownBy(() -> walk(file))
                .isInstanceOf(FormatProblem.class)
                .hasMessageContaining("its parent says 2");
    }

    @Test
    void refusesATreeOfTheWrongType() {
        assertThatThrownBy(() -> walk(node(new StructureBytes(), 0, 0, 1001)))
                .isInstanceOf(FormatProblem.class)
                .hasMessageContaining("wrong type");
    }

    @Test
    void refusesMoreEntriesThanTheFileHolds() {
        StructureBytes file = new StructureBytes()
                .ascii("TREE")
                .u8(1, 0)
                .u16(65_535)
                .u64(-1)
                .u64(-1)
                .padTo(1000);

        assertThatThrownBy(() -> walk(file))
                .isInstanceOf(FormatProblem.class)
                .hasMessageContaining("outside the file's 1000 bytes");
    }

    private static StructureBytes node(StructureBytes file, int type, int level, long... children) {
        file.ascii("TREE").u8(type, level).u16(children.length).u64(-1).u64(-1);
        for (long child : children) {
            file.u64(child % 100).u64(child);
        }
        return file.u64(99);
    }

    private static List<Long> walk(StructureBytes file) {
        List<Long> found = new ArrayList<>();
        BTreeV1.walk(file.toStorage(), 0, BTreeV1.CHUNK_NODES, KEY, (key, child) -> {
            assertThat(key.getLong()).isEqualTo(child % 100);
            found.add(child);
        });
        return found;
    }
}
