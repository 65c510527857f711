package io.battdat.hdf5.write;

import io.battdat.hdf5.ElementType;
import io.battdat.hdf5.ElementType.NumberFormat;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * A table of any columns that are written, and rows of any values, in the form in which they are read.
 *
 * @param chunkRows rows in a chunk
 * @param bufferRows rows that the writer collects
 * @param sessions after how many rows each time the file is closed, to be opened again
 */
record RandomTable(
        Map<String, ElementType> columns,
        List<Map<String, Object>> rows,
        int complevel,
        int chunkRows,
        int bufferRows,
        List<Integer> sessions) {
    private static final int MAX_COLUMNS = 6;
    private static final int MAX_ROWS = 60;
    private static final BigInteger UINT64 = BigInteger.ONE.shiftLeft(Long.SIZE);

    static Arbitrary<RandomTable> tables() {
        return anyColumns().flatMap(columns -> Combinators.combine(
                        row(columns).list().ofMaxSize(MAX_ROWS),
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.integers().between(1, 40),
                        Arbitraries.integers().between(1, 70),
                        Arbitraries.integers().between(0, MAX_ROWS).list().ofMaxSize(2))
                .as((rows, level, chunk, buffer, sessions) -> new RandomTable(
                        columns,
                        rows,
                        level,
                        chunk,
                        buffer,
                        sessions.stream().sorted().toList())));
    }

    private static Arbitrary<Map<String, ElementType>> anyColumns() {
        return type().list().ofMinSize(1).ofMaxSize(MAX_COLUMNS).map(types -> {
            Map<String, ElementType> columns = new LinkedHashMap<>();
            for (int i = 0; i < types.size(); i++) {
                columns.put((i % 2 == 0 ? "column " : "Spalte_ä") + i, types.get(i));
            }
            return columns;
        });
    }

    private static Arbitrary<ElementType> type() {
        Arbitrary<ElementType> numbers = Combinators.combine(
                        Arbitraries.of(NumberFormat.class), Arbitraries.of(true, false))
                .as(ElementType.Number::new);
        Arbitrary<ElementType> texts = Combinators.combine(
                        Arbitraries.integers().between(1, 9), Arbitraries.of(true, false))
                .as(ElementType.Text::new);
        Arbitrary<ElementType> single = Arbitraries.frequencyOf(
                Tuple.of(6, numbers), Tuple.of(2, texts), Tuple.of(1, Arbitraries.just(new ElementType.Bool())));
        Arbitrary<ElementType> arrays = Combinators.combine(
                        single,
                        Arbitraries.integers().between(1, 4).list().ofMinSize(1).ofMaxSize(3))
                .as(ElementType.Array::new);
        Arbitrary<ElementType> complex =
                Arbitraries.of(StorageTypes.FLOAT32, StorageTypes.FLOAT64).map(StorageTypes::complex);
        Arbitrary<ElementType> complexes = Combinators.combine(
                        complex,
                        Arbitraries.integers().between(1, 3).list().ofMinSize(1).ofMaxSize(2))
                .as(ElementType.Array::new);
        Arbitrary<ElementType> structs = struct(Arbitraries.oneOf(
                single, arrays, complex, complexes, Arbitraries.lazy(() -> struct(Arbitraries.oneOf(single, arrays)))));
        return Arbitraries.frequencyOf(
                Tuple.of(8, single),
                Tuple.of(2, arrays),
                Tuple.of(1, complex),
                Tuple.of(1, complexes),
                Tuple.of(2, structs));
    }

    private static Arbitrary<ElementType> struct(Arbitrary<ElementType> member) {
        return member.list().ofMinSize(1).ofMaxSize(3).map(types -> {
            Map<String, ElementType> members = new LinkedHashMap<>();
            types.forEach(type -> members.put("field é" + members.size(), type));
            return StorageTypes.struct(members);
        });
    }

    private static Arbitrary<Map<String, Object>> row(Map<String, ElementType> columns) {
        List<String> names = List.copyOf(columns.keySet());
        List<Arbitrary<Object>> values =
                names.stream().map(name -> value(columns.get(name))).toList();
        return Combinators.combine(values).as(list -> {
            Map<String, Object> row = new LinkedHashMap<>();
            IntStream.range(0, names.size()).forEach(i -> row.put(names.get(i), list.get(i)));
            return row;
        });
    }

    private static Arbitrary<Object> value(ElementType type) {
        if (type instanceof ElementType.Number number) {
            return number(number.format());
        } else if (type instanceof ElementType.Text text) {
            return text(text).map(value -> value);
        } else if (type instanceof ElementType.Array array) {
            Arbitrary<Object> values = value(array.element());
            List<Integer> dimensions = array.dimensions();
            for (int i = dimensions.size() - 1; i >= 0; i--) {
                values = values.list().ofSize(dimensions.get(i)).map(list -> list);
            }
            return values;
        } else if (type instanceof ElementType.Compound compound) {
            Map<String, ElementType> members = new LinkedHashMap<>();
            compound.members().forEach(member -> members.put(member.name(), member.type()));
            return row(members).map(value -> value);
        }
        return Arbitraries.of(true, false).map(value -> value);
    }

    private static Arbitrary<Object> number(NumberFormat format) {
        return switch (format) {
            case INT8 -> Arbitraries.bytes().map(value -> value);
            case INT16 -> Arbitraries.shorts().map(value -> value);
            case INT32 -> Arbitraries.integers().map(value -> value);
            case INT64 -> Arbitraries.longs().map(value -> value);
            case UINT8 -> Arbitraries.shorts().between((short) 0, (short) 0xFF).map(value -> value);
            case UINT16 -> Arbitraries.integers().between(0, 0xFFFF).map(value -> value);
            case UINT32 -> Arbitraries.longs().between(0, 0xFFFF_FFFFL).map(value -> value);
            case UINT64 ->
                Arbitraries.bigIntegers()
                        .between(BigInteger.ZERO, UINT64.subtract(BigInteger.ONE))
                        .map(value -> value);
            case FLOAT16 -> Arbitraries.integers().between(0, 0xFFFF).map(bits -> (float) HalfFloat.toDouble(bits));
            case FLOAT32 -> Arbitraries.integers().map(Float::intBitsToFloat).map(value -> value);
            case FLOAT64 -> Arbitraries.longs().map(Double::longBitsToDouble).map(value -> value);
        };
    }

    /** Up to three bytes longer than the column was made for. */
    private static Arbitrary<String> text(ElementType.Text type) {
        return Arbitraries.strings()
                .withChars('a', 'é', '漢', ' ', '0', '\t', '\0')
                .ofMaxLength(type.bytes())
                .filter(text -> text.getBytes(StandardCharsets.UTF_8).length <= type.bytes() + 3)
                .filter(text -> !text.endsWith(type.spacePadded() ? " " : "\0"));
    }

    /** The rows of each session. */
    List<List<Map<String, Object>>> rowsOfSessions() {
        List<List<Map<String, Object>>> parts = new ArrayList<>();
        int from = 0;
        for (int session : sessions) {
            int to = Math.max(from, Math.min(session, rows.size()));
            parts.add(rows.subList(from, to));
            from = to;
        }
        parts.add(rows.subList(from, rows.size()));
        return parts;
    }

    /** Rows as columns. */
    Map<String, Object> columnsOf(List<Map<String, Object>> part) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String name : columns.keySet()) {
            values.put(name, part.stream().map(row -> row.get(name)).toList());
        }
        return values;
    }
}
