package io.battdat.streaming;

import java.io.IOException;
import java.util.function.Function;

/** Items in another shape. */
final class MappedItems<S, T> implements Items<T> {
    private final Items<S> items;
    private final Function<S, T> mapping;

    MappedItems(Items<S> items, Function<S, T> mapping) {
        this.items = items;
        this.mapping = mapping;
    }

    @Override
    public boolean hasNext() throws IOException {
        return items.hasNext();
    }

    @Override
    public T next() throws IOException {
        return mapping.apply(items.next());
    }

    @Override
    public void close() throws IOException {
        items.close();
    }
}
