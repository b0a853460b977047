package tmnf.pretrain.label;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tmnf.capture.dataset.CapturedReplay;
import tmnf.pretrain.data.FrameTree;
import tmnf.pretrain.data.ReplayFrames;

/**
 * The actions that were pressed in the races of a dataset, for each of its frames, by the frame's number in
 * the {@link FrameTree} and in a {@link tmnf.pretrain.data.FrameCache} of it. Read from the manifests, ours
 * and those of the Python capture. An action is 0 to 11 as {@link
 * tmnf.tminterface.observation.ActionIndex} counts, or {@link #UNKNOWN}. Immutable; a few bytes for each
 * frame and each tick of a race.
 *
 * <p>A replay whose manifest cannot be read has no actions, and is one of {@link #problems}; so is one of
 * which something had to be left out.
 */
public final class FrameActions {

    /** No action is known. */
    public static final byte UNKNOWN = -1;

    private final int[] firsts;
    private final int[] times;
    private final boolean[] listed;
    private final byte[] own;
    private final byte[] following;
    /** For each replay; null without. */
    private final Timeline[] timelines;
    /** For each replay; null where there is a timeline, or nothing. */
    private final NearestEntries[] entries;
    private final List<ManifestProblem> problems;
    private final List<ManifestProblem> withoutTimeline = new ArrayList<>(); // filled by the constructor

    private FrameActions(FrameTree tree) {
        firsts = tree.replayFrames().stream().mapToInt(ReplayFrames::first).toArray();
        times = new int[tree.frameCount()];
        listed = new boolean[times.length];
        own = new byte[times.length];
        following = new byte[times.length];
        Arrays.fill(own, UNKNOWN);
        Arrays.fill(following, UNKNOWN);
        timelines = new Timeline[firsts.length];
        entries = new NearestEntries[firsts.length];
        List<ManifestProblem> found = new ArrayList<>();
        for (int i = 0; i < firsts.length; i++) {
            read(i, tree.replays().get(i), found);
        }
        problems = List.copyOf(found);
    }

    /** Reads the manifests of a dataset. Those that cannot be read are among {@link #problems}. */
    public static FrameActions read(FrameTree tree) {
        return new FrameActions(tree);
    }

    private void read(int number, FrameTree.Replay replay, List<ManifestProblem> found) {
        String name = replay.track() + "/" + replay.name();
        ManifestLabels labels;
        try {
            labels = ManifestLabels.read(CapturedReplay.open(replay.folder()));
        } catch (IOException e) {
            found.add(new ManifestProblem(name, replay.frames().size(), e.getMessage()));
            return;
        }
        labels.remarks().forEach(remark -> found.add(
                new ManifestProblem(name, replay.frames().size(), remark)));
        timelines[number] = labels.timeline().orElse(null);
        entries[number] = timelines[number] == null ? new NearestEntries(labels.entries()) : null;
        Map<String, Integer> frames = new HashMap<>();
        for (int i = 0; i < replay.frames().size(); i++) {
            frames.put(replay.frames().get(i), firsts[number] + i);
        }
        int missing = replay.frames().size();
        if (timelines[number] == null) {
            withoutTimeline.add(new ManifestProblem(name, missing, "the actions before its frames are not "
                    + "known and count as \"forward\": " + labels.lack()));
        }
        for (int i = 0; i < labels.entries().size(); i++) {
            ManifestLabels.Entry entry = labels.entries().get(i);
            Integer frame = frames.remove(entry.file()); // of two entries for one frame, the first
            if (frame != null) {
                missing--;
                listed[frame] = true;
                times[frame] = entry.timeMs();
                own[frame] = entry.action();
                following[frame] = i + 1 < labels.entries().size() ? labels.entries().get(i + 1).action()
                        : UNKNOWN;
            }
        }
        if (missing > 0) {
            found.add(new ManifestProblem(name, missing, "its manifest does not list them"));
        }
    }

    /** Number of frames. */
    public int count() {
        return own.length;
    }

    /** Replays of which something could not be read, in order of the tree. */
    public List<ManifestProblem> problems() {
        return problems;
    }

    /**
     * Replays whose manifests can be read but tell no timeline, with the reason: in observations of their
     * frames all previous actions are forward, {@link ReplayObservations}.
     */
    public List<ManifestProblem> withoutTimeline() {
        return Collections.unmodifiableList(withoutTimeline);
    }

