package io.battdat.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Fixed and extensible arrays put together by hand (format specification, VII.C and D): small ones, and what no library
 * writes. Large and sparse ones are among the fixtures.
 */
class ArrayIndexReadersTest {
    private static final int CHUNK = 100;
    private static final int CHUNKS = 7;
    private static final int BLOCK = 64;
    private static final long UNDEFINED = -1;

    @Test
    void readsAFixedArray() {
        StructureBytes file = fixedArray(0, 8, 10, 3, BLOCK).padTo(BLOCK);
        file.ascii("FADB").u8(0, 0).u64(0).u64(1000).u64(UNDEFINED).u64(1100).checksumFrom(BLOCK);

        assertThat(fixed(file))
                .isEqualTo(new Chunks().add(0, 1000, CHUNK).add(2, 1100, CHUNK).index());
    }

    @Test
    void readsAFixedArrayOfFilteredChunks() {
        StructureBytes file = fixedArray(1, 8 + 3 + 4, 10, 2, BLOCK).padTo(BLOCK);
        file.ascii("FADB").u8(0, 1).u64(0);
        file.u64(1000).number(70_000, 3).u32(0);
        file.u64(2000).number(5, 3).u32(3).checksumFrom(BLOCK);

        assertThat(fixed(file))
                .isEqualTo(new Chunks().add(0, 1000, 70_000).add(1, 2000, 5, 3).index());
    }

    /** Pages of two; the second of three was never written. */
    @Test
    void readsThePagesOfAFixedArrayThatWereWritten() {
        StructureBytes file = fixedArray(0, 8, 1, 5, BLOCK).padTo(BLOCK);
        file.ascii("FADB").u8(0, 0).u64(0).u8(0b1010_0000).checksumFrom(BLOCK);
        int page = file.size();
        file.u64(1000).u64(1100).checksumFrom(page);
        file.ascii("never initialised ??");
        int lastPage = file.size();
        file.u64(1400).checksumFrom(lastPage);

        assertThat(fixed(file))
                .isEqualTo(new Chunks()
                        .add(0, 1000, CHUNK)
                        .add(1, 1100, CHUNK)
                        .add(4, 1400, CHUNK)
                        .index());
    }

    @Test
    void takesAnArrayWithoutABlockAsChunksNeverWritten() {
        assertThat(fixed(fixedArray(0, 8, 10, 3, UNDEFINED)).size()).isZero();
        assertThat(extensible(extensibleArray(8, 32, 4, 16, 4, 10, UNDEFINED)).size())
                .isZero();
    }

    /** The element's size, the bits of a page, the number of elements. */
    @ParameterizedTest
    @CsvSource({"0,7,10,3", "0,9,10,3", "1,12,10,3", "1,21,10,3", "0,8,31,3", "0,8,255,3", "0,8,10,99999", "0,8,10,-2"})
    void refusesAFixedArrayThatCannotBe(int filtered, int elementBytes, int pageBits, long elements) {
        StructureBytes file =
                fixedArray(filtered, elementBytes, pageBits, elements, BLOCK).padTo(2000);

        assertThatThrownBy(() -> fixed(file)).isInstanceOf(FormatProblem.class);
    }

    @Test
    void refusesWrongChecksumsOfAFixedArray() {
        StructureBytes header = fixedArray(0, 8, 10, 1, BLOCK);
        StructureBytes wrongHeader =
                new StructureBytes().raw(flipped(header, 9)).padTo(2000);
        StructureBytes wrongBlock = fixedArray(0, 8, 10, 1, BLOCK).padTo(BLOCK);
        wrongBlock.ascii("FADB").u8(0, 0).u64(0).u64(1000).u32(12345);

        for (StructureBytes file : List.of(wrongHeader, wrongBlock)) {
            assertThatThrownBy(() -> fixed(file))
                    .isInstanceOf(FormatProblem.class)
                    .hasMessageContaining("checksum mismatch");
        }
    }

