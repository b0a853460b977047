package tmnf.capture.dataset.care;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;

import tmnf.capture.dataset.CaptureMetadata;
import tmnf.capture.dataset.CapturedReplay;
import tmnf.capture.dataset.DatasetCursor;
import tmnf.capture.dataset.DatasetException;
import tmnf.capture.dataset.FrameSchedule;
import tmnf.capture.dataset.FrameStore;
import tmnf.capture.dataset.ManifestEntry;
import tmnf.capture.dataset.jpeg.JpegException;
import tmnf.capture.dataset.jpeg.JpegHeader;
import tmnf.capture.dataset.jpeg.JpegLimits;
import tmnf.tminterface.observation.ActionIndex;

/** Looks at the entries of a manifest and at their frames, one after the other. Confined to one thread. */
final class EntryChecks {

    /** What the Python capture leaves out at the end of a race, ms. */
    private static final int UPSTREAM_CUT_MS = 800;
    /** Fewer frames than this part of those due cannot be an accident of the end. */
    private static final double ENOUGH = 0.9;
    private static final String AGAIN = "; capture the replay again";

    private final CapturedReplay replay;
    private final MetadataFacts facts;
    private final Findings findings;
    private final Optional<FrameSchedule> schedule;
    private final MessageDigest sha1;
    private final Set<String> named = new HashSet<>();
    private List<Integer> actions = List.of();
    private int count;
    private int noTicks;
    private int firstNoTick;
    private long bytes;
    private boolean allRead = true;
    private ManifestEntry last;

