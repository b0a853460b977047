package tmnf.cli.capture;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import tmnf.cli.command.Progress;
import tmnf.cli.download.Figures;

/** The line of a running capture: how far, how fast, and how long still. Asked by one thread at a time. */
final class CaptureProgress implements Supplier<Progress.State> {

    private static final long SOON_MILLIS = 2_000;

    private final int replays;
    private final long framesExpected;
    private final IntSupplier done;
    private final LongSupplier frames;
    private final LongSupplier nanos;
    private final long started;

    CaptureProgress(int replays, long framesExpected, IntSupplier done, LongSupplier frames,
            LongSupplier nanos) {
        this.replays = replays;
        this.framesExpected = framesExpected;
        this.done = done;
        this.frames = frames;
        this.nanos = nanos;
        this.started = nanos.getAsLong();
    }

    @Override
    public Progress.State get() {
        long millis = Math.max(1, (nanos.getAsLong() - started) / 1_000_000);
        long seen = frames.getAsLong();
        double rate = seen * 1000.0 / millis;
        // Frames of attempts that failed count too, so that the end may come later than it looks.
        long eta = seen == 0 || millis < SOON_MILLIS || done.getAsInt() >= replays ? -1
                : (long) (Math.max(0, framesExpected - seen) / rate * 1000);
        String text = String.format(Locale.ROOT, "replays %,d/%,d%s  frames %,d/%,d  %.0f frames/s",
                done.getAsInt(), replays, eta < 0 ? "" : "  ETA " + Figures.time(eta), seen, framesExpected,
                rate);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rate", Math.round(rate * 100) / 100.0);
        fields.put("etaMs", eta < 0 ? null : eta);
        fields.put("frames", seen);
        fields.put("framesExpected", framesExpected);
        return new Progress.State(done.getAsInt(), replays, text, fields);
    }
}
