package tmnf.tminterface.sim.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tmnf.gbx.model.Challenge;
import tmnf.tminterface.sim.mesh.SurfaceMesh;
import tmnf.tminterface.sim.physics.Pose;
import tmnf.tminterface.sim.track.Gate;
import tmnf.tminterface.sim.track.RoadLine;
import tmnf.tminterface.sim.track.Track;

/**
 * What can be seen of a track, prepared once and shared by all renderers: its surfaces in tiles, coloured,
 * each in three levels of detail, and its gates. Immutable.
 */
public final class TrackScene {

    /** Tiles farther away are left to the haze, metres. */
    static final float VIEW = 420;

    private static final float BEYOND_ENDS = 48;
    private static final int PALE = 0x808488;
    private static final int PALENESS = 150;

    private final Tile[] tiles;
    private final Shape[] gates;
    private final Shape[] passedGates;
    /** Null where the start of a lap stands. */
    private final Shape start;
    private final float groundHeight;
    private final WearField wear;
    private final WearField shadow;

    private TrackScene(SurfaceMesh surfaces, List<Gate> gates, Pose spawn, WearField wear,
            WearField shadow) {
        TileCutter cutter = new TileCutter(surfaces);
        this.groundHeight = cutter.groundHeight();
        this.tiles = cutter.cut();
        this.wear = wear;
        this.shadow = shadow;
        List<Shape> arches = new ArrayList<>();
        List<Shape> passed = new ArrayList<>();
        boolean ownStart = true;
        for (Gate gate : gates) {
            Shape arch = GateModel.of(gate);
            arches.add(arch);
            passed.add(arch.tinted(PALE, PALENESS));
            ownStart &= gate.kind() != Gate.Kind.START_FINISH;
        }
        this.gates = arches.toArray(new Shape[0]);
        this.passedGates = passed.toArray(new Shape[0]);
        this.start = ownStart ? GateModel.start(spawn) : null;
    }

    /** The scene of a track. Takes some time; keep it as long as the track. */
    public static TrackScene of(Track track) {
        Optional<RoadLine> line = track.challenge().flatMap(TrackScene::line);
        if (line.isEmpty()) {
            return of(track.surfaces(), track.gates(), track.spawn());
        }
        return new TrackScene(track.surfaces(), track.gates(), track.spawn(), along(line.get(), false),
                along(line.get(), true));
    }

    private static Optional<RoadLine> line(Challenge challenge) {
        try {
            return Optional.of(RoadLine.of(challenge));
        } catch (IllegalArgumentException e) {
            // Its blocks are not in driving order: so most challenges are.
            return Optional.empty();
        }
    }

    /** The middle at its height, or what is below it at height 0. */
    private static WearField along(RoadLine line, boolean below) {
        WearField.Builder field = new WearField.Builder(true);
        int last = line.size() - 1;
        for (int i = 0; i < last; i++) {
            field.add((float) line.x(i), (float) line.z(i), (float) line.x(i + 1), (float) line.z(i + 1),
                    below ? 0 : (float) line.y(i));
        }
        if (!line.closed()) {
            // The road goes on before the start and behind the finish.
            extend(field, line, 0, -BEYOND_ENDS, below);
            extend(field, line, last, BEYOND_ENDS, below);
        }
        return field.build();
    }

    private static void extend(WearField.Builder field, RoadLine line, int end, float metres, boolean below) {
        float x = (float) line.x(end);
        float z = (float) line.z(end);
        double heading = line.heading(end);
        field.add(x, z, x + metres * (float) StrictMath.sin(heading),
                z + metres * (float) StrictMath.cos(heading), below ? 0 : (float) line.y(end));
    }

    /**
     * A scene of surfaces and gates.
     *
     * @param gates in the order in which {@link RaceView#gatePassed} counts them
     * @param spawn where the start's arch stands, if no gate is the start of a lap
     */
    public static TrackScene of(SurfaceMesh surfaces, List<Gate> gates, Pose spawn) {
        return new TrackScene(surfaces, gates, spawn, BorderFinder.find(surfaces),
                new WearField.Builder(true).build());
    }

    /** How many triangles there are in full detail. */
    public int triangles() {
        int sum = 0;
        for (Tile tile : tiles) {
            sum += tile.level(0).size();
        }
        return sum;
    }

    /** Height of the endless ground, metres. */
    float groundHeight() {
        return groundHeight;
    }

    WearField wear() {
        return wear;
    }

    /**
     * What lies on the ground below the middle of the road, all at height 0; nothing where it is not known.
     */
    WearField shadow() {
        return shadow;
    }

    /** Draws everything that stands still. */
    void draw(RaceView view, Eye eye, Rasteriser raster) {
        // Detail that is smaller than a pixel and a half isn't worth its corners.
        float metresPerDetail = Math.max(eye.focalX(), eye.focalY()) / 1.5f;
        for (Tile tile : tiles) {
            if (!eye.misses(tile.box(), tile.isWide() ? Float.MAX_VALUE : VIEW)) {
                raster.draw(tile.at(eye.distance(tile.box()), metresPerDetail), eye.world(), 1);
            }
        }
        if (start != null) {
            drawArch(start, eye, raster);
        }
        for (int i = 0; i < gates.length; i++) {
            drawArch(view.gatePassed(i) ? passedGates[i] : gates[i], eye, raster);
        }
    }

    private static void drawArch(Shape arch, Eye eye, Rasteriser raster) {
        if (!eye.misses(arch.box(), VIEW)) {
            raster.draw(arch, eye.world(), 1);
        }
    }
}
