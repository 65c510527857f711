package io.battdat.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BytesTest {
    @ParameterizedTest
    @CsvSource({
        "00,0",
        "ff,255",
        "0102,513",
        "ffff,-1",
        "feff,65534",
        "ffffff,-1",
        "ffffffff,-1",
        "feffffff,4294967294",
        "ffffffffffffff7f,9223372036854775807",
        "ffffffffffffffff,-1",
        "0000000000000080,-9223372036854775808"
    })
    void readsUnsignedNumbersAndTheUndefinedAddress(String hex, long value) {
        byte[] bytes = java.util.HexFormat.of().parseHex(hex);

        assertThat(Bytes.unsigned(ByteBuffer.wrap(bytes), bytes.length)).isEqualTo(value);
    }

    @Test
    void endsATextAtItsFirstNulOrItsEnd() {
        assertThat(Bytes.textUntilNul(new StructureBytes().ascii("ab\0cd").toBuffer(), 5))
                .isEqualTo("ab");
        assertThat(Bytes.textUntilNul(new StructureBytes().ascii("abcde").toBuffer(), 3))
                .isEqualTo("abc");
        assertThat(Bytes.textUntilNul(new StructureBytes().toBuffer(), 0)).isEmpty();
    }

    @Test
    void verifiesChecksums() {
        ByteBuffer sound =
                new StructureBytes().ascii("FAHD and more").checksumFrom(0).toBuffer();
        Bytes.verifyChecksum(sound, 0, sound.limit(), "here");
        sound.put(3, (byte) 'X');

        assertThatThrownBy(() -> Bytes.verifyChecksum(sound, 0, sound.limit(), "here"))
                .isInstanceOf(FormatProblem.class)
                .hasMessageContaining("checksum mismatch");
    }

    @Test
    void verifiesSignaturesAndVersions() {
        Bytes.expectSignature(new StructureBytes().ascii("TREE").toBuffer(), "TREE", "here");

        assertThatThrownBy(() ->
                        Bytes.expectSignature(new StructureBytes().ascii("TRXE").toBuffer(), "TREE", "here"))
                .isInstanceOf(FormatProblem.class)
                .hasMessageContaining("TREE");
        assertThatThrownBy(() -> Bytes.expectVersion(2, 1, "here"))
                .isInstanceOf(FormatProblem.class)
                .hasMessageContaining("version 2");
    }
}
