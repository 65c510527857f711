package io.battdat.hdf5;

import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The groups and datasets of a file, reached through links inside the file only. */
final class NodeTree {
    /** As HDF5's own limit for soft links that lead to soft links (H5Pset_nlinks). */
    private static final int MAX_SOFT_LINKS = 16;

    /** PyTables keeps the index of a table's columns in a hidden group of this name beside it. */
    private static final String INDEX_GROUP_PREFIX = "_i_";

    private final GuardedStorage storage;
    private final Node root;
    private final Map<Long, Map<String, Link>> linksByGroup = new HashMap<>();
    private List<Node> walked;

    NodeTree(SuperblockReader.Start start) {
        this.storage = start.storage();
        ObjectHeader header = ObjectHeader.read(storage, start.rootHeaderAddress());
        if (!GroupLinks.isGroup(header)) {
            throw FormatProblem.corrupt(header.place(), "the root is no group");
        }
        this.root = new Node(BattdatFile.ROOT, "", header, Node.Kind.GROUP, "the root group");
    }

    GuardedStorage storage() {
        return storage;
    }

    Node root() {
        return root;
    }

    /**
     * Everything below the root, in the order of paths. Each group is entered once, whatever links lead to it, so that
     * hard links in a circle end.
     */
    List<Node> walk() {
        if (walked == null) {
            List<Node> nodes = new ArrayList<>();
            Set<Long> entered = new HashSet<>();
            Deque<Node> groups = new ArrayDeque<>();
            groups.add(root);
            entered.add(root.header().address());
            while (!groups.isEmpty()) {
                Node group = groups.remove();
                for (Link link : links(group).values()) {
                    if (link.name().startsWith(INDEX_GROUP_PREFIX)) {
                        continue;
                    }
                    Node node = follow(group, link);
                    nodes.add(node);
                    if (node.isGroup()
                            && link.kind() == Link.Kind.HARD
                            && entered.add(node.header().address())) {
                        groups.add(node);
                    }
                }
            }
            nodes.sort(Comparator.comparing(Node::path));
            walked = nodes;
        }
        return walked;
    }

    /** What stands under a name in a group; empty if there is no such group or name. */
    Optional<Node> find(String prefix, String name) {
        return group(prefix).flatMap(group -> child(group, name));
    }

    /** The group of a prefix and those above it, the root last; the root alone if there is no such group. */
    List<Node> groupAndParents(String prefix) {
        List<Node> groups = new ArrayList<>();
        Node group = root;
        groups.add(root);
        for (String part : parts(prefix)) {
            Optional<Node> child = child(group, part).filter(Node::isGroup);
            if (child.isEmpty()) {
                break;
            }
            group = child.get();
            groups.add(0, group);
        }
        return groups;
    }

    /** The group of a prefix; empty if there is none. */
    Optional<Node> group(String prefix) {
        Optional<Node> group = Optional.of(root);
        for (String part : parts(prefix)) {
            group = group.flatMap(parent -> child(parent, part)).filter(Node::isGroup);
        }
        return group;
    }

    /** The names in a path. */
    static List<String> parts(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/")) {
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return parts;
    }

    private Optional<Node> child(Node group, String name) {
        return Optional.ofNullable(links(group).get(name)).map(link -> follow(group, link));
    }

    private Map<String, Link> links(Node group) {
        return linksByGroup.computeIfAbsent(
                group.header().address(), address -> GroupLinks.read(storage, group.header()));
    }

    private Node follow(Node group, Link link) {
        return switch (link.kind()) {
            case HARD -> node(group.path(), link.name(), ObjectHeader.read(storage, link.headerAddress()));
            case SOFT -> followSoft(group, link);
            case EXTERNAL ->
                other(group, link, "a link to another file (" + link.target() + "), which is never opened");
        };
    }

    private Node followSoft(Node group, Link link) {
        return resolve(group, link.target(), new int[] {MAX_SOFT_LINKS})
                .map(target ->
                        new Node(group.path(), link.name(), target.header(), target.kind(), target.description()))
                .orElseGet(() -> other(group, link, "a soft link to " + link.target() + ", which leads nowhere"));
    }

    /**
     * Follows a soft link's path; empty if it does not end in this file.
     *
     * @param softLinksLeft how many more soft links may be met on the whole way, counted down in its one element
     */
    private Optional<Node> resolve(Node from, String path, int[] softLinksLeft) {
        Node node = path.startsWith("/") ? root : from;
        for (String part : parts(path)) {
            Link link = node.isGroup() ? links(node).get(part) : null;
            if (link == null || link.kind() == Link.Kind.EXTERNAL) {
                return Optional.empty();
            }
            if (link.kind() == Link.Kind.HARD) {
                node = node(node.path(), part, ObjectHeader.read(storage, link.headerAddress()));
            } else {
                Optional<Node> target =
                        softLinksLeft[0]-- > 0 ? resolve(node, link.target(), softLinksLeft) : Optional.empty();
                if (target.isEmpty()) {
                    return Optional.empty();
                }
                node = target.get();
            }
        }
        return Optional.of(node);
    }

    private Node node(String prefix, String name, ObjectHeader header) {
        if (GroupLinks.isGroup(header)) {
            return new Node(prefix, name, header, Node.Kind.GROUP, "a group, not a table");
        }
        if (!TableInfoReader.isDataset(header)) {
            return new Node(prefix, name, header, Node.Kind.OTHER, "a named datatype, not a table");
        }
        // A datatype that does not parse is left to whoever asks for the table: others may stand beside it.
        Optional<String> whyNoTable;
        try {
            whyNoTable = new TableInfoReader(storage, header).whyNoTable();
        } catch (UncheckedIOException e) {
            throw e;
        } catch (RuntimeException e) {
            whyNoTable = Optional.empty();
        }
        return whyNoTable
                .map(reason -> new Node(prefix, name, header, Node.Kind.OTHER, reason))
                .orElseGet(() -> new Node(prefix, name, header, Node.Kind.TABLE, ""));
    }

    private static Node other(Node group, Link link, String description) {
        return new Node(group.path(), link.name(), null, Node.Kind.OTHER, description);
    }
}
