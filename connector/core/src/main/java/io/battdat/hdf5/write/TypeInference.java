package io.battdat.hdf5.write;

import io.battdat.column.Column;
import io.battdat.hdf5.ElementType;
import io.battdat.metadata.ColumnInfo;
import io.battdat.metadata.DataType;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Finds how to store a new column from its first values, as battdat would through pandas: integers of any class as
 * int64, floats as float64 (float32 if all are {@link Float}), texts as wide as the longest. Arrays of primitives keep
 * their type. Maps become structs, their fields in the order of the first map; those of {@code re} and {@code im}, if one
 * is a float, complex numbers. Where the column schema says float, integers become float64.
 */
final class TypeInference {
    private final String where;
    private final boolean saidToBeFloat;

    private boolean booleans;
    private boolean integers;
    private boolean beyondInt64;
    private boolean negative;
    private boolean floats;
    private boolean doubles;
    private boolean texts;
    private int longestText = 1;
    private final List<Map<?, ?>> structs = new ArrayList<>();
    private long firstNull = -1;

    private TypeInference(String where, Optional<ColumnInfo> info) {
        this.where = where;
        this.saidToBeFloat =
                info.filter(column -> column.type() == DataType.FLOAT).isPresent();
    }

    /**
     * @param where file, table and column, for messages
     * @param info what the column schema says, if anything
     * @param values one for each row: a list or an array, of primitives or objects
     */
    static ElementType of(String where, Optional<ColumnInfo> info, Object values) {
        if (values instanceof Column column) {
            return StorageTypes.of(column.type());
        }
        Optional<ElementType> primitive = ofPrimitives(values.getClass().getComponentType());
        if (primitive.isPresent()) {
            return primitive.get();
        }
        List<?> rows = values instanceof List<?> list ? list : Arrays.asList((Object[]) values);
        return new TypeInference(where, info).ofRows(rows);
    }

    private static Optional<ElementType> ofPrimitives(Class<?> component) {
        if (component == null || !component.isPrimitive()) {
            return Optional.empty();
        }
        if (component == double.class) {
            return Optional.of(StorageTypes.FLOAT64);
        } else if (component == float.class) {
            return Optional.of(StorageTypes.FLOAT32);
        } else if (component == long.class) {
            return Optional.of(StorageTypes.INT64);
        } else if (component == int.class) {
            return Optional.of(StorageTypes.INT32);
        } else if (component == short.class) {
            return Optional.of(StorageTypes.INT16);
        } else if (component == byte.class) {
            return Optional.of(StorageTypes.INT8);
        }
        return component == boolean.class ? Optional.of(StorageTypes.BOOL) : Optional.empty();
    }

    private ElementType ofRows(List<?> rows) {
        Object example = null;
        for (int row = 0; row < rows.size(); row++) {
            Object value = rows.get(row);
            if (value == null) {
                firstNull = firstNull < 0 ? row : firstNull;
            } else {
                example = example == null ? value : example;
                look(value, row);
            }
        }
        List<Integer> dimensions = new ArrayList<>();
        Optional<ElementType> primitives = Optional.empty();
        for (Object value = example; length(value).isPresent() && primitives.isEmpty(); ) {
            int length = length(value).getAsInt();
            if (length == 0) {
                throw new WriteException(where + ": empty arrays are not written. Leave the column out");
            }
            dimensions.add(length);
            primitives = ofPrimitives(value.getClass().getComponentType());
            value = item(value, 0);
        }
        ElementType element = primitives.orElseGet(this::element);
        return dimensions.isEmpty() ? element : new ElementType.Array(element, dimensions);
    }

    private void look(Object value, int row) {
        if (length(value).isPresent()) {
            if (ofPrimitives(value.getClass().getComponentType()).isEmpty()) {
                for (int i = 0; i < length(value).getAsInt(); i++) {
                    Object item = item(value, i);
                    if (item != null) {
                        look(item, row);
                    }
                }
            }
        } else if (value instanceof Map<?, ?> struct) {
            checkFields(struct, row);
            structs.add(struct);
        } else if (value instanceof Boolean) {
            booleans = true;
        } else if (value instanceof BigInteger integer) {
            lookAt(integer, row);
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            integers = true;
            negative |= ((Number) value).longValue() < 0;
        } else if (value instanceof Float) {
            floats = true;
        } else if (value instanceof Double || value instanceof BigDecimal) {
            doubles = true;
        } else if (value instanceof CharSequence || value instanceof Enum<?>) {
            texts = true;
            String text = value instanceof Enum<?> constant ? constant.name() : value.toString();
            longestText = Math.max(longestText, text.getBytes(StandardCharsets.UTF_8).length);
        } else {
            throw new WriteException(
                    where + ", row " + row + " of the first ones: values of "
                            + value.getClass().getName()
                            + " are not written. Give numbers, booleans, texts, or arrays or maps of them; a time as UNIX seconds");
        }
    }

