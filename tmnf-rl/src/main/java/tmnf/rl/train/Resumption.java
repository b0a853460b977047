package tmnf.rl.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tmnf.rl.config.SettingsException;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.save.ResumedSettings;
import tmnf.rl.save.RunStart;
import tmnf.rl.save.SaveException;
import tmnf.rl.save.UpstreamRun;

/** What changed settings mean for a run that goes on. */
final class Resumption {

    private static final String NOT_KEPT = "tmnf.persist_buffer is off";

    private final List<String> warnings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private List<String> elsewhere = List.of();
    private List<String> rewards = List.of();

    private Resumption() {
    }

    /**
     * Compares the settings with those of the checkpoint, if there is one.
     *
     * @param texts reads its snapshot
     * @throws SaveException if its weights are of no use with these settings
     */
    static Resumption of(RunStart start, TrainSettings settings, SettingsChanges texts) throws SaveException {
        Resumption result = new Resumption();
        if (start instanceof RunStart.Upstream) {
            UpstreamRun.doubt(settings.scaling()).ifPresent(result.warnings::add);
        }
        if (start instanceof RunStart.Resume resume) {
            result.compare(resume.checkpoint().config(), settings, texts);
            resume.checkpoint().statistics().scaling()
                    .map(scaling -> ResumedSettings.otherScaling(settings, scaling))
                    .filter(keys -> !keys.isEmpty())
                    .ifPresent(keys -> result.warnings.add(String.join(", ", keys) + " of the configuration"
                            + " is not used: the checkpoint has its own scaling of the inputs"));
        }
        return result;
    }

    private void compare(String snapshot, TrainSettings now, SettingsChanges texts) throws SaveException {
        try {
            Optional<Map<String, Object>> sections = texts.sections(snapshot);
            if (sections.isPresent()) {
                ResumedSettings resumed = ResumedSettings.of(TrainSettings.of(sections.get()), now);
                warnings.addAll(resumed.warnings());
                elsewhere = resumed.elsewhere();
                rewards = resumed.rewards();
                if (!resumed.changed().isEmpty()) {
                    notes.add("settings changed since the checkpoint: "
                            + String.join(", ", resumed.changed()));
                }
            }
        } catch (SaveException e) {
            throw e;
        } catch (IOException | SettingsException e) {
            notes.add("the settings are not compared with the checkpoint's, whose snapshot cannot be read: "
                    + e.getMessage());
        }
    }

    /** Why the run has no use for transitions that its checkpoint kept; empty: it has, where they fit. */
    Optional<String> leaves(TrainSettings settings) {
        if (!settings.own().persistBuffer()) {
            return Optional.of(NOT_KEPT);
        }
        return elsewhere.isEmpty() ? Optional.empty()
                : Optional.of("they are of other settings: " + String.join(", ", elsewhere));
    }

    /** What is to be said of transitions that are taken. */
    Optional<String> taken(Path kept) {
        return rewards.isEmpty() ? Optional.empty() : Optional.of("the transitions that the checkpoint kept"
                + " are learned from with the rewards that they got then, as long as they are in the buffer: "
                + String.join(", ", rewards) + " changed; remove " + kept + " to begin without them");
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    void tell(TrainListener listener) {
        notes.forEach(listener::noted);
        warnings.forEach(listener::warning);
    }
}
