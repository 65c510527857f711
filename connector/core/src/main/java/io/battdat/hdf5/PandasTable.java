package io.battdat.hdf5;

import io.battdat.metadata.StandardSchemas;
import java.util.Optional;

/**
 * A table of a release before 0.4, which wrote through pandas ({@code to_hdf(format='table')}; pandas/io/pytables.py).
 *
 * <p>It is a group with the attributes {@code pandas_type} = {@code frame_table} and {@code table_type} =
 * {@code appendable_frame}, and a dataset {@code table} in it, whose members are {@link PandasColumns blocks of columns}.
 */
final class PandasTable {
    private static final String DATASET = "table";

    private final GuardedStorage storage;
    private final Node group;
    private final Node dataset;
    private final Attributes attributes;

    private PandasTable(GuardedStorage storage, Node group, Node dataset, Attributes attributes) {
        this.storage = storage;
        this.group = group;
        this.dataset = dataset;
        this.attributes = attributes;
    }

    /** The table that a group is; empty if it is none, such as pandas' format {@code fixed}, or a cell's group. */
    static Optional<PandasTable> of(NodeTree tree, Node group) {
        if (!group.isGroup()) {
            return Optional.empty();
        }
        Optional<Node> dataset = tree.find(group.path(), DATASET).filter(Node::isTable);
        if (dataset.isEmpty()) {
            return Optional.empty();
        }
        Attributes attributes = Attributes.read(tree.storage(), group.header());
        return attributes.isText("pandas_type", "frame_table") && attributes.isText("table_type", "appendable_frame")
                ? Optional.of(new PandasTable(tree.storage(), group, dataset.get(), attributes))
                : Optional.empty();
    }

    /** Whether that is where a group keeps its rows. */
    static boolean isDataset(Node node) {
        return node.name().equals(DATASET);
    }

    /** The attributes that hold the column schema, where there is one: release 0.3.4 wrote the first. */
    Attributes attributes() {
        return attributes;
    }

    /**
     * The table under its own name. From 0.3.1 on a prefix is part of the group's name: {@code cell_a_raw_data} is the
     * table {@code raw_data} of {@code cell_a}. Only the tables that battdat knows had prefixes.
     */
    Node node() {
        String name = group.name();
        for (int i = name.indexOf('_', 1); i >= 0; i = name.indexOf('_', i + 1)) {
            String table = name.substring(i + 1);
            if (StandardSchemas.forTable(table).isPresent()) {
                String cell = name.substring(0, i);
                String prefix = BattdatFile.ROOT.equals(group.prefix()) ? cell : group.prefix() + "/" + cell;
                return new Node(prefix, table, dataset.header(), Node.Kind.TABLE, "", this);
            }
        }
        return new Node(group.prefix(), name, dataset.header(), Node.Kind.TABLE, "", this);
    }

    /** The path of the group. */
    String groupPath() {
        return group.path();
    }

    /** The name of the group that holds a cell's table. */
    static String groupName(String cell, String table) {
        return cell + "_" + table;
    }

    /**
     * The layout by the table's own columns.
     *
     * @param stored the dataset's layout
     * @throws FormatProblem as {@link PandasColumns#of}
     */
    RecordLayout layout(RecordLayout stored) {
        return new PandasColumns(group, attributes, dataset, Attributes.read(storage, dataset.header())).of(stored);
    }
}
