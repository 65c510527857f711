package io.battdat.hdf5;

import io.battdat.metadata.StandardSchemas;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a file holds under the names by which it is asked for: a table of a release before 0.4 ({@link PandasTable}) goes by
 * the name that it would have today, in place of the group and the dataset that it is stored in.
 */
final class TableTree {
    private final NodeTree tree;
    private List<Node> walked;

    TableTree(NodeTree tree) {
        this.tree = tree;
    }

    /** Everything below the root, in the order of paths. */
    List<Node> walk() {
        if (walked == null) {
            Set<String> groups = new HashSet<>();
            Map<String, Node> named = new HashMap<>();
            for (Node node : tree.walk()) {
                Optional<PandasTable> table = PandasTable.of(tree, node);
                table.ifPresent(found -> groups.add(node.path()));
                Node entry = table.map(PandasTable::node).orElse(node);
                named.merge(entry.path(), entry, TableTree::bothOf);
            }
            walked = named.values().stream()
                    .filter(node -> !(PandasTable.isDataset(node) && groups.contains(node.prefix())))
                    .sorted(Comparator.comparing(Node::path))
                    .toList();
        }
        return walked;
    }

    /** What goes by a name in a group; empty if there is no such group or name. */
    Optional<Node> find(String prefix, String name) {
        Optional<Node> here = findHere(prefix, name);
        Optional<Node> ofOldRelease = findInGroupName(prefix, name);
        return here.isPresent() && ofOldRelease.isPresent()
                ? Optional.of(bothOf(here.get(), ofOldRelease.get()))
                : here.or(() -> ofOldRelease);
    }

    private Optional<Node> findHere(String prefix, String name) {
        Optional<Node> found = tree.find(prefix, name);
        if (found.isEmpty()) {
            return found;
        }
        Node node = found.get();
        if (PandasTable.isDataset(node)
                && tree.group(prefix).flatMap(this::table).isPresent()) {
            return Optional.empty();
        }
        return table(node).filter(named -> named.path().equals(node.path())).or(() -> found);
    }

    /** The table of a cell whose name is the beginning of the group's. */
    private Optional<Node> findInGroupName(String prefix, String name) {
        List<String> groups = NodeTree.parts(prefix);
        if (groups.isEmpty() || StandardSchemas.forTable(name).isEmpty()) {
            return Optional.empty();
        }
        int last = groups.size() - 1;
        return tree.find(String.join("/", groups.subList(0, last)), PandasTable.groupName(groups.get(last), name))
                .flatMap(this::table);
    }

    private Optional<Node> table(Node group) {
        return PandasTable.of(tree, group).map(PandasTable::node);
    }

    /** Two tables of one name can be told apart by nobody who asks for that name. */
    private static Node bothOf(Node one, Node other) {
        return new Node(
                one.prefix(),
                one.name(),
                null,
                Node.Kind.OTHER,
                "there twice, as " + storedAt(one) + " and as " + storedAt(other)
                        + " (releases before 0.4 made the prefix"
                        + " a part of the group's name). Remove or rename one of them");
    }

    private static String storedAt(Node node) {
        return node.pandas() == null ? node.path() : node.pandas().groupPath();
    }
}
