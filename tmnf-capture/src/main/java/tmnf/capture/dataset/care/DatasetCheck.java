package tmnf.capture.dataset.care;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

import tmnf.capture.dataset.CapturedReplay;
import tmnf.capture.dataset.DatasetCursor;
import tmnf.capture.dataset.DatasetException;
import tmnf.capture.dataset.FrameSchedule;
import tmnf.capture.dataset.RaceInputs;
import tmnf.capture.dataset.StoredState;
import tmnf.tminterface.observation.ObservationLayout;
import tmnf.tminterface.state.StateFormatException;

/**
 * Looks whether captures are what they claim to be: schema, labels, frames, actions, snapshots, states, and
 * that nothing lies about. Reads everything, as a stream; changes nothing. Names captures of older tools
 * whose labels cannot be right. Safe for use by several threads.
 */
public final class DatasetCheck {

    private static final int BATCH = 64;

    private final ObservationLayout layout;
    private final int workers;

    /**
     * A check.
     *
     * @param layout of the observations that snapshots have to make
     * @param workers captures that are looked at at the same time, at least 1
     */
    public DatasetCheck(ObservationLayout layout, int workers) {
        this.layout = Objects.requireNonNull(layout);
        if (workers < 1) {
            throw new IllegalArgumentException("workers have to be at least 1: " + workers);
        }
        this.workers = workers;
    }

    /**
     * Looks at captures and tells of each in the order of the list, on this thread.
     *
     * @param stops asked often, by several threads; the check ends early when it says true
     * @return false when it was stopped
     */
    public boolean run(List<CapturedReplay> replays, Consumer<ReplayCheck> to, BooleanSupplier stops)
            throws IOException, InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(workers, task -> {
            Thread thread = new Thread(task, "tmnf-check");
            thread.setDaemon(true);
            return thread;
        });
        try {
            for (int from = 0; from < replays.size(); from += BATCH) {
                List<Future<ReplayCheck>> batch = new ArrayList<>();
                for (CapturedReplay replay : replays.subList(from, Math.min(replays.size(), from + BATCH))) {
                    batch.add(pool.submit(() -> check(replay, stops)));
                }
                for (Future<ReplayCheck> each : batch) {
                    ReplayCheck checked = result(each);
                    if (stops.getAsBoolean()) {
                        return false;
                    }
                    to.accept(checked);
                }
            }
            return true;
        } finally {
            pool.shutdownNow();
        }
    }

    private static ReplayCheck result(Future<ReplayCheck> future) throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Looks at one capture. */
    public ReplayCheck check(CapturedReplay replay) throws IOException {
        return check(replay, () -> false);
    }

    private ReplayCheck check(CapturedReplay replay, BooleanSupplier stops) throws IOException {
        Findings findings = new Findings();
        MetadataFacts facts = MetadataFacts.read(replay, findings);
        EntryChecks entries = new EntryChecks(replay, facts, findings);
        SnapshotChecks snapshots = new SnapshotChecks(replay, layout, findings);
        part(findings, CheckRule.MANIFEST, () -> entries.run(stops));
        part(findings, CheckRule.SNAPSHOT, () -> snapshots.run(facts, stops));
        part(findings, CheckRule.INPUTS, () -> inputs(replay, facts, findings));
        part(findings, CheckRule.STATE, () -> states(replay, facts, findings));
        part(findings, CheckRule.ORPHAN, () -> leftovers(replay, findings));
        return new ReplayCheck(replay, entries.count(), entries.bytes(), snapshots.count(), findings.kept(),
                findings.counts());
    }

    /** Each part of a capture is looked at, whatever is wrong with the others. */
    private interface Part {
        void run() throws IOException;
    }

    private static void part(Findings findings, CheckRule rule, Part part) throws IOException {
        try {
            part.run();
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (DatasetException e) {
            findings.add(rule, e.getMessage());
        } catch (IOException e) {
            findings.add(rule, "cannot be read: " + e);
        }
    }

    private static void inputs(CapturedReplay replay, MetadataFacts facts, Findings findings)
            throws IOException {
        Optional<RaceInputs> inputs = replay.inputs();
        OptionalInt race = facts.integer("race_time_ms");
        if (inputs.isPresent() && race.isPresent()) {
            int ends = inputs.get().startMs() + inputs.get().ticks() * FrameSchedule.TICK_MS;
            findings.addIf(inputs.get().startMs() > 0
                    || ends <= race.getAsInt() - FrameSchedule.TICK_MS, CheckRule.INPUTS,
                    "input_stream goes from %d ms to %d ms, the race from 0 to %d ms", inputs.get().startMs(),
                    ends, race.getAsInt());
        }
    }

    private static void states(CapturedReplay replay, MetadataFacts facts, Findings findings)
            throws IOException {
        int count = 0;
        int lastMs = Integer.MIN_VALUE;
        try (DatasetCursor<StoredState> cursor = replay.states()) {
            for (Optional<StoredState> next = cursor.next(); next.isPresent(); next = cursor.next()) {
                StoredState state = next.get();
                findings.addIf(state.timeMs() <= lastMs, CheckRule.STATE,
                        "state %d: its time, %d ms, does not grow", count, state.timeMs());
                lastMs = state.timeMs();
                try {
                    int own = state.state().raceTimeMs();
                    findings.addIf(own != state.timeMs(), CheckRule.STATE,
                            "state %d: is of %d ms and says %d ms", count, state.timeMs(), own);
                } catch (StateFormatException e) {
                    findings.add(CheckRule.STATE, "state " + count + ": " + e.getMessage());
                }
                count++;
            }
        }
        OptionalInt told = facts.integer("total_full_states");
        findings.addIf(told.isPresent() && told.getAsInt() != count, CheckRule.STATE,
                "total_full_states is %d, there are %d", told.orElse(0), count);
    }

    /** Traces of work that was interrupted, and sidecars without a frame. */
    private static void leftovers(CapturedReplay replay, Findings findings) throws IOException {
        Set<String> names = new HashSet<>();
        try (Stream<Path> files = Files.list(replay.folder())) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        for (String name : names.stream().sorted().toList()) {
            findings.addIf(name.endsWith(".part"), CheckRule.ORPHAN, "%s: was not finished", name);
            findings.addIf(name.equals(PendingRemovals.FILE), CheckRule.ORPHAN,
                    "a cleanup was interrupted; run it again");
            boolean sidecar = name.startsWith("frame_") && name.endsWith(".json");
            findings.addIf(sidecar && !names.contains(name.replace(".json", ".jpeg")), CheckRule.ORPHAN,
                    "%s: has no frame", name);
        }
    }
}
