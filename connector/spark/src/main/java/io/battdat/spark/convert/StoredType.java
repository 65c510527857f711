package io.battdat.spark.convert;

import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.ElementType.Array;
import io.battdat.hdf5.ElementType.Enumeration;
import io.battdat.hdf5.ElementType.Number;
import io.battdat.hdf5.ElementType.Text;
import io.battdat.hdf5.ElementType.Time;
import io.battdat.hdf5.ElementType.VariableText;
import io.battdat.hdf5.write.StorageTypes;
import java.nio.charset.StandardCharsets;

/**
 * The type that values are stored as in a new file: as they were, little-endian; enums and texts of variable length as
 * texts, and PyTables' times as the numbers of seconds that readers see, since battdat writes none of these.
 */
final class StoredType {
    private StoredType() {}

    static ElementType of(ElementType type) {
        if (type instanceof Number number) {
            return new Number(number.format(), false);
        } else if (type instanceof Text text) {
            return new Text(Math.max(1, text.bytes()), false);
        } else if (type instanceof Array array) {
            return new Array(of(array.element()), array.dimensions());
        } else if (type instanceof Enumeration enumeration) {
            return StorageTypes.text(longestLabel(enumeration));
        } else if (type instanceof VariableText) {
            return StorageTypes.text(1);
        } else if (type instanceof Time time) {
            return time.bytes() == Integer.BYTES ? StorageTypes.INT32 : StorageTypes.FLOAT64;
        }
        return type;
    }

    private static int longestLabel(Enumeration enumeration) {
        return enumeration.labels().values().stream()
                .mapToInt(label -> label.getBytes(StandardCharsets.UTF_8).length)
                .reduce(1, Math::max);
    }
}
