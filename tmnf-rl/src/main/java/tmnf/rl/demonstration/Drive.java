package tmnf.rl.demonstration;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import tmnf.capture.dataset.CaptureMetadata;
import tmnf.capture.dataset.CapturedReplay;
import tmnf.rl.collect.MapTarget;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.demonstration.DemonstrationException.Reason;

/**
 * A captured race that fits the training, as far as its metadata say.
 *
 * @param replay its folder
 * @param target map and line that it is of
 * @param sureOfMap whether the metadata say so; else the first position decides
 * @param finishMs race time of the finish
 * @param stepMs from one label to the next
 */
record Drive(CapturedReplay replay, MapTarget target, boolean sureOfMap, int finishMs, int stepMs) {

    private static final double WHOLE = 1e-9;
    private static final double MS_PER_SECOND = 1000;
    private static final int USUAL_STEP_MS = 10;

    /**
     * What the metadata say; empty for a race on none of the maps.
     *
     * @throws DemonstrationException if it is of one of the maps and does not fit
     */
    static Optional<Drive> of(CapturedReplay replay, List<MapTarget> targets, TrainSettings settings)
            throws IOException {
        CaptureMetadata metadata = replay.metadata().orElseThrow(() -> new DemonstrationException(
                Reason.RACE, replay + ": has no metadata.json, so nothing says how it was captured"));
        Optional<String> uid = metadata.text("challenge_uid").filter(text -> !text.isEmpty());
        Optional<MapTarget> known = targets.stream().filter(target -> uid.isPresent()
                && !target.uid().isEmpty() ? target.uid().equals(uid.get())
                : target.name().equals(replay.trackId())).findFirst();
        boolean sure = known.isPresent();
        boolean maybe = targets.size() == 1 && (uid.isEmpty() || targets.get(0).uid().isEmpty());
        if (!sure && !maybe) {
            return Optional.empty();
        }
        if (!metadata.flag("race_finished").orElse(false) || !replay.isComplete()) {
            throw new DemonstrationException(Reason.RACE, replay + ": is not the capture of a whole race");
        }
        requireTiming(replay, metadata, settings);
        requirePictures(replay, metadata, settings);
        OptionalInt finish = metadata.integer("finish_time_ms");
        OptionalInt race = finish.isPresent() ? finish : metadata.integer("race_time_ms");
        if (race.isEmpty() || race.getAsInt() <= 0) {
            throw new DemonstrationException(Reason.RACE, replay + ": nothing says when it was finished");
        }
        return Optional.of(new Drive(replay, known.orElse(targets.get(0)), sure, race.getAsInt(),
                metadata.integer("step_ms").orElse(USUAL_STEP_MS)));
    }

    private static void requireTiming(CapturedReplay replay, CaptureMetadata metadata, TrainSettings settings)
            throws IOException {
        int ms = settings.environment().msPerAction();
        String decisions = ", but there is a decision every " + ms + " ms; capture it again with ";
        String or = ", or change tm_engine_step_per_action";
        requireRate(replay, "states", metadata.number("fps_meta"), ms, decisions, "--fps-meta", or);
        if (settings.network().useIqnImageHead()) {
            requireRate(replay, "frames", metadata.number("fps"), ms, decisions, "--fps", or);
        }
        int step = metadata.integer("step_ms").orElse(USUAL_STEP_MS);
        if (step <= 0 || ms % step != 0) {
            throw new DemonstrationException(Reason.TIMING, replay + ": has a label every " + step + " ms"
                    + decisions + "--step-ms 10" + or);
        }
    }

    private static void requireRate(CapturedReplay replay, String what, OptionalDouble rate, int ms,
            String decisions, String option, String or) throws DemonstrationException {
        double each = rate.orElse(0) * ms / MS_PER_SECOND;
        if (each < 1 - WHOLE || Math.abs(each - Math.rint(each)) > WHOLE) {
            throw new DemonstrationException(Reason.TIMING, replay + ": has " + what + " at " + rate.orElse(0)
                    + " a second" + decisions + option + " 100" + or);
        }
    }

    private static void requirePictures(CapturedReplay replay, CaptureMetadata metadata,
            TrainSettings settings) throws IOException {
        if (!settings.network().useIqnImageHead()) {
            return;
        }
        int width = metadata.integer("width").orElse(0);
        int height = metadata.integer("height").orElse(0);
        if (width != settings.network().width() || height != settings.network().height()) {
            throw new DemonstrationException(Reason.PICTURES, replay + ": has frames of " + width + "x"
                    + height + " pixels, the driver sees " + settings.network().width() + "x"
                    + settings.network().height() + "; capture it again with --width and --height, or change "
                    + "w_downsized and h_downsized");
        }
        if (metadata.flag("hud").orElse(false)) {
            throw new DemonstrationException(Reason.PICTURES, replay + ": shows the game's interface, which "
                    + "the driver does not see; capture it again without --hud");
        }
    }
}
