package io.battdat.hdf5.filter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShuffleFilterTest {
    @Test
    void putsTheBytesOfElementsTogether() throws FilterException {
        byte[] planes = {0x11, 0x12, 0x13, 0x21, 0x22, 0x23};

        assertThat(Buffers.decode(new ShuffleFilter(2), planes, planes.length, planes.length))
                .containsExactly(0x11, 0x21, 0x12, 0x22, 0x13, 0x23);
    }

    /** Elements of any size, with and without bytes left over at the end, fewer bytes than an element, and none. */
    @ParameterizedTest
    @CsvSource({"1,10", "2,11", "3,100", "4,0", "7,6", "8,8", "8,1023", "56,5600", "56,5655", "300,299"})
    void undoesWhatTheLibraryDoes(int elementBytes, int length) throws FilterException {
        byte[] chunk = Buffers.compressible(length, elementBytes);

        byte[] decoded =
                Buffers.decode(new ShuffleFilter(elementBytes), Buffers.shuffle(chunk, elementBytes), length, length);

        assertThat(decoded).isEqualTo(chunk);
    }

    /** As a damaged file may have it; the library, too, leaves what does not fill an element as it is. */
    @Test
    void takesNoMemoryForTheSizeOfAnElement() throws FilterException {
        byte[] chunk = Buffers.compressible(100, 1);

        ShuffleFilter filter = new ShuffleFilter(Integer.MAX_VALUE);

        assertThat(Buffers.decode(filter, chunk, 100, 100)).isEqualTo(chunk);
    }

    @Test
    void needsAllOfItsInput() {
        assertThat(new ShuffleFilter(8).neededInput(1)).isEqualTo(Integer.MAX_VALUE);
    }
}
