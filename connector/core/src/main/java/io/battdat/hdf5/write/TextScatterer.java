package io.battdat.hdf5.write;

import io.battdat.column.Column;
import io.battdat.column.TextColumn;
import io.battdat.hdf5.ElementType;
import java.util.Arrays;

/** Scatters texts, each with the filler behind it. */
final class TextScatterer implements ElementScatterer {
    private final byte[] text;
    private final byte filler;

    TextScatterer(ElementType.Text type) {
        this.text = new byte[type.bytes()];
        this.filler = (byte) (type.spacePadded() ? ' ' : 0);
    }

    @Override
    public void scatter(Column source, int first, int stride, int rowCount, RowBlock block, int at) {
        TextColumn texts = (TextColumn) source;
        byte[] bytes = block.bytes();
        int byteStride = block.byteStride();
        for (int i = 0, from = first; i < rowCount; i++, from += stride) {
            int length = texts.length(from);
            System.arraycopy(texts.bytes(), texts.start(from), text, 0, length);
            Arrays.fill(text, length, text.length, filler);
            for (int b = 0, to = at + i * block.rowStride(); b < text.length; b++, to += byteStride) {
                bytes[to] = text[b];
            }
        }
    }
}