    EntryChecks(CapturedReplay replay, MetadataFacts facts, Findings findings) {
        this.replay = replay;
        this.facts = facts;
        this.findings = findings;
        this.schedule = facts.schedule();
        try {
            sha1 = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    int count() {
        return count;
    }

    long bytes() {
        return bytes;
    }

    void run(BooleanSupplier stops) throws IOException {
        actions = replay.actions().orElse(List.of());
        try (FrameStore frames = replay.frames();
                DatasetCursor<Map<String, Object>> cursor = replay.storedEntries()) {
            for (Optional<Map<String, Object>> next = cursor.next(); next.isPresent(); next = cursor.next()) {
                entry(next.get(), frames);
                count++;
                if (stops.getAsBoolean()) {
                    return;
                }
            }
            for (String name : frames.names()) {
                findings.addIf(!named.contains(name), CheckRule.ORPHAN, "%s: no entry names it", name);
            }
        }
        checkCount();
        checkSums();
    }

    private void entry(Map<String, Object> stored, FrameStore frames) throws IOException {
        ManifestEntry entry;
        try {
            entry = ManifestEntry.read(replay.manifest(), count, stored);
        } catch (DatasetException e) {
            findings.add(CheckRule.MANIFEST, e.getMessage());
            allRead = false;
            if (stored.get("file") instanceof String name) {
                named.add(name);
            }
            return;
        }
        findings.addIf(!named.add(entry.file()), CheckRule.LABEL, "entry %d: %s is named for the second time",
                count, entry.file());
        checkLabel(entry);
        checkAction(entry);
        checkFrame(entry, frames);
        checkSidecar(entry, stored);
        last = entry;
    }

    private void checkLabel(ManifestEntry entry) {
        findings.addIf(last != null && (entry.step() <= last.step() || entry.timeMs() <= last.timeMs()),
                CheckRule.LABEL, "entry %d: step %d and %d ms do not grow", count, entry.step(),
                entry.timeMs());
        String name = String.format(java.util.Locale.ROOT, "frame_%05d_%dms", entry.step(), entry.timeMs());
        findings.addIf(!entry.stem().equals(name), CheckRule.LABEL,
                "entry %d: %s is not the name of step %d at %d ms", count, entry.file(), entry.step(),
                entry.timeMs());
        boolean tick = entry.timeMs() % FrameSchedule.TICK_MS == 0;
        if (!facts.isOurs()) {
            firstNoTick = !tick && noTicks == 0 ? entry.timeMs() : firstNoTick;
            noTicks += tick ? 0 : 1;
        } else if (schedule.isPresent()) {
            checkDue(entry, schedule.get());
        }
        findings.addIf(facts.isOurs() && !tick, CheckRule.LABEL, "entry %d: %d ms is no tick", count,
                entry.timeMs());
    }

    /** Ours: the time is that of the frame that was due, and of no other. */
    private void checkDue(ManifestEntry entry, FrameSchedule due) {
        if (entry.requestedTimeMs().isEmpty()) {
            findings.add(CheckRule.LABEL, "entry " + count + ": \"requested_time_ms\" is missing");
            return;
        }
        double requested = entry.requestedTimeMs().getAsDouble();
        long number = Math.round(requested * due.fps() / 1000);
        boolean known = number >= 0 && number <= Integer.MAX_VALUE
                && Math.abs(requested - due.requestedMs((int) number)) <= 1e-6;
        boolean none = facts.integer(CaptureMetadata.REMOVED_FRAMES).orElse(0) == 0;
        findings.addIf(!known || none && number != entry.step(), CheckRule.LABEL,
                "entry %d: no frame %d was due at %s ms", count, entry.step(), requested);
        findings.addIf(known && due.tickMs((int) number) != entry.timeMs(), CheckRule.LABEL,
                "entry %d: %d ms is not the first tick at or after %s ms", count, entry.timeMs(), requested);
    }

    private void checkAction(ManifestEntry entry) {
        if (entry.actionIdx().isEmpty()) {
            findings.addIf(!actions.isEmpty(), CheckRule.ACTION,
                    "entry %d: has no action, the manifest has them", count);
            return;
        }
        int action = entry.actionIdx().getAsInt();
        if (!actions.isEmpty()) {
            int stepMs = Math.max(1, facts.integer("step_ms").orElse(FrameSchedule.TICK_MS));
            int at = (int) Math.max(0,
                    Math.min(Math.rint((double) entry.timeMs() / stepMs), actions.size() - 1));
            findings.addIf(actions.get(at) != action, CheckRule.ACTION,
                    "entry %d: action_idx is %d, actions[%d] is %d", count, action, at, actions.get(at));
        }
        findings.addIf(!ActionIndex.isValid(action), CheckRule.ACTION, "entry %d: there is no action %d",
                count,
                action);
        if (ActionIndex.isValid(action) && entry.inputs().isPresent()) {
            findings.addIf(ActionIndex.of(entry.inputs().get().action()) != action, CheckRule.ACTION,
                    "entry %d: the keys are not those of action %d", count, action);
        }
    }

    private void checkFrame(ManifestEntry entry, FrameStore frames) throws IOException {
        if (!frames.has(entry.file())) {
            findings.add(CheckRule.FRAME, entry.file() + ": is missing");
            allRead = false;
            return;
        }
        byte[] jpeg;
        try {
            jpeg = frames.read(entry.file());
        } catch (DatasetException e) {
            findings.add(CheckRule.FRAME, e.getMessage());
            allRead = false;
            return;
        }
        sha1.update(jpeg);
        bytes += jpeg.length;
        if (!entry.file().endsWith(".jpeg") && !entry.file().endsWith(".jpg")) {
            return; // other tools' pictures are not judged
        }
        try {
            JpegHeader header = JpegHeader.read(jpeg, 0, jpeg.length, JpegLimits.DEFAULT);
            OptionalInt width = facts.integer("width");
            OptionalInt height = facts.integer("height");
            findings.addIf(width.isPresent() && width.getAsInt() != header.width()
                    || height.isPresent() && height.getAsInt() != header.height(), CheckRule.FRAME,
                    "%s: is %dx%d", entry.file(), header.width(), header.height());
            String colour = facts.text("colour").orElse("");
            findings.addIf(colour.equals("grey") && header.components() != 1
                    || colour.equals("rgb") && header.components() != 3, CheckRule.FRAME,
                    "%s: has %d components, colour is %s", entry.file(), header.components(), colour);
        } catch (JpegException e) {
            findings.add(CheckRule.FRAME, entry.file() + ": " + e.getMessage());
        }
    }

    private void checkSidecar(ManifestEntry entry, Map<String, Object> stored) throws IOException {
        Path sidecar = replay.folder().resolve(entry.stem() + ".json");
        if (!Files.isRegularFile(sidecar)) {
            return;
        }
        try {
            findings.addIf(!CaptureMetadata.read(sidecar).values().equals(stored), CheckRule.SIDECAR,
                    "%s: says something else than entry %d", sidecar.getFileName(), count);
        } catch (DatasetException e) {
            findings.add(CheckRule.SIDECAR, e.getMessage());
        }
    }

    private void checkCount() {
        findings.addIf(count == 0, CheckRule.COUNT, "there are no entries");
        OptionalInt told = facts.integer(CaptureMetadata.TOTAL_FRAMES);
        findings.addIf(told.isPresent() && told.getAsInt() != count, CheckRule.COUNT,
                "total_frames is %d, the manifest has %d", told.orElse(0), count);
        findings.addIf(noTicks > 0, CheckRule.OLD_LABELS, "%d labels, such as %d ms, are no ticks of the "
                + "game, which come every 10 ms: the tool that made them wrote down when frames were due, "
                + "not what they show" + AGAIN, noTicks, firstNoTick);
        if (schedule.isEmpty()) {
            return;
        }
        FrameSchedule due = schedule.get();
        int removed = facts.integer(CaptureMetadata.REMOVED_FRAMES).orElse(0);
        if (facts.isOurs()) {
            findings.addIf(count + removed != due.count(), CheckRule.COUNT,
                    "%d frames and %d removed ones, but %s fps and %d ms make %d", count, removed, due.fps(),
                    due.raceTimeMs(), due.count());
            return;
        }
        int expected = new FrameSchedule(due.fps(), Math.max(0, due.raceTimeMs() - UPSTREAM_CUT_MS)).count();
        findings.addIf(count > 0 && count + removed < ENOUGH * expected, CheckRule.OLD_LABELS,
                "%d frames, but %s fps and a race of %d ms make %d: the game ran on while each was awaited, "
                + "so frames were taken later than their labels say, or the capture was cut short" + AGAIN,
                count, due.fps(), due.raceTimeMs(), expected);
    }

    private void checkSums() {
        Optional<String> hash = facts.text(CaptureMetadata.FRAMES_SHA1);
        findings.addIf(allRead && hash.isPresent()
                && !hash.get().equals(HexFormat.of().formatHex(sha1.digest())), CheckRule.HASH,
                "the frames are not those that were written: frames_sha1 is another");
    }
}
