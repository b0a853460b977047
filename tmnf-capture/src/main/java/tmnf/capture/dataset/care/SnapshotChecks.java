package tmnf.capture.dataset.care;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

import tmnf.capture.dataset.CapturedReplay;
import tmnf.capture.dataset.DatasetCursor;
import tmnf.tminterface.observation.ObservationCheck;
import tmnf.tminterface.observation.ObservationLayout;
import tmnf.tminterface.observation.ObservationSnapshot;
import tmnf.tminterface.observation.SnapshotException;

/** Looks at the snapshots of a manifest, one after the other. Confined to one thread. */
final class SnapshotChecks {

    /** Cars roll back a little, when they hit something for example. */
    private static final double RISE_METRES = 5;

    private final CapturedReplay replay;
    private final ObservationLayout layout;
    private final Findings findings;
    private final ObservationCheck check;
    private final Repeated offRoad = new Repeated();
    private final Repeated rising = new Repeated();
    private int count;
    private double lastMs = Double.NEGATIVE_INFINITY;
    private double lowest = Double.POSITIVE_INFINITY;

    SnapshotChecks(CapturedReplay replay, ObservationLayout layout, Findings findings) {
        this.replay = replay;
        this.layout = layout;
        this.findings = findings;
        this.check = new ObservationCheck(layout);
    }

    /**
     * Something that is worth one remark, however often it is met: a jump or a loop meets it in each tick.
     */
    private final class Repeated {

        private String first = "";
        private int times;

        private void add(String text) {
            first = times++ == 0 ? text : first;
        }

        private void tell() {
            findings.addIf(times > 0, CheckRule.REMARK, "%s%s", first,
                    times == 1 ? "" : "; so do " + (times - 1) + " others");
        }
    }

    int count() {
        return count;
    }

    void run(MetadataFacts facts, BooleanSupplier stops) throws IOException {
        try (DatasetCursor<Map<String, Object>> cursor = replay.snapshots()) {
            for (Optional<Map<String, Object>> next = cursor.next(); next.isPresent(); next = cursor.next()) {
                snapshot(next.get());
                count++;
                if (stops.getAsBoolean()) {
                    return;
                }
            }
        }
        offRoad.tell();
        rising.tell();
        OptionalInt told = facts.integer("total_snapshots");
        findings.addIf(told.isPresent() && told.getAsInt() != count, CheckRule.SNAPSHOT,
                "total_snapshots is %d, the manifest has %d", told.orElse(0), count);
        findings.addIf(count == 0, CheckRule.REMARK, "there are no snapshots: no float inputs can be made");
    }

    private void snapshot(Map<String, Object> stored) {
        String place = "snapshot " + count;
        OptionalDouble time = UpstreamSnapshots.number(stored.get("time_ms"));
        findings.addIf(time.isEmpty(), CheckRule.SNAPSHOT, "%s: \"time_ms\" is missing or no number", place);
        if (time.isPresent()) {
            findings.addIf(!(time.getAsDouble() > lastMs), CheckRule.SNAPSHOT,
                    "%s: its time, %s ms, does not grow", place, time.getAsDouble());
            lastMs = Math.max(lastMs, time.getAsDouble());
        }
        try {
            ObservationSnapshot snapshot = ObservationSnapshot.read(place, stored, layout);
            for (ObservationCheck.Finding finding : check.series(List.of(snapshot))) {
                String text = place + ": " + finding.detail();
                if (finding.rule() == ObservationCheck.Rule.FIRST_CENTRE_NEAR) {
                    offRoad.add(text);
                } else {
                    findings.add(CheckRule.OBSERVATION, text);
                }
            }
            snapshot.field("margin").ifPresent(margin -> margin(place, margin[0]));
        } catch (SnapshotException e) {
            findings.add(CheckRule.SNAPSHOT, e.getMessage());
        }
    }

    /** Across the whole race: {@link ObservationCheck} sees one snapshot at a time here. */
    private void margin(String place, double margin) {
        if (margin > lowest + RISE_METRES) {
            rising.add(String.format(Locale.ROOT, "%s: the margin to the finish rose from %.1f m to %.1f m",
                    place, lowest, margin));
        }
        lowest = Math.min(lowest, margin);
    }
}
