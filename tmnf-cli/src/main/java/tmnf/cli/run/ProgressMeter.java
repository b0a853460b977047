package tmnf.cli.run;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import tmnf.cli.command.Progress;

/**
 * Progress of one job: a redrawn line on a terminal, a line now and then elsewhere, events for scripts. It
 * has no thread of its own: it speaks when the job advances or shows its state. Safe for use by several
 * threads.
 */
final class ProgressMeter implements Progress {

    /** How progress is shown. */
    enum Form { BAR, PLAIN, EVENTS }

    private static final long BAR_EVERY_MS = 100;
    private static final long LINE_EVERY_MS = 30_000;
    /** Jobs that are over sooner need no lines. */
    private static final long FIRST_LINE_MS = 1_000;
    private static final long EVENT_EVERY_MS = 2_000;

    private final Form form;
    private final String title;
    private final int width;
    private final Console console;
    private final Reporter reporter;
    private final Clock clock;
    private final long started;
    private long done;
    private long total;
    private State told; // null: the job only counts
    private long spokeAt;
    private long spokeTenth;
    private boolean closed;

    ProgressMeter(Form form, String title, long total, int width, Console console, Reporter reporter,
            Clock clock) {
        this.form = form;
        this.title = title;
        this.total = total;
        this.width = width;
        this.console = console;
        this.reporter = reporter;
        this.clock = clock;
        this.started = clock.millis();
        this.spokeAt = started;
    }

    @Override
    public synchronized void advance(long items) {
        done += items;
        speakWhenDue();
    }

    @Override
    public synchronized void show(State state) {
        told = state;
        done = state.done();
        total = state.total();
        speakWhenDue();
    }

    private void speakWhenDue() {
        if (closed) {
            return;
        }
        long now = clock.millis();
        long tenth = total > 0 ? done * 10 / total : 0;
        boolean due = switch (form) {
            case BAR -> now - spokeAt >= BAR_EVERY_MS;
            case PLAIN -> now - spokeAt >= LINE_EVERY_MS
                    || tenth > spokeTenth && now - spokeAt >= FIRST_LINE_MS;
            case EVENTS -> now - spokeAt >= EVENT_EVERY_MS;
        };
        if (due) {
            spokeAt = now;
            spokeTenth = tenth;
            speak(now);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            if (form == Form.BAR) {
                console.clearStatus();
            } else if (form == Form.EVENTS) {
                speak(clock.millis());
            }
        }
    }

    private void speak(long now) {
        double seconds = Math.max(0.001, (now - started) / 1000.0);
        double rate = done / seconds;
        long etaMs = total > 0 && rate > 0 ? Math.max(0, (long) ((total - done) / rate * 1000)) : -1;
        switch (form) {
            case BAR -> console.showStatus(clip(text(rate, etaMs)));
            case PLAIN -> console.errLine(clock.instant().truncatedTo(ChronoUnit.SECONDS) + " "
                    + text(rate, etaMs));
            case EVENTS -> reporter.event("progress", told == null ? event(rate, etaMs) : event());
        }
    }

    private Map<String, Object> event(double rate, long etaMs) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("title", title);
        event.put("done", done);
        event.put("total", total > 0 ? total : null);
        event.put("rate", Math.round(rate * 100) / 100.0);
        event.put("etaMs", etaMs < 0 ? null : etaMs);
        return event;
    }

    private Map<String, Object> event() {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("title", title);
        event.put("done", done);
        event.put("total", total > 0 ? total : null);
        event.putAll(told.fields());
        return event;
    }

    private String text(double rate, long etaMs) {
        if (told != null) {
            return told.text();
        }
        StringBuilder text = new StringBuilder(title).append(": ").append(done);
        if (total > 0) {
            text.append('/').append(total).append(" (").append(done * 100 / total).append(" %)");
        }
        text.append(String.format(Locale.ROOT, ", %.1f/s", rate));
        if (etaMs >= 0 && done < total) {
            Duration left = Duration.ofMillis(etaMs);
            text.append(String.format(Locale.ROOT, ", %d:%02d:%02d left",
                    left.toHours(), left.toMinutesPart(), left.toSecondsPart()));
        }
        return text.toString();
    }

    private String clip(String text) {
        return text.length() < width ? text : text.substring(0, Math.max(0, width - 1));
    }
}
