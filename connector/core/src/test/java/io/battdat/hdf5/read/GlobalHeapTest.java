package io.battdat.hdf5.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.battdat.hdf5.HeapLayout;
import io.battdat.testing.BytesInput;
import io.battdat.testing.CountingInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Heaps put together by hand (format specification, III.E). */
class GlobalHeapTest {
    private static final HeapLayout LAYOUT = new HeapLayout(8, 8, 0);
    private static final int HEAP_BYTES = 128;

    /** Objects 1 and 3, then free space. */
    private static ByteBuffer heap(int address) {
        ByteBuffer file = ByteBuffer.allocate(address + HEAP_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        file.position(address);
        file.put("GCOL".getBytes(StandardCharsets.US_ASCII)).putInt(1).putLong(HEAP_BYTES);
        object(file, 1, "rest");
        object(file, 3, "constant µ");
        file.putShort((short) 0).position(file.position() + 6).putLong(file.remaining());
        return file;
    }

    private static void object(ByteBuffer file, int number, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        file.putShort((short) number).putShort((short) 1).putInt(0).putLong(bytes.length);
        file.put(Arrays.copyOf(bytes, (bytes.length + 7) / 8 * 8));
    }

    private static String text(GlobalHeap heap, long address, int number)
            throws IOException, GlobalHeap.DamagedException {
        GlobalHeap.Extent extent = heap.find(address, number);
        return new String(extent.bytes(), extent.start(), extent.length(), StandardCharsets.UTF_8);
    }

    @Test
    void findsObjectsByAddressAndNumber() throws IOException, GlobalHeap.DamagedException {
        GlobalHeap heap = new GlobalHeap(new BytesInput(heap(512).array()), LAYOUT);

        assertThat(text(heap, 512, 1)).isEqualTo("rest");
        assertThat(text(heap, 512, 3)).isEqualTo("constant µ");
        HeapLayout behindUserBlock = new HeapLayout(8, 8, 512);
        assertThat(text(new GlobalHeap(new BytesInput(heap(512).array()), behindUserBlock), 0, 3))
                .isEqualTo("constant µ");
    }

    @Test
    void findsObjectsWithLengthsOfFourBytes() throws IOException, GlobalHeap.DamagedException {
        ByteBuffer file = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        file.put("GCOL".getBytes(StandardCharsets.US_ASCII)).putInt(1).putInt(64);
        file.putShort((short) 7).putShort((short) 1).putInt(0).putInt(3).put("abc".getBytes(StandardCharsets.UTF_8));

        assertThat(text(new GlobalHeap(new BytesInput(file.array()), new HeapLayout(4, 4, 0)), 0, 7))
                .isEqualTo("abc");
    }

    @Test
    void readsAHeapOnce() throws IOException, GlobalHeap.DamagedException {
        CountingInput input = new CountingInput(new BytesInput(heap(0).array()));
        GlobalHeap heap = new GlobalHeap(input, LAYOUT);
        for (int i = 0; i < 1000; i++) {
            heap.find(0, i % 2 == 0 ? 1 : 3);
        }

        assertThat(input.requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 2, holds no object 2",
        "0, 0, holds no object 0",
        "0, 4, holds no object 4",
        "0, -1, holds no object 4294967295",
        "16, 1, there is no heap at address 16",
        "120, 1, lies outside the file's 128",
        "128, 1, lies outside the file's 128",
        "-1, 1, address 18446744073709551615",
        "9223372036854775807, 1, lies outside the file's 128"
    })
    void refusesReferencesThatLeadNowhere(long address, int number, String problem) {
        GlobalHeap heap = new GlobalHeap(new BytesInput(heap(0).array()), LAYOUT);

        assertThatThrownBy(() -> heap.find(address, number))
                .isInstanceOf(GlobalHeap.DamagedException.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 88, there is no heap", // signature
        "4, 2, there is no heap", // version
        "8, -127, lies outside the file",
        "8, 8, claims 8 bytes",
        "15, -1, lies outside the file",
        "24, 111, object 1 of the heap at address 0 claims 111 bytes",
        "31, -1, more than the heap has"
    })
    void refusesDamagedHeaps(int at, byte damage, String problem) {
        ByteBuffer file = heap(0);
        file.put(at, damage);
        GlobalHeap heap = new GlobalHeap(new BytesInput(file.array()), LAYOUT);

        assertThatThrownBy(() -> heap.find(0, 1))
                .isInstanceOf(GlobalHeap.DamagedException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void refusesHeapsThatTakeTooMuchMemory() {
        ByteBuffer file = ByteBuffer.allocate(GlobalHeap.MAX_BYTES + 4096).order(ByteOrder.LITTLE_ENDIAN);
        file.put("GCOL".getBytes(StandardCharsets.US_ASCII)).putInt(1).putLong(GlobalHeap.MAX_BYTES + 1);
        GlobalHeap heap = new GlobalHeap(new BytesInput(file.array()), LAYOUT);

        assertThatThrownBy(() -> heap.find(0, 1))
                .isInstanceOf(GlobalHeap.DamagedException.class)
                .hasMessageContaining("no more than " + GlobalHeap.MAX_BYTES + " are read");
    }

    /** Heaps of few bytes, each with an object of the highest number and so with a table of 64 Ki entries. */
    @Test
    void forgetsHeapsWhenTheyTakeTooMuchMemory() throws IOException, GlobalHeap.DamagedException {
        int heaps = 100;
        int apart = 64 << 10;
        ByteBuffer file = ByteBuffer.allocate(apart * heaps).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < heaps; i++) {
            file.position(apart * i);
            file.put("GCOL".getBytes(StandardCharsets.US_ASCII)).putInt(1).putLong(48);
            object(file, 0xFFFF, "abcdefgh");
        }
        CountingInput input = new CountingInput(new BytesInput(file.array()));
        GlobalHeap heap = new GlobalHeap(input, LAYOUT);
        for (int i = 0; i < heaps; i++) {
            assertThat(text(heap, (long) apart * i, 0xFFFF)).isEqualTo("abcdefgh");
        }
        int requests = input.requests();

        assertThat(text(heap, 0, 0xFFFF)).isEqualTo("abcdefgh");
        assertThat(input.requests()).as("the first heap was forgotten").isGreaterThan(requests);
    }
}
