package io.battdat.hdf5.write;

import java.util.List;
import java.util.Map;

/** Puts maps of a struct's fields by their names. */
final class StructSetter implements ValueSetter {
    private final ColumnPlace place;
    private final List<Field> fields;
    private final List<String> names;

    record Field(String name, ValueSetter setter) {}

    StructSetter(ColumnPlace place, List<Field> fields) {
        this.place = place;
        this.fields = fields;
        this.names = fields.stream().map(Field::name).toList();
    }

    @Override
    public void set(int index, Object value, long tableRow) {
        if (!(value instanceof Map<?, ?> struct)) {
            throw place.refusal(
                    tableRow,
                    "expected a map with the fields " + String.join(", ", names) + ", found "
                            + ColumnPlace.describe(value));
        }
        if (struct.size() != fields.size() || !struct.keySet().containsAll(names)) {
            throw place.refusal(
                    tableRow,
                    "expected a map with the fields " + String.join(", ", names) + ", found "
                            + String.join(
                                    ", ",
                                    struct.keySet().stream()
                                            .map(String::valueOf)
                                            .toList()));
        }
        for (Field field : fields) {
            field.setter.set(index, struct.get(field.name), tableRow);
        }
    }
}