    private void checkFields(Map<?, ?> struct, int row) {
        if (struct.isEmpty() || !struct.keySet().stream().allMatch(String.class::isInstance)) {
            throw new WriteException(where + ", row " + row
                    + " of the first ones: a map is stored as a struct, and needs a text as the name of each field");
        }
        if (!structs.isEmpty() && !structs.get(0).keySet().equals(struct.keySet())) {
            throw new WriteException(where + ", row " + row + " of the first ones: the map has the fields "
                    + struct.keySet() + ", the first one " + structs.get(0).keySet()
                    + ". All have the same fields");
        }
    }

    private ElementType struct() {
        if (firstNull >= 0) {
            throw nullAmongOthers();
        }
        Set<?> names = structs.get(0).keySet();
        if (names.equals(Set.of(ElementType.Compound.REAL, ElementType.Compound.IMAGINARY))) {
            List<Object> parts = new ArrayList<>(values(ElementType.Compound.REAL));
            parts.addAll(values(ElementType.Compound.IMAGINARY));
            if (parts.stream().anyMatch(part -> part instanceof Double || part instanceof Float)) {
                return StorageTypes.complex(of(where, Optional.empty(), parts));
            }
        }
        Map<String, ElementType> fields = new LinkedHashMap<>();
        for (Object name : names) {
            fields.put((String) name, of(where + "." + name, Optional.empty(), values(name)));
        }
        return StorageTypes.struct(fields);
    }

    private List<Object> values(Object field) {
        List<Object> values = new ArrayList<>(structs.size());
        structs.forEach(struct -> values.add(struct.get(field)));
        return values;
    }

    private void checkOneKind() {
        List<String> kinds = new ArrayList<>();
        if (booleans) {
            kinds.add("booleans");
        }
        if (integers || floats || doubles) {
            kinds.add("numbers");
        }
        if (texts) {
            kinds.add("texts");
        }
        if (!structs.isEmpty()) {
            kinds.add("maps");
        }
        if (kinds.size() > 1) {
            throw new WriteException(where + ": the first rows hold values of different kinds ("
                    + String.join(", ", kinds) + "). A column holds one kind");
        }
    }

    private WriteException nullAmongOthers() {
        return new WriteException(where + ", row " + firstNull + " of the first ones: the value is null, which only"
                + " float columns can hold (as NaN). Give a value, or make it a float64 column"
                + " (HDF5Writer.column)");
    }

    private void lookAt(BigInteger integer, int row) {
        integers = true;
        negative |= integer.signum() < 0;
        beyondInt64 |= integer.bitLength() > 63;
        if (integer.bitLength() > 64) {
            throw new WriteException(
                    where + ", row " + row + " of the first ones: " + integer + " does not fit into 64 bits");
        }
    }

    private ElementType element() {
        checkOneKind();
        if (!structs.isEmpty()) {
            return struct();
        }
        if (doubles || floats && integers || saidToBeFloat && !booleans && !texts && !floats) {
            return StorageTypes.FLOAT64;
        }
        if (floats) {
            return StorageTypes.FLOAT32;
        }
        if (!booleans && !texts && !integers) {
            throw new WriteException(where + ": the first rows hold nothing but null, so that its type is not known."
                    + " Name the type (HDF5Writer.column), or leave the column out");
        }
        if (firstNull >= 0) {
            throw nullAmongOthers();
        }
        if (booleans) {
            return StorageTypes.BOOL;
        }
        if (texts) {
            return StorageTypes.text(longestText);
        }
        if (beyondInt64 && negative) {
            throw new WriteException(where + ": the first rows hold negative numbers and numbers beyond int64; no type"
                    + " holds both. Make it a float64 column (HDF5Writer.column)");
        }
        return beyondInt64 ? StorageTypes.UINT64 : StorageTypes.INT64;
    }

    private static OptionalInt length(Object value) {
        if (value instanceof List<?> list) {
            return OptionalInt.of(list.size());
        }
        return value != null && value.getClass().isArray()
                ? OptionalInt.of(Array.getLength(value))
                : OptionalInt.empty();
    }

    private static Object item(Object array, int index) {
        return array instanceof List<?> list ? list.get(index) : Array.get(array, index);
    }
}