    /**
     * Four elements in the index block; of the data blocks of 16, 32, 32 and 32 elements behind it, the first and the
     * last were written.
     */
    @Test
    void readsAnExtensibleArray() {
        StructureBytes file = extensibleArray(8, 32, 4, 16, 4, 10, 128).padTo(128);
        file.ascii("EAIB").u8(0, 0).u64(0);
        file.u64(1000).u64(1100).u64(UNDEFINED).u64(1300);
        int pointers = 2 * (4 - 1) + 1 + 32 - 4 - 4;
        for (int i = 0; i < pointers; i++) {
            file.u64(i == 0 ? 600 : i == 3 ? 900 : UNDEFINED);
        }
        file.checksumFrom(128);
        dataBlock(file.padTo(600), 16, 1600);
        dataBlock(file.padTo(900), 32, 1700);

        assertThat(extensible(file))
                .isEqualTo(new Chunks()
                        .add(0, 1000, CHUNK)
                        .add(1, 1100, CHUNK)
                        .add(3, 1300, CHUNK)
                        .add(4 + 2, 1600, CHUNK)
                        .add(4 + 16 + 32 + 32 + 2, 1700, CHUNK)
                        .index());
    }

    /** A data block whose third element alone was written. */
    private static void dataBlock(StructureBytes file, int elements, long chunkAddress) {
        int start = file.size();
        file.ascii("EADB").u8(0, 0).u64(0).u32(0);
        for (int i = 0; i < elements; i++) {
            file.u64(i == 2 ? chunkAddress : UNDEFINED);
        }
        file.checksumFrom(start);
    }

    /** Bits of the number of elements, elements of the smallest block, pointers of the smallest super block, page bits. */
    @ParameterizedTest
    @CsvSource({"65,16,4,10", "32,0,4,10", "32,17,4,10", "32,16,0,10", "32,16,3,10", "32,16,4,31"})
    void refusesAnExtensibleArrayThatCannotBe(int bits, int blockElements, int pointers, int pageBits) {
        StructureBytes file = extensibleArray(8, bits, 4, blockElements, pointers, pageBits, 128)
                .padTo(2000);

        assertThatThrownBy(() -> extensible(file))
                .isInstanceOf(FormatProblem.class)
                .hasMessageContaining("creation parameters");
    }

    @Test
    void refusesAnExtensibleArrayWithElementsOfAnotherSize() {
        assertThatThrownBy(() -> extensible(extensibleArray(9, 32, 4, 16, 4, 10, 128)))
                .isInstanceOf(FormatProblem.class)
                .hasMessageContaining("elements of 9 bytes");
    }

    @Test
    void countsTheChunksOfAnImplicitIndexBeforeListingThem() {
        GuardedStorage storage = new StructureBytes().padTo(1000).toStorage();

        assertThat(new PlainChunkIndexReader(storage, 300, CHUNK, CHUNKS).read().size())
                .isEqualTo(CHUNKS);
        for (long chunks : new long[] {8, 11, 1L << 40}) {
            assertThatThrownBy(() -> new PlainChunkIndexReader(storage, 300, CHUNK, chunks).read())
                    .isInstanceOf(FormatProblem.class);
        }
    }

    private static ChunkIndex fixed(StructureBytes file) {
        return new FixedArrayIndexReader(large(file), 0, CHUNK, CHUNKS).read();
    }

    private static ChunkIndex extensible(StructureBytes file) {
        return new ExtensibleArrayIndexReader(large(file), 0, CHUNK, 200).read();
    }

    /** The chunks themselves are not looked at, but must fit into the file. */
    private static GuardedStorage large(StructureBytes file) {
        return new StructureBytes().raw(file.toArray()).padTo(80_000).toStorage();
    }

    private static StructureBytes fixedArray(
            int client, int elementBytes, int pageBits, long elements, long blockAddress) {
        return new StructureBytes()
                .ascii("FAHD")
                .u8(0, client, elementBytes, pageBits)
                .u64(elements)
                .u64(blockAddress)
                .checksumFrom(0);
    }

    private static StructureBytes extensibleArray(
            int elementBytes,
            int maxElementsBits,
            int indexBlockElements,
            int minBlockElements,
            int minSuperBlockPointers,
            int pageBits,
            long blockAddress) {
        return new StructureBytes()
                .ascii("EAHD")
                .u8(0, 0, elementBytes, maxElementsBits)
                .u8(indexBlockElements, minBlockElements, minSuperBlockPointers, pageBits)
                .raw(new byte[6 * 8])
                .u64(blockAddress)
                .checksumFrom(0);
    }

    private static byte[] flipped(StructureBytes file, int at) {
        byte[] bytes = file.toArray();
        bytes[at] ^= 1;
        return bytes;
    }
}
