package tmnf.pretrain.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import tmnf.pretrain.optim.LrSchedule;
import tmnf.pretrain.run.PolicyFacts;

/** Settings that a run keeps for all its life: with others, what follows would not belong to it. */
final class FixedSettings {

    /** Whether there are numbers beside the picture. */
    static final String USE_FLOATS = "use_floats";
    /** These numbers. */
    static final String FLOATS = "floats";

    /** How the mirrored decoder reaches the end of a side; nothing where its kernels do. */
    static final String BORDER = "decoder_border";

    /** The first layer of a mirrored decoder that gets as many latent numbers as its encoder has features. */
    static final String INPUT = "decoder_input";

    static final String TASK = "task";
    /** Task of {@link CloningTask}. */
    static final String CLONING = "bc";

    private static final String LABELS = "labels";

    /** What depends on which frames can be read, or on numbers that are made beside them. */
    static final Set<String> DECODED = Set.of(LABELS, "batch_size", FLOATS);

    private static final String FRAMES = "frames";
    /** Not fixed itself: where it is the same, so are labels that are not known before frames are decoded. */
    private static final String MANIFESTS = "manifests";
    /** Not fixed itself: it tells whether other frames are only copies. */
    private static final String CONTENT = "frames_content";

    /** What is kept as a hash, which tells nobody what is another now. */
    private static final Map<String, String> CHANGED = Map.of(
            FRAMES, "the frames of the dataset have changed",
            LABELS, "the actions that its samples are labelled with have changed, with the dataset or "
                    + "with the version of tmnf, as each may label otherwise",
            FLOATS, "the numbers beside its pictures have changed, which are made of the stored states",
            PolicyFacts.SCALING, "the numbers beside the picture are to be scaled otherwise, by the driver's "
                    + "configuration, rl_config_path");
    /** Where nobody knows whether frames are others or only files. */
    private static final String COPIED = ", by names, sizes and times of their files; if these were only "
            + "copied, copy them with their times (cp -p, rsync -t)";
    /** For cloning alone, which has such an option. */
    private static final String BEGUN_WITH = " (then begin another run, with the weights of this one by "
            + "--bc-resume-run-dir)";
    /** What checkpoints from before it was compared do not tell. */
    private static final List<String> UNTOLD = List.of(FLOATS, PolicyFacts.SCALING);
    private static final String SHAPE = "lr_schedule";
    private static final String WARMUP = "warmup_epochs";
    /** What it means that there is no such setting. */
    private static final Map<String, String> ABSENT = Map.of(SHAPE, "constant", WARMUP, "0.0");

    /** What it means that a checkpoint lacks what is now. */
    private static final Map<String, String> NEW = Map.of(BORDER, "the version that it began with drew the "
            + "border of every picture alike, and this one does not", INPUT, "the version that it began with "
            + "left out the decoder's first layer where there are as many latent numbers as features, and "
            + "this one does not");

    private FixedSettings() {
    }

    static Map<String, String> of(RunTask task, TrainingData data, int batch) {
        RunSettings settings = task.settings();
        PretrainSettings.Optimisation optimisation = settings.optimisation();
        Map<String, String> fixed = new TreeMap<>(task.fixed(data));
        fixed.put("image_size", settings.data().width() + "x" + settings.data().height());
        fixed.put("n_stack", Integer.toString(settings.data().stack()));
        fixed.put("batch_size", Integer.toString(batch));
        fixed.put("lr", Double.toString(optimisation.lr()));
        putSchedule(fixed, optimisation);
        fixed.put("grad_clip", Double.toString(optimisation.gradientLimit()));
        fixed.put("checkpoint_monitor", optimisation.monitor());
        fixed.put("seed", Long.toString(optimisation.seed()));
        fixed.put("val_fraction", Double.toString(settings.data().validationFraction()));
        fixed.put(FRAMES, data.signature());
        data.signed().content().ifPresent(content -> fixed.put(CONTENT, content));
        data.signed().manifests().ifPresent(manifests -> fixed.put(MANIFESTS, manifests));
        return fixed;
    }

    /** Nothing for a step size that stays, as in checkpoints from before there were others. */
    private static void putSchedule(Map<String, String> fixed, PretrainSettings.Optimisation optimisation) {
        LrSchedule schedule = optimisation.schedule();
        if (schedule.dependsOnLength()) {
            fixed.put(SHAPE, schedule.shape().name().toLowerCase(Locale.ROOT) + " over "
                    + optimisation.epochs() + " epochs");
        }
        if (schedule.warmupEpochs() > 0) {
            fixed.put(WARMUP, Double.toString(schedule.warmupEpochs()));
        }
    }

    /** Whether a checkpoint is of these frames, by their signature. */
    static boolean isOf(Map<String, String> checkpoint, String frames) {
        return frames.equals(checkpoint.get(FRAMES));
    }

