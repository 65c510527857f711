package io.battdat.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import io.battdat.testing.BytesInput;
import io.battdat.testing.SampleFolder;
import io.battdat.testing.TableContents;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Layout messages as HDF5 2.0 writes them in its newest format, made of those of version 4: what the two versions share
 * is all but how wide chunk indexes store sizes, which the indexes tell themselves.
 */
class LayoutVersion5Test {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "index-extensible-array",
                "index-extensible-array-gzip",
                "index-fixed-array",
                "index-fixed-array-gzip",
                "index-single-chunk",
                "index-single-chunk-gzip",
                "index-implicit"
            })
    void readsTheSameRows(String fixture) throws IOException {
        byte[] bytes = Files.readAllBytes(SampleFolder.fixture(fixture));
        byte[] newer = bytes.clone();

        assertThat(raiseLayoutVersions(ByteBuffer.wrap(newer).order(ByteOrder.LITTLE_ENDIAN)))
                .isPositive();
        TableContents expected = read(bytes);
        TableContents found = read(newer);
        assertThat(found.rowCount()).isEqualTo(expected.rowCount());
        for (int member : expected.members()) {
            assertThat(found.bytes(member)).isEqualTo(expected.bytes(member));
        }
    }

    private static TableContents read(byte[] bytes) throws IOException {
        try (BattdatFile file = BattdatFile.open(new BytesInput(bytes))) {
            return TableContents.readAll(file, file.table(BattdatFile.ROOT, BattdatFile.RAW_DATA));
        }
    }

    /** Rewrites layout messages in all version 2 object headers (IV.A.1.b), and the checksums of their blocks. */
    private static int raiseLayoutVersions(ByteBuffer file) {
        int raised = 0;
        for (int at = 0; at < file.limit() - 6; at++) {
            if (file.getInt(at) != 0x5244484F) { // "OHDR"
                continue;
            }
            int flags = file.get(at + 5);
            int sizeBytes = 1 << (flags & 0x03);
            int prefix = 6 + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0) + sizeBytes;
            int size = (int)
                    Bytes.unsigned(file.duplicate().order(file.order()).position(at + prefix - sizeBytes), sizeBytes);
            raised += raise(file, at, prefix, prefix + size, (flags & 0x04) != 0 ? 6 : 4);
        }
        return raised;
    }

    private static int raise(ByteBuffer file, int start, int firstMessage, int blockBytes, int messagePrefix) {
        int raised = 0;
        for (int at = start + firstMessage; at + messagePrefix <= start + blockBytes; ) {
            int type = file.get(at);
            int body = at + messagePrefix;
            if (type == ObjectHeader.LAYOUT && file.get(body) == 4) {
                file.put(body, (byte) 5);
                raised++;
            } else if (type == ObjectHeader.CONTINUATION) {
                int bytes = (int) file.getLong(body + 8) - Integer.BYTES;
                raised += raise(file, (int) file.getLong(body), 4, bytes, messagePrefix);
            }
            at = body + Short.toUnsignedInt(file.getShort(at + 1));
        }
        byte[] content = Arrays.copyOfRange(file.array(), start, start + blockBytes);
        file.putInt(start + blockBytes, Bytes.checksum(content));
        return raised;
    }
}
