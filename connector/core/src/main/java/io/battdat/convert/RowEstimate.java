package io.battdat.convert;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** How many lines files have, by the length of the first ones. */
final class RowEstimate {
    private static final int SAMPLE_BYTES = 1 << 16;

    private RowEstimate() {}

    static long of(List<SourceFile> files) throws IOException {
        long rows = 0;
        for (SourceFile file : files) {
            rows += of(file);
        }
        return Math.max(1, rows);
    }

    private static long of(SourceFile file) throws IOException {
        byte[] sample;
        try (InputStream input = file.open()) {
            sample = input.readNBytes(SAMPLE_BYTES);
        }
        long lines = 0;
        for (byte b : sample) {
            lines += b == '\n' ? 1 : 0;
        }
        return sample.length == 0 ? 0 : Math.round((double) lines * file.length() / sample.length);
    }
}
