package tmnf.pretrain.torch;

/**
 * A value whose making a file leaves to a Python class or function that is not on the list, such as {@code
 * pathlib.PosixPath}. Nothing of it was made or run, and nothing is known of it but that name: neither its
 * content nor, if it is a container, what lies in it. Each is equal to itself only. Immutable.
 */
public final class TorchOpaque {

    private final String global;
    private final int offset;

    TorchOpaque(String global, int offset) {
        this.global = global;
        this.offset = offset;
    }

    /** Another value by the same name. */
    TorchOpaque another() {
        return new TorchOpaque(global, offset);
    }

    /** Module and name of the class or function, at most 100 characters, none of them a control character. */
    public String global() {
        return global;
    }

    /** Where in the pickle program it was named; -1 if that is not known. */
    int offset() {
        return offset;
    }

    @Override
    public String toString() {
        return "<" + global + ">";
    }
}
