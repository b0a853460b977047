package tmnf.pretrain.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

/** What a run that goes on must have in common with its checkpoint, and what nobody asks of old ones. */
class FixedSettingsTest {

    private static final Map<String, String> NOW = Map.of("frames", "a", "use_floats", "true", "floats", "b",
            "scaling", "c", "seed", "42");

    private static Map<String, String> with(String key, String value) {
        Map<String, String> other = new TreeMap<>(NOW);
        other.put(key, value);
        return other;
    }

    private static Map<String, String> untold() {
        Map<String, String> old = new TreeMap<>(NOW);
        old.keySet().removeAll(List.of("floats", "scaling"));
        return old;
    }

    private static void refused(Map<String, String> before, String what) {
        assertThatExceptionOfType(PretrainException.class)
                .isThrownBy(() -> FixedSettings.requireSame(before, NOW, "a"))
                .withMessageContaining(what);
    }

    @Test
    void aCheckpointThatDoesNotTellItsFloatsIsGoneOnWithAndSaidSo() throws Exception {
        assertThat(FixedSettings.requireSame(NOW, NOW, "a")).isEmpty();
        assertThat(FixedSettings.requireSame(untold(), NOW, "a")).singleElement().asString()
                .contains("did not write down which numbers beside the pictures", "begin another run");

        refused(with("floats", "other"), "the numbers beside its pictures have changed");
        refused(with("scaling", "other"), "are to be scaled otherwise");
        Map<String, String> seeded = untold();
        seeded.put("seed", "7");
        refused(seeded, "seed was 7 and is to be 42");
        Map<String, String> blind = untold();
        blind.put("use_floats", "false");
        refused(blind, "use_floats was false and is to be true");
    }

    @Test
    void aDecoderThatDrewTheBorderOtherwiseIsNotGoneOnWith() {
        assertThatExceptionOfType(PretrainException.class).isThrownBy(() -> FixedSettings.requireSame(NOW,
                with(FixedSettings.BORDER, "repeated"), "a"))
                .withMessageContaining("drew the border of every picture alike")
                .withMessageContaining("begin another run");
    }

    /** Another network has other layers, which says nothing of the version. */
    @Test
    void whereMoreDiffersTheLayersAreNotExplained() {
        Map<String, String> other = new TreeMap<>(with(FixedSettings.INPUT, "linear"));
        other.put("task", "vae");
        assertThatExceptionOfType(PretrainException.class).isThrownBy(() -> FixedSettings.requireSame(NOW,
                other, "a")).withMessageContaining("is to be vae")
                .withMessageNotContaining("left out the decoder's first layer");
    }

    @Test
    void aDecoderThatLackedItsFirstLayerIsNotGoneOnWith() {
        assertThatExceptionOfType(PretrainException.class).isThrownBy(() -> FixedSettings.requireSame(NOW,
                with(FixedSettings.INPUT, "linear"), "a"))
                .withMessageContaining("left out the decoder's first layer")
                .withMessageContaining("begin another run");
    }

    /** A later version may label the same frames otherwise, and nobody can give it the labels of before. */
    @Test
    void otherLabelsMayBeThoseOfAnotherVersion() {
        String option = "begin another run, with the weights of this one by --bc-resume-run-dir";
        for (String task : List.of("bc", "FORWARD")) {
            Map<String, String> before = with("task", task);
            before.put("labels", "x");
            Map<String, String> now = new TreeMap<>(before);
            now.put("labels", "y");
            assertThatExceptionOfType(PretrainException.class)
                    .isThrownBy(() -> FixedSettings.requireSame(before, now, "a"))
                    .withMessageContaining("the version of tmnf").satisfies(e -> assertThat(
                            e.getMessage().contains(option)).as(task).isEqualTo(task.equals("bc")));
        }
    }

    /** Of some tracks they kept what the whole dataset was. */
    @Test
    void framesThatEarlierVersionsSignedOtherwiseAreTheSame() throws Exception {
        assertThat(FixedSettings.requireSame(with("frames", "whole"), NOW, "whole")).isEmpty();
        refused(with("frames", "whole"), "the frames of the dataset have changed");
    }

    /** Of files with other times, what is decoded tells whether they are copies; without it nobody knows. */
    @Test
    void copiesOfTheSameFramesAreTheSameAndOtherFramesAreNot() throws Exception {
        Map<String, String> now = with("frames_content", "pixels");
        Map<String, String> before = new TreeMap<>(now);
        before.put("frames", "older");
        assertThat(FixedSettings.requireSame(before, now, "a")).isEmpty();
        assertThat(FixedSettings.isCopy(before, now, "a")).isTrue();
        assertThat(FixedSettings.isCopy(now, now, "a")).isFalse();
        assertThat(FixedSettings.requireSame(NOW, now, "a")).as("of an earlier version").isEmpty();
        assertThat(FixedSettings.requireSame(now, NOW, "a")).as("with a cache of one").isEmpty();

        before.put("frames_content", "other pixels");
        assertThatExceptionOfType(PretrainException.class)
                .isThrownBy(() -> FixedSettings.requireSame(before, now, "a"))
                .withMessageContaining("the frames of the dataset have changed. Give");
        before.remove("frames_content");
        assertThatExceptionOfType(PretrainException.class)
                .isThrownBy(() -> FixedSettings.requireSame(before, now, "a"))
                .withMessageContaining("copy them with their times (cp -p, rsync -t)");
        refused(with("frames", "older"), "copy them with their times (cp -p, rsync -t)");
    }
}
