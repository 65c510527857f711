package io.battdat.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A heap put together by hand (format specification, III.G); those of {@link DenseStorageTest} come from the library. */
class FractalHeapTest {
    private static final int FILE = 10_000;
    private static final int BLOCK = 1000;
    private static final int MANAGED = 0x00;
    private static final int HUGE = 0x10;
    private static final int TINY = 0x20;

    @Test
    void findsObjectsInTheOnlyBlock() {
        FractalHeap heap = heap(4, 512, 65_536, 32, 0);

        assertThat(text(heap, id(MANAGED).u32(21).u16(5))).isEqualTo("hello");
    }

    @ParameterizedTest
    @CsvSource({"510,3", "-1,1", "512,0", "0,65535"})
    void refusesAnObjectOutsideItsBlock(long offset, int length) {
        FractalHeap heap = heap(4, 512, 65_536, 32, 0);
        StructureBytes id = id(MANAGED).u32(offset).u16(length);

        if (length > 0) {
            assertThatThrownBy(() -> text(heap, id)).isInstanceOf(FormatProblem.class);
        } else {
            assertThat(text(heap, id)).isEmpty();
        }
    }

    @Test
    void findsObjectsThatStandInTheirIdentifiers() {
        assertThat(text(heap(4, 512, 65_536, 32, 0), id(TINY | 4).ascii("hello world")))
                .isEqualTo("hello");
    }

    @Test
    void findsHugeObjectsByTheirAddress() {
        FractalHeap heap = heap(4, 512, 65_536, 32, 0);

        assertThat(text(heap, id(HUGE).u64(BLOCK + 21).u64(5))).isEqualTo("hello");
    }

    /** However often a heap names the same bytes, it takes no more memory than the file has. */
    @Test
    void readsNoMoreThanTheFileHolds() {
        FractalHeap heap = heap(4, 512, 65_536, 32, 0);
        StructureBytes id = id(HUGE).u64(0).u64(FILE / 2);
        text(heap, id);
        text(heap, id);

        assertThatThrownBy(() -> text(heap, id))
                .isInstanceOf(FormatProblem.class)
                .hasMessageContaining("larger than the file");
    }

    /** Width of the table, bytes of the first and of the largest direct block, bits of the heap's size, rows of the root. */
    @ParameterizedTest
    @CsvSource({
        "0,512,65536,32,0",
        "4,0,65536,32,0",
        "4,500,65536,32,0",
        "4,512,65535,32,0",
        "4,512,256,32,0",
        "4,512,65536,65,0",
        "4,512,65536,32,65",
        "4,512,4294967296,32,0"
    })
    void refusesAHeapThatCannotBe(int width, long startBytes, long maxBytes, int sizeBits, int rootRows) {
        assertThatThrownBy(() -> heap(width, startBytes, maxBytes, sizeBits, rootRows))
                .isInstanceOf(FormatProblem.class)
                .hasMessageContaining("creation parameters");
    }

    @Test
    void refusesIdentifiersThatCannotBe() {
        FractalHeap heap = heap(4, 512, 65_536, 32, 0);

        assertThatThrownBy(() -> heap.object(new StructureBytes().u8(0, 1).toBuffer()))
                .isInstanceOf(FormatProblem.class)
                .hasMessageContaining("identifier has 2 bytes");
        for (int flags : new int[] {0x30, 0x40, 0xC0}) {
            assertThatThrownBy(() -> text(heap, id(flags))).isInstanceOf(FormatProblem.class);
        }
    }

    private static StructureBytes id(int flags) {
        return new StructureBytes().u8(flags);
    }

    private static String text(FractalHeap heap, StructureBytes id) {
        java.nio.ByteBuffer object = heap.object(id.padTo(17).toBuffer());
        return Bytes.textUntilNul(object, object.remaining());
    }

    /** A heap whose root is one direct block of 512 bytes with "hello" behind the block's own header. */
    private static FractalHeap heap(int width, long startBytes, long maxBytes, int sizeBits, int rootRows) {
        StructureBytes file = new StructureBytes()
                .ascii("FRHP")
                .u8(0)
                .u16(17)
                .u16(0)
                .u8(0)
                .u32(4096)
                .raw(new byte[12 * 8])
                .u16(width)
                .u64(startBytes)
                .u64(maxBytes)
                .u16(sizeBits)
                .u16(1)
                .u64(BLOCK)
                .u16(rootRows)
                .checksumFrom(0);
        file.padTo(BLOCK).ascii("FHDB").u8(0).u64(0).u32(0).padTo(BLOCK + 21).ascii("hello");
        return new FractalHeap(file.padTo(FILE).toStorage(), 0);
    }
}
