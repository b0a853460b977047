package tmnf.gbx.filter;

/** Watches files being renamed. */
public interface RenameListener {

    RenameListener NONE = new RenameListener() { };

    /** A file has its new name. */
    default void renamed(RenameStep.Rename step) {}

    /** A file was deleted since one with the same bytes has its new name. */
    default void dropped(RenameStep.Drop step) {}

    /** A file that had been dropped is there again. */
    default void restored(RenameStep.Restore step) {}

    /** A file kept its old name since the new one is taken. */
    default void conflict(RenameStep step) {}

    /** A file could not be renamed. */
    default void failed(RenameStep step, String why) {}
}
