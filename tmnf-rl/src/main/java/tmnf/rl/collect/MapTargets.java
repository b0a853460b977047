package tmnf.rl.collect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

import tmnf.gbx.GbxFiles;
import tmnf.gbx.line.LineOptions;
import tmnf.gbx.line.ReferenceLine;
import tmnf.gbx.line.ReferenceLines;
import tmnf.gbx.line.LineException;
import tmnf.gbx.model.Challenge;
import tmnf.tminterface.observation.RealCheckpoints;
import tmnf.tminterface.sim.track.BuiltInTracks;
import tmnf.tminterface.sim.track.RoadLine;

/** Makes targets of files and of built-in tracks. */
public final class MapTargets {

    private MapTargets() {
    }

    /**
     * A challenge, along the drive of a replay's best ghost.
     *
     * @param name short name
     * @param map argument of the command {@code map}
     * @param challenge its file
     * @param replay on the same challenge
     * @param spacingMetres of the line's points: that of the observation's zones
     * @throws LineException if the replay's ghost gives no line
     * @throws IllegalArgumentException if the replay is of another challenge
     */
    public static MapTarget of(String name, String map, Path challenge, Path replay, double spacingMetres)
            throws IOException {
        Challenge read = GbxFiles.readChallenge(challenge).content();
        var drive = GbxFiles.readReplay(replay).content();
        Challenge driven = drive.challenge().orElse(read); // one without a map may be a drive on this one
        if (!driven.uid().equals(read.uid())) {
            throw new IllegalArgumentException(replay.getFileName() + " is a drive on " + driven.name() + " ("
                    + driven.uid() + "), and " + challenge.getFileName() + " is " + read.name() + " ("
                    + read.uid() + "); where the road is the same, tmnf vcp makes a line of it that can be "
                    + "taken all the same");
        }
        ReferenceLine line = ReferenceLines.of(drive,
                LineOptions.DEFAULT.withSpacingMetres(spacingMetres)).rounded();
        return along(name, map, read, line);
    }

    /** A challenge, along a line that is there already. */
    public static MapTarget along(String name, String map, Challenge challenge, ReferenceLine line) {
        return new MapTarget(name, map, challenge.uid(), line,
                RealCheckpoints.positions(challenge.blocks()), challenge.medals());
    }

    /**
     * A built-in track, along the middle of its road; all laps of it.
     *
     * @param name of the track, which is also what the simulated game calls it
     * @throws IllegalArgumentException if there is no such track
     */
    public static MapTarget builtIn(String name, double spacingMetres) {
        Challenge challenge = BuiltInTracks.challenge(name);
        RoadLine road = BuiltInTracks.line(name);
        double[] lap = road.toReferenceLine().toArray();
        int laps = road.closed() ? challenge.laps() : 1;
        int step = ReferenceLine.DIMENSIONS;
        // The last point of a closed lap is the first one of the next.
        double[] all = Arrays.copyOf(lap, lap.length + (laps - 1) * (lap.length - step));
        for (int i = 1; i < laps; i++) {
            System.arraycopy(lap, step, all, lap.length + (i - 1) * (lap.length - step), lap.length - step);
        }
        return along(name, name, challenge, evenly(all, spacingMetres));
    }

    /** Points at equal distances along a polyline; the last one stays what it is. */
    static ReferenceLine evenly(double[] points, double spacing) {
        int dimensions = ReferenceLine.DIMENSIONS;
        ReferenceLine line = ReferenceLine.of(points);
        double length = line.lengthMetres();
        int count = (int) Math.max(2, Math.round(length / spacing) + 1);
        double[] even = new double[count * dimensions];
        int point = 0;
        double before = 0; // metres from the start to the point
        for (int i = 0; i < count; i++) {
            double at = i == count - 1 ? length : length * i / (count - 1);
            while (point < line.size() - 2 && before + line.gap(point) < at) {
                before += line.gap(point);
                point++;
            }
            double gap = line.gap(point);
            double share = gap == 0 ? 0 : Math.min(1, (at - before) / gap);
            for (int axis = 0; axis < dimensions; axis++) {
                double from = points[point * dimensions + axis];
                even[i * dimensions + axis] = from + (points[(point + 1) * dimensions + axis] - from) * share;
            }
        }
        return ReferenceLine.of(even);
    }
}
