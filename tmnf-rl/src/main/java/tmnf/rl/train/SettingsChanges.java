package tmnf.rl.train;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import tmnf.rl.config.TrainSettings;

/** Where a training that runs finds changed settings. Asked every few seconds, by one thread. */
public interface SettingsChanges {

    /** Nothing ever changes. */
    SettingsChanges NONE = new SettingsChanges() {
        @Override
        public Optional<Map<String, Object>> changed() {
            return Optional.empty();
        }

        @Override
        public String text(TrainSettings settings) {
            return settings.toMap().toString();
        }
    };

    /**
     * The sections, as {@link TrainSettings#of} takes them, if they are others than when this was asked last.
     *
     * @throws IOException if they cannot be read; the message says why and stays the same while it is so
     */
    Optional<Map<String, Object>> changed() throws IOException;

    /**
     * The sections of a text that {@link #text} made, or an earlier version of this program; empty: it has
     * none.
     *
     * @throws IOException if it cannot be read
     */
    default Optional<Map<String, Object>> sections(String text) throws IOException {
        return Optional.empty();
    }

    /** How long to wait between two looks. */
    default Duration interval() {
        return Duration.ofSeconds(2);
    }

    /** Settings as the text that is kept beside checkpoints. */
    String text(TrainSettings settings);
}
