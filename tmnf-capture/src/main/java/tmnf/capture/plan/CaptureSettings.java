package tmnf.capture.plan;

import java.util.Objects;

import tmnf.gbx.script.ScriptOptions;

/**
 * All that a user can choose about a capture, by topic. Each part checks its own ranges when it is made; a
 * value outside throws {@link IllegalArgumentException} with a message that names it and what is allowed.
 *
 * @param script how the inputs of a replay become a script
 */
public record CaptureSettings(CapturePlaces places, ReplaySelection selection, FrameSettings frames,
        ScriptOptions script, VcpSettings vcp, OutputSettings output, RunSettings run) {

    /** What is taken when nothing is said: places and numbers of the Python capture, and our decisions. */
    public static final CaptureSettings DEFAULT = new CaptureSettings(CapturePlaces.DEFAULT,
            ReplaySelection.DEFAULT, FrameSettings.DEFAULT, ScriptOptions.DEFAULT, VcpSettings.DEFAULT,
            OutputSettings.DEFAULT, RunSettings.DEFAULT);

    /** Checks what one part asks of another. */
    public CaptureSettings {
        Objects.requireNonNull(places, "places");
        Objects.requireNonNull(selection, "selection");
        Objects.requireNonNull(frames, "frames");
        Objects.requireNonNull(script, "script");
        Objects.requireNonNull(vcp, "vcp");
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(run, "run");
    }

    /** The same with other places. */
    public CaptureSettings with(CapturePlaces value) {
        return new CaptureSettings(value, selection, frames, script, vcp, output, run);
    }

    /** The same with another selection. */
    public CaptureSettings with(ReplaySelection value) {
        return new CaptureSettings(places, value, frames, script, vcp, output, run);
    }

    /** The same with other frames. */
    public CaptureSettings with(FrameSettings value) {
        return new CaptureSettings(places, selection, value, script, vcp, output, run);
    }

    /** The same with other scripts. */
    public CaptureSettings with(ScriptOptions value) {
        return new CaptureSettings(places, selection, frames, value, vcp, output, run);
    }

    /** The same with other zone centres. */
    public CaptureSettings with(VcpSettings value) {
        return new CaptureSettings(places, selection, frames, script, value, output, run);
    }

    /** The same with another output. */
    public CaptureSettings with(OutputSettings value) {
        return new CaptureSettings(places, selection, frames, script, vcp, value, run);
    }

    /** The same with other runs. */
    public CaptureSettings with(RunSettings value) {
        return new CaptureSettings(places, selection, frames, script, vcp, output, value);
    }

    /**
     * Twelve hexadecimal digits for what the content of a captured replay depends on: frames, scripts, which
     * states are kept, and which kind of zone centres they refer to. Two captures of the same replay with
     * the same digest have the same frames and labels, and, with the same zone centres, the same states.
     * Places, workers, speed, deadlines, packing and sidecars do not count.
     */
    public String digest() {
        String text = String.join(" ", frames.digestText(), "script", script.style().label(),
                Integer.toString(script.inputTimeOffsetMs()), script.respawnAction(),
                Integer.toString(script.respawnAfterCpMs()), output.digestText(), vcp.digestText());
        return Sha.hex12(text);
    }

    /**
     * What decides whether an attempt fails: the {@link #digest()}, the speed of the game and the largest
     * distance. A replay that was put aside is worth another try when any of them has changed.
     */
    public String attemptText() {
        return digest() + " speed " + PythonFloat.repr(run.runningSpeed()) + " max-distance "
                + PythonFloat.repr(run.largestGhostDistanceMetres());
    }
}
