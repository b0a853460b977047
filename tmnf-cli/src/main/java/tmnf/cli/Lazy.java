package tmnf.cli;

import java.util.function.Supplier;

/** A value made when it is first asked for. For one thread. */
final class Lazy<T> implements Supplier<T> {

    private final Supplier<T> maker;
    private T value; // null until made

    Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public T get() {
        if (value == null) {
            value = maker.get();
        }
        return value;
    }
}
