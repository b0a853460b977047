package tmnf.pretrain.torch;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

/** A Python tuple: a list that is written back as a tuple. Immutable; an element may be {@code null}. */
public final class TorchTuple extends AbstractList<Object> {

    private final List<Object> items;

    public TorchTuple(List<?> items) {
        this.items = new ArrayList<>(items);
    }

    /** A tuple of these, none of them {@code null}. */
    public static TorchTuple of(Object... items) {
        return new TorchTuple(List.of(items));
    }

    @Override
    public Object get(int index) {
        return items.get(index);
    }

    @Override
    public int size() {
        return items.size();
    }
}
