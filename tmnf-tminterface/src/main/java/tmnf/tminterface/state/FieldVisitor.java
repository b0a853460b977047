package tmnf.tminterface.state;

/** Receives the fields of a structure and of those inside it; see {@link StateView#walk}. */
@FunctionalInterface
public interface FieldVisitor {

    /**
     * One field that is not itself a structure; an array of numbers comes as a whole.
     *
     * @param path accessors from the outermost structure on, for example {@code
     *     wheels[0].realTimeState.isSliding}
     * @param offset first byte, counted from the start of the outermost structure
     * @param value as {@link StateField#read} returns it
     */
    void field(String path, int offset, StateField field, Object value);
}