    /** Whether a checkpoint is of decoded frames, as far as it tells; those of earlier versions do not. */
    static boolean isOfDecoded(Map<String, String> checkpoint) {
        return checkpoint.containsKey(CONTENT);
    }

    /**
     * Whether the files of the dataset are others than those of the checkpoint, by sizes and times, and what
     * is decoded of them is the same: a copy.
     *
     * @param earlierFrames what earlier versions kept of the same frames
     */
    static boolean isCopy(Map<String, String> checkpoint, Map<String, String> now, String earlierFrames) {
        String before = checkpoint.getOrDefault(FRAMES, earlierFrames);
        return !before.equals(now.get(FRAMES)) && !before.equals(earlierFrames)
                && checkpoint.containsKey(CONTENT) && checkpoint.get(CONTENT).equals(now.get(CONTENT));
    }

    /**
     * Whether what labels are made of is other than it was, so that they may be; checkpoints of earlier
     * versions do not tell it.
     */
    static boolean hasOtherManifests(Map<String, String> checkpoint, Map<String, String> now) {
        return checkpoint.containsKey(MANIFESTS) && !checkpoint.get(MANIFESTS).equals(now.get(MANIFESTS));
    }

    /**
     * Refuses other settings than those of the checkpoint.
     *
     * @param earlierFrames what earlier versions kept of the same frames
     * @return what nobody can compare because the checkpoint does not tell, a sentence each
     */
    static List<String> requireSame(Map<String, String> checkpoint, Map<String, String> now,
            String earlierFrames) throws PretrainException {
        Map<String, String> before = new TreeMap<>(checkpoint);
        Map<String, String> wanted = new TreeMap<>(now);
        before.replace(FRAMES, earlierFrames, now.get(FRAMES));
        if (isCopy(checkpoint, now, earlierFrames)) {
            before.put(FRAMES, now.get(FRAMES));
        }
        String content = before.remove(CONTENT);
        before.remove(MANIFESTS);
        wanted.remove(MANIFESTS);
        boolean onlyTimes = wanted.remove(CONTENT) == null || content == null;
        if (withFloats(before) && withFloats(wanted) && !before.containsKey(FLOATS)) {
            wanted.keySet().removeAll(UNTOLD.stream().filter(name -> !before.containsKey(name)).toList());
            requireEqual(before, wanted, onlyTimes);
            return List.of("the checkpoint is of a version that did not write down which numbers beside the "
                    + "pictures it learned from, nor how they were scaled; they are taken as they are now. "
                    + "With another dataset or another rl_config_path than before, begin another run");
        }
        requireEqual(before, wanted, onlyTimes);
        return List.of();
    }

    /** The same before frames are decoded: of what does not depend on them. Other ones may be copies. */
    static void requireSameUndecoded(Map<String, String> checkpoint, Map<String, String> now)
            throws PretrainException {
        Map<String, String> before = new TreeMap<>(checkpoint);
        Map<String, String> wanted = new TreeMap<>(now);
        for (Map<String, String> each : List.of(before, wanted)) {
            each.keySet().removeAll(DECODED);
            each.keySet().removeAll(Set.of(FRAMES, CONTENT));
        }
        requireSame(before, wanted, "");
    }

    private static boolean withFloats(Map<String, String> settings) {
        return Boolean.parseBoolean(settings.get(USE_FLOATS));
    }

    /** {@code onlyTimes}: nobody knows whether other frames are copies whose files have other times. */
    private static void requireEqual(Map<String, String> before, Map<String, String> now, boolean onlyTimes)
            throws PretrainException {
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        names.removeIf(name -> value(before, name).equals(value(now, name)));
        if (!NEW.keySet().containsAll(names)) {
            names.removeAll(NEW.keySet()); // another network, which may have other layers for that reason
        }
        List<String> differences = new ArrayList<>();
        for (String name : names) {
            differences.add(difference(name, before.containsKey(name), now.containsKey(name),
                    value(before, name), value(now, name)) + (name.equals(FRAMES) && onlyTimes ? COPIED
                    : name.equals(LABELS) && CLONING.equals(now.get(TASK)) ? BEGUN_WITH : ""));
        }
        if (!differences.isEmpty()) {
            throw new PretrainException(PretrainException.Kind.CHECKPOINT, "the run cannot go on with other "
                    + "settings: " + String.join("; ", differences)
                    + ". Give those that it began with, or begin another run");
        }
    }

    private static String value(Map<String, String> settings, String name) {
        return settings.getOrDefault(name, ABSENT.getOrDefault(name, "nothing"));
    }

    private static String difference(String name, boolean wasTold, boolean isTold, String then,
            String wanted) {
        if (!wasTold && NEW.containsKey(name)) {
            return NEW.get(name);
        }
        return wasTold && isTold && CHANGED.containsKey(name) ? CHANGED.get(name)
                : name + " was " + then + " and is to be " + wanted;
    }
}
