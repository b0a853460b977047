package tmnf.pretrain.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** What an {@link NpyExport} writes of its windows beside their pictures. Immutable. */
public interface NpyCompanion {

    /** Nothing. */
    NpyCompanion NONE = new NpyCompanion() {
        @Override
        public WindowIndex train(WindowIndex windows) {
            return windows;
        }

        @Override
        public WindowIndex validation(WindowIndex windows) {
            return windows;
        }

        @Override
        public String signature() {
            return "";
        }

        @Override
        public Map<String, Object> meta(Map<String, Object> pictures) {
            return pictures;
        }

        @Override
        public void write(Path folder) {
            // nothing
        }
    };

    /** Which of the windows to learn from are written: those that have all that belongs to them. */
    WindowIndex train(WindowIndex windows);

    /** The same of those for validation. */
    WindowIndex validation(WindowIndex windows);

    /** Another one where something else is written of the same frames; empty for nothing. */
    String signature();

    /** Whether what was written with a signature is what would be written now. */
    default boolean isSigned(String signature) {
        return signature.equals(signature());
    }

    /** All of {@code cache_meta.json}, made of what it says of the pictures, in order. */
    Map<String, Object> meta(Map<String, Object> pictures);

    /** Writes its files, for the windows that are written. */
    void write(Path folder) throws IOException;
}
