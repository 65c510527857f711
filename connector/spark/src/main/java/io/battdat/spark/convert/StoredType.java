package io.battdat.spark.convert;

import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.ElementType.Array;
import io.battdat.hdf5.ElementType.Compound;
import io.battdat.hdf5.ElementType.Enumeration;
import io.battdat.hdf5.ElementType.Number;
import io.battdat.hdf5.ElementType.Text;
import io.battdat.hdf5.ElementType.Time;
import io.battdat.hdf5.ElementType.VariableText;
import io.battdat.hdf5.write.StorageTypes;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The type that values are stored as in a new file: as they were, but little-endian, without gaps, and in the place of
 * texts of variable length, which battdat does not write, texts as wide as the longest.
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
        } else if (type instanceof Compound compound) {
            Map<String, ElementType> members = new LinkedHashMap<>();
            compound.members().forEach(member -> members.put(member.name(), of(member.type())));
            return StorageTypes.struct(members);
        } else if (type instanceof Time time) {
            return new Time(time.bytes(), false);
        } else if (type instanceof Enumeration enumeration) {
            return new Enumeration(new Number(enumeration.base().format(), false), enumeration.labels());
        } else if (type instanceof VariableText) {
            return StorageTypes.text(1);
        }
        return type;
    }
}
