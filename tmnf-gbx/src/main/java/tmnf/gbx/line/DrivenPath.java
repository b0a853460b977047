package tmnf.gbx.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tmnf.gbx.line.LineException.Reason;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.GhostSamples;
import tmnf.gbx.model.RaceTimes;

/**
 * Where a ghost drove, from the start to the finish: its samples within the race and the point at the race
 * time itself, which lies between two samples. Respawns and jumps are refused or mended, points where
 * the car stood still dropped.
 */
final class DrivenPath {

    /**
     * A point of the drive with the velocity there; {@code joined}: straight from the point before, no curve.
     */
    record Node(double timeMs, double[] position, double[] velocity, boolean joined) {
        Node joinedStraight() {
            return new Node(timeMs, position, velocity, true);
        }
    }

    /** Positions beyond this are no map's. */
    private static final double FARTHEST_METRES = 100_000;

    /** Five and a half hours at the usual ten samples a second. */
    private static final int MOST_SAMPLES = 200_000;

    private static final double JUMP_FACTOR = 1.5;
    private static final double JUMP_SLACK_METRES = 2;

    private DrivenPath() {}

    static List<Node> of(Ghost ghost, boolean mend) throws LineException {
        if (ghost.raceTimeMs() <= 0) {
            throw new LineException(Reason.NOT_FINISHED, "the ghost has no race time: it did not finish");
        }
        Respawns respawns = Respawns.of(ghost);
        if (!mend && respawns.any()) {
            throw new LineException(
                    Reason.RESPAWNS, "the ghost respawned (" + respawns.count() + "x): its line jumps back");
        }
        List<Node> nodes = respawns.cut(samplesInRace(ghost));
        if (nodes.size() < 2) {
            throw new LineException(Reason.NO_SAMPLES, "fewer than two samples are left of the drive");
        }
        return withoutStops(mend ? withJumpsJoined(nodes) : withoutJumps(nodes));
    }

    /** The samples up to the finish, and the finish. */
    static List<Node> samplesInRace(Ghost ghost) throws LineException {
        GhostSamples samples = ghost.samples();
        int raceTime = ghost.raceTimeMs();
        List<Node> nodes = new ArrayList<>();
        int i = 0;
        while (i < samples.size() && samples.timeMs(i) <= raceTime) {
            if (nodes.size() == MOST_SAMPLES) {
                throw new LineException(Reason.TOO_LONG, "more than " + MOST_SAMPLES + " samples");
            }
            Node node = node(samples, i++);
            if (nodes.isEmpty() || node.timeMs() > last(nodes).timeMs()) {
                nodes.add(node);
            }
        }
        if (nodes.size() < 2) {
            throw new LineException(Reason.NO_SAMPLES, "fewer than two samples lie within the race");
        }
        Node before = last(nodes);
        if (before.timeMs() < raceTime) {
            if (i < samples.size()) {
                nodes.add(SegmentCurve.between(before, node(samples, i)).node(raceTime));
            } else if (raceTime - before.timeMs() > samples.periodMs()) {
                throw new LineException(
                        Reason.NO_SAMPLES,
                        "the ghost's samples end at " + RaceTimes.format((int) before.timeMs())
                                + ", before the finish at " + RaceTimes.format(raceTime));
            }
        }
        return nodes;
    }

    private static Node node(GhostSamples samples, int i) throws LineException {
        double[] position = {samples.x(i), samples.y(i), samples.z(i)};
        for (double v : position) {
            if (!(Math.abs(v) <= FARTHEST_METRES)) {
                throw new LineException(Reason.BAD_POSITION, "sample " + i + " lies outside any map: " + v);
            }
        }
        var velocity = samples.velocity(i);
        return new Node(
                samples.timeMs(i), position, new double[] {velocity.x(), velocity.y(), velocity.z()}, false);
    }

    private static List<Node> withoutJumps(List<Node> nodes) throws LineException {
        for (int i = 1; i < nodes.size(); i++) {
            Node to = nodes.get(i);
            if (!to.joined() && isJump(nodes.get(i - 1), to)) {
                throw new LineException(
                        Reason.JUMP,
                        String.format(
                                Locale.ROOT,
                                "the car jumps %.1f m at %s s, which its speed does not explain",
                                distance(nodes.get(i - 1), to),
                                RaceTimes.format((int) to.timeMs())));
            }
        }
        return nodes;
    }

    private static List<Node> withJumpsJoined(List<Node> nodes) {
        List<Node> joined = new ArrayList<>();
        for (Node node : nodes) {
            boolean jump = !joined.isEmpty() && isJump(last(joined), node);
            joined.add(jump ? node.joinedStraight() : node);
        }
        return joined;
    }

    /**
     * Whether the car was moved: further than 1.5 times what the higher of both speeds allows, and 2 m more.
     */
    static boolean isJump(Node from, Node to) {
        double seconds = (to.timeMs() - from.timeMs()) / 1000;
        double speed = Math.max(Vectors.length(from.velocity()), Vectors.length(to.velocity()));
        return distance(from, to) > JUMP_FACTOR * speed * seconds + JUMP_SLACK_METRES;
    }

    private static List<Node> withoutStops(List<Node> nodes) throws LineException {
        List<Node> moving = new ArrayList<>();
        for (Node node : nodes) {
            if (moving.isEmpty() || distance(last(moving), node) > 0) {
                moving.add(node);
            }
        }
        if (moving.size() < 2) {
            throw new LineException(Reason.TOO_SHORT, "the car never moved");
        }
        return moving;
    }

    private static double distance(Node a, Node b) {
        return Vectors.distance(a.position(), b.position());
    }

    private static Node last(List<Node> nodes) {
        return nodes.get(nodes.size() - 1);
    }
}
