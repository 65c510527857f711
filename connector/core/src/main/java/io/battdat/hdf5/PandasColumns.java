package io.battdat.hdf5;

import io.battdat.hdf5.pickle.PickleException;
import io.battdat.hdf5.pickle.PickleReader;
import io.battdat.hdf5.pickle.Pickled;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The columns of a {@link PandasTable}. Those of one type share a member, a block, of which each row has an array; the row
 * labels are a member of their own, {@code index}, and no column. Attributes that are pickled lists of names say which
 * column stands where. A missing text is the text {@code nan}, as in the files of today.
 */
final class PandasColumns {
    private static final String ENCODING = "encoding";
    private static final String BLOCKS = "values_cols";
    private static final String COLUMN_ORDER = "non_index_axes";

    /** A data frame has two axes: 0 is that of the rows. */
    private static final long AXIS_OF_COLUMNS = 1;

    /** What the values of a block are, if they are what the datatype says; all else is some code for another thing. */
    private static final List<String> PLAIN_TYPES =
            List.of("float", "int", "uint", "bool", "complex", "bytes", "string");

    private final Node group;
    private final Attributes groupAttributes;
    private final Node dataset;
    private final Attributes datasetAttributes;

    PandasColumns(Node group, Attributes groupAttributes, Node dataset, Attributes datasetAttributes) {
        this.group = group;
        this.groupAttributes = groupAttributes;
        this.dataset = dataset;
        this.datasetAttributes = datasetAttributes;
    }

    /**
     * The columns, in pandas' order, each a member of its own.
     *
     * @param stored the dataset's layout
     * @throws FormatProblem if attributes contradict each other or the layout, or are no plain lists
     */
    RecordLayout of(RecordLayout stored) {
        Map<String, Member> columns = new LinkedHashMap<>();
        Set<String> blocks = new HashSet<>();
        for (String block : names(groupAttributes, group, BLOCKS)) {
            if (!blocks.add(block)) {
                throw corrupt(group, BLOCKS, "it has block " + block + " twice");
            }
            Member member = stored.members()
                    .get(stored.indexOf(block)
                            .orElseThrow(() -> corrupt(group, BLOCKS, "the table has no block " + block)));
            addColumns(member, columns);
        }
        List<String> order = columnOrder();
        List<Member> ordered = new ArrayList<>();
        for (String name : order) {
            Member column = columns.remove(name);
            if (column == null) {
                throw corrupt(group, COLUMN_ORDER, "it has column " + name + " twice, or no block has it");
            }
            ordered.add(column);
        }
        if (!columns.isEmpty()) {
            throw corrupt(
                    group,
                    COLUMN_ORDER,
                    "it lacks column " + columns.keySet().iterator().next() + ", which a block has");
        }
        if (ordered.isEmpty()) {
            throw corrupt(group, COLUMN_ORDER, "it names no columns");
        }
        return new RecordLayout(stored.rowBytes(), ordered);
    }

    private void addColumns(Member block, Map<String, Member> columns) {
        String attribute = block.name() + "_kind";
        List<String> names = names(datasetAttributes, dataset, attribute);
        ElementType element = element(block, names.size(), attribute);
        ElementType type = notPlain(block, element)
                .map(what -> (ElementType) new ElementType.Undecodable(element.bytes(), what))
                .orElse(element);
        for (int i = 0; i < names.size(); i++) {
            Member column = new Member(names.get(i), block.offset() + i * element.bytes(), type);
            if (columns.put(column.name(), column) != null) {
                throw corrupt(dataset, attribute, "column " + column.name() + " is in a block already");
            }
        }
    }

    /** The type of one column of a block: an array's elements, or all of a column stored on its own (data_columns). */
    private ElementType element(Member block, int columnCount, String attribute) {
        if (block.type() instanceof ElementType.Array array) {
            if (array.dimensions().equals(List.of(columnCount))) {
                return array.element();
            }
        } else if (columnCount == 1) {
            return block.type();
        }
        String found = block.type() instanceof ElementType.Array array
                ? "an array of " + array.dimensions()
                : "a single value";
        throw corrupt(
                dataset,
                attribute,
                "it names " + columnCount + " columns, but each row of block " + block.name() + " has " + found);
    }

    /** What the stored values stand for, where that is not what they are. */
    private Optional<String> notPlain(Member block, ElementType element) {
        String attribute = block.name() + "_dtype";
        String type = datasetAttributes
                .text(attribute)
                .orElseThrow(() -> corrupt(dataset, attribute, "there is no such attribute"));
        if (PLAIN_TYPES.stream().noneMatch(type::startsWith)) {
            return Optional.of("pandas " + type);
        }
        if (datasetAttributes.isText(block.name() + "_meta", "category")) {
            return Optional.of("pandas category");
        }
        String encoding = groupAttributes.text(ENCODING).orElse("UTF-8");
        boolean utf8 = Set.of("utf-8", "utf8", "ascii").contains(encoding.toLowerCase(Locale.ROOT));
        return element instanceof ElementType.Text && !utf8
                ? Optional.of("text in the encoding " + encoding)
                : Optional.empty();
    }

    /** The names on the axis of columns: {@code [(1, [names])]}. */
    private List<String> columnOrder() {
        if (unpickle(groupAttributes, group, COLUMN_ORDER) instanceof Pickled.Items axes
                && axes.items().size() == 1
                && axes.items().get(0) instanceof Pickled.Items axis
                && axis.items().size() == 2
                && axis.items().get(0).equals(new Pickled.Int(AXIS_OF_COLUMNS))) {
            return texts(axis.items().get(1), group, COLUMN_ORDER);
        }
        throw corrupt(group, COLUMN_ORDER, "it is no list of the one axis of columns");
    }

    private static List<String> names(Attributes attributes, Node node, String attribute) {
        return texts(unpickle(attributes, node, attribute), node, attribute);
    }

    private static List<String> texts(Pickled value, Node node, String attribute) {
        if (!(value instanceof Pickled.Items list)) {
            throw corrupt(node, attribute, "it is no list of names");
        }
        List<String> texts = new ArrayList<>();
        for (Pickled item : list.items()) {
            if (!(item instanceof Pickled.Text text)) {
                throw corrupt(node, attribute, "one of its names is no text");
            }
            texts.add(text.value());
        }
        return texts;
    }

    private static Pickled unpickle(Attributes attributes, Node node, String attribute) {
        byte[] pickle =
                attributes.bytes(attribute).orElseThrow(() -> corrupt(node, attribute, "there is no such attribute"));
        try {
            return PickleReader.read(pickle);
        } catch (PickleException e) {
            throw corrupt(node, attribute, e.getMessage());
        }
    }

    private static FormatProblem corrupt(Node node, String attribute, String problem) {
        return FormatProblem.corrupt("attribute " + attribute + " of " + node.path(), problem);
    }
}
