package tmnf.rl.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

import tmnf.rl.config.SettingsException;
import tmnf.rl.config.TrainSettings;

/**
 * Looks every few seconds whether the settings have changed, and takes what may change while training. What
 * is wrong is said once, and changes nothing. Confined to one thread.
 */
final class Reload {

    private final LiveSettings live;
    private final SettingsChanges changes;
    private final TrainListener listener;
    private final LongSupplier nanos;
    private long looked;
    private String lastMistake = "";
    private List<String> lastRefused = List.of();

    /**
     * What changed.
     *
     * @param keys with their sections
     * @param table of the keys with their old and new values, in Markdown
     */
    record Change(List<String> keys, String table) {
    }

    Reload(LiveSettings live, SettingsChanges changes, TrainListener listener, LongSupplier nanos) {
        this.live = live;
        this.changes = changes;
        this.listener = listener;
        this.nanos = nanos;
        looked = nanos.getAsLong();
    }

    /** Looks if it is time to; empty: nothing was taken. */
    Optional<Change> look() {
        if (nanos.getAsLong() - looked < changes.interval().toNanos()) {
            return Optional.empty();
        }
        looked = nanos.getAsLong();
        TrainSettings before = live.settings();
        TrainSettings.Reread reread;
        try {
            Optional<Map<String, Object>> sections = changes.changed();
            if (sections.isEmpty()) {
                return Optional.empty();
            }
            reread = before.reread(live.attempt().of(TrainSettings.of(sections.get())));
        } catch (IOException | SettingsException e) {
            if (!e.getMessage().equals(lastMistake)) {
                listener.warning("the changed settings are not taken, all stay as they are: "
                        + e.getMessage());
            }
            lastMistake = e.getMessage();
            return Optional.empty();
        }
        lastMistake = "";
        refuse(reread.refused());
        if (reread.taken().isEmpty()) {
            return Optional.empty();
        }
        live.set(reread.settings(), changes.text(reread.settings()));
        Change change = change(before.toMap(), reread);
        listener.noted("settings changed: " + String.join(", ", change.keys()));
        return Optional.of(change);
    }

    /** Keys that have been named stay silent until they were as they are used again. */
    private void refuse(List<String> refused) {
        List<String> unnamed = new ArrayList<>(refused);
        unnamed.removeAll(lastRefused);
        if (!unnamed.isEmpty()) {
            listener.warning("changed while it trains, and taken at the next start only: "
                    + String.join(", ", unnamed));
        }
        lastRefused = refused;
    }

    private static Change change(Map<String, Object> before, TrainSettings.Reread reread) {
        Map<String, Object> after = reread.settings().toMap();
        StringBuilder table = new StringBuilder("| key | before | now |\n| --- | --- | --- |\n");
        for (String key : reread.taken()) {
            table.append("| ").append(key).append(" | ").append(value(before, key)).append(" | ")
                    .append(value(after, key)).append(" |\n");
        }
        return new Change(reread.taken(), table.toString());
    }

    private static Object value(Map<String, Object> sections, String key) {
        int dot = key.indexOf('.');
        return ((Map<?, ?>) sections.get(key.substring(0, dot))).get(key.substring(dot + 1));
    }
}
