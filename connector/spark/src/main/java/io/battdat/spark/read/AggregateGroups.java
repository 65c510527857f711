package io.battdat.spark.read;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;

/** Aggregates of groups, put together from those of tables. Without columns to group by there is one group. */
final class AggregateGroups {
    private final Map<List<Object>, PartialAggregate> groups = new LinkedHashMap<>();

    AggregateGroups(PushedAggregates aggregates) {
        if (aggregates.groups().isEmpty()) {
            groups.put(List.of(), new PartialAggregate(aggregates));
        }
    }

    void add(GroupPart part) {
        PartialAggregate group = groups.get(part.key());
        if (group != null) {
            group.add(part.aggregate());
        } else if (part.aggregate().isGroup()) {
            groups.put(part.key(), part.aggregate());
        }
    }

    List<InternalRow> rows() {
        return groups.entrySet().stream()
                .map(group -> group.getValue().toRow(group.getKey()))
                .toList();
    }
}