    /** Whether the manifest lists a frame, so that its time is known. */
    public boolean isListed(int frame) {
        return listed[frame];
    }

    /**
     * Race time of a frame, milliseconds.
     *
     * @throws IllegalStateException if nobody knows, {@link #isListed}
     */
    public int timeMs(int frame) {
        if (!listed[frame]) {
            throw new IllegalStateException("frame " + frame + " is not in its manifest");
        }
        return times[frame];
    }

    /** What a frame's own entry in the manifest says: {@code action_idx}. */
    public int own(int frame) {
        return own[frame];
    }

    /** What the entry behind a frame's says. */
    public int following(int frame) {
        return following[frame];
    }

    /** What is pressed at a frame: by the race's timeline, or the frame's own label where there is none. */
    public int at(int frame) {
        return timelines[replay(frame)] == null ? own[frame] : at(frame, 0, Outside.UNKNOWN);
    }

    /**
     * What is pressed some time after a frame: by the race's timeline, at its nearest step, of two as near
     * the even one; where there is none, at the frame that is nearest in time, of two the earlier, and
     * unknown where none is nearer than the replay's frames usually are to each other.
     *
     * @param offsetMs after the frame; before it if negative
     */
    public int at(int frame, int offsetMs, Outside outside) {
        if (!listed[frame]) {
            return UNKNOWN;
        }
        int replay = replay(frame);
        long timeMs = (long) times[frame] + offsetMs;
        return timelines[replay] != null ? timelines[replay].at(timeMs, outside)
                : entries[replay].at(timeMs, outside);
    }

    /**
     * What acts for {@code durationMs} from a frame on, if several do the one that does longest, of two as
     * long the earlier: what a driver who looks at this frame should press. Without a timeline the frame's
     * own label.
     */
    public int held(int frame, int durationMs) {
        return held(frame, 0, durationMs);
    }

    /** The same from some time after a frame on; without a timeline what is pressed then. */
    public int held(int frame, int offsetMs, int durationMs) {
        if (!listed[frame]) {
            return UNKNOWN;
        }
        Timeline timeline = timelines[replay(frame)];
        if (timeline != null) {
            long from = (long) times[frame] + offsetMs;
            return timeline.held(from, from + durationMs);
        }
        return offsetMs == 0 ? own[frame] : at(frame, offsetMs, Outside.UNKNOWN);
    }

    /** What acts from a frame until the next one of its replay, {@link #held}; of the last one, unknown. */
    public int held(int frame) {
        int next = frame + 1;
        if (next >= own.length || replay(next) != replay(frame) || !listed[frame] || !listed[next]) {
            return UNKNOWN;
        }
        return held(frame, 0, (int) Math.min(Integer.MAX_VALUE, (long) times[next] - times[frame]));
    }

    /**
     * What was pressed some time before a frame, for who wants to know what was, not what is likely: without
     * a timeline only a frame of that very time tells it, and no neighbour does.
     */
    public int atBefore(int frame, int beforeMs) {
        return timelines[replay(frame)] != null ? at(frame, -beforeMs, Outside.UNKNOWN)
                : exactly(frame, beforeMs);
    }

    /** What acted longest in the time up to a frame; without a timeline {@link #atBefore}. */
    public int heldBefore(int frame, int durationMs) {
        return timelines[replay(frame)] != null ? held(frame, -durationMs, durationMs)
                : exactly(frame, durationMs);
    }

    private int exactly(int frame, int beforeMs) {
        return listed[frame] ? entries(frame).map(found -> found.exactly((long) times[frame] - beforeMs))
                .orElse((int) UNKNOWN) : UNKNOWN;
    }

    private Optional<NearestEntries> entries(int frame) {
        return Optional.ofNullable(entries[replay(frame)]);
    }

    /** Whether the race of a frame has a timeline: what is pressed between its frames is known, too. */
    public boolean hasTimeline(int frame) {
        return timelines[replay(frame)] != null;
    }

    /** The timeline of a frame's replay. */
    Optional<Timeline> timeline(int frame) {
        return Optional.ofNullable(timelines[replay(frame)]);
    }

    private int replay(int frame) {
        int at = Arrays.binarySearch(firsts, frame);
        return at >= 0 ? at : -at - 2;
    }
}
