package tmnf.tminterface.sim.track;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tmnf.gbx.model.Block;
import tmnf.gbx.model.BlockCoord;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.Direction;
import tmnf.gbx.model.TmText;
import tmnf.tminterface.sim.mesh.MeshBuilder;
import tmnf.tminterface.sim.physics.Pose;
import tmnf.tminterface.sim.track.TrackException.Reason;

/**
 * Assembles tracks from Stadium challenges, block by block. A block without a known surface leaves the
 * ground where it stands; {@link TrackCoverage} lists those. Stateless, safe for use from several threads.
 */
public final class ChallengeTracks {

    private static final String STADIUM = "Stadium";
    private static final int LARGEST = 255;
    private static final double WALL_TOP = 300;
    private static final double WALL_BOTTOM = -30;
    private static final int CONCRETE = 0;

    private final Challenge challenge;
    private final BlockCatalogue catalogue;
    private final List<SurfaceGrid> grids = new ArrayList<>();
    private final List<Gate> gates = new ArrayList<>();
    private final Set<BlockCoord> checkpointCells = new HashSet<>();
    private final Ground ground;
    private Pose spawn; // null: no start so far
    private boolean hasStartFinish;

    private ChallengeTracks(Challenge challenge, BlockCatalogue catalogue) {
        this.challenge = challenge;
        this.catalogue = catalogue;
        this.ground = new Ground(challenge.size().x(), challenge.size().z());
    }

    /** The track of a challenge. */
    public static Track of(Challenge challenge) throws TrackException {
        return of(challenge, BlockCatalogue.stadium());
    }

    /** The same with another catalogue of blocks. */
    public static Track of(Challenge challenge, BlockCatalogue catalogue) throws TrackException {
        String name = TmText.strip(challenge.name());
        if (!challenge.environment().equals(STADIUM)) {
            throw new TrackException(Reason.ENVIRONMENT, "the challenge " + name
                    + " belongs to the environment " + challenge.environment()
                    + "; only Stadium blocks are known: drive it along a replay of it or a reference line");
        }
        BlockCoord size = challenge.size();
        if (Math.min(size.x(), Math.min(size.y(), size.z())) < 1
                || Math.max(size.x(), Math.max(size.y(), size.z())) > LARGEST) {
            throw new TrackException(Reason.SIZE, "the challenge " + name + " claims a map of " + size.x()
                    + " x " + size.y() + " x " + size.z() + " cells; the file is damaged, get it anew");
        }
        return new ChallengeTracks(challenge, catalogue).assemble(name);
    }

    /** Whether a block is part of the map: not hidden, and within its limits. */
    static boolean stands(Block block, BlockCoord size) {
        BlockCoord at = block.coord();
        return block.flags() != 0xFFFFFFFF
                && at.x() >= 0 && at.y() >= 0 && at.z() >= 0
                && at.x() < size.x() && at.y() < size.y() && at.z() < size.z();
    }

    private Track assemble(String name) throws TrackException {
        for (Block block : challenge.blocks()) {
            if (stands(block, challenge.size())) {
                Terrain.apply(block, ground);
            }
        }
        for (Block block : challenge.blocks()) {
            if (stands(block, challenge.size())) {
                catalogue.find(block.name()).ifPresent(shape -> place(block, shape));
            }
        }
        addUnknownCheckpoints();
        if (spawn == null) {
            throw new TrackException(Reason.NO_START,
                    "no block of the challenge " + name + " is a start; choose one that can be raced");
        }
        if (gates.stream().allMatch(gate -> gate.kind() == Gate.Kind.CHECKPOINT)) {
            throw new TrackException(Reason.NO_FINISH,
                    "no block of the challenge " + name + " is a finish; choose one that can be raced");
        }
        int laps = challenge.lapRace() && hasStartFinish ? Math.max(1, challenge.laps()) : 1;
        return new Track(name, challenge.uid(), Optional.of(challenge), mesh().build(), spawn, gates,
                checkpointCells.size(), laps);
    }

    private void place(Block block, BlockShape shape) {
        Placement place = Placement.of(block, shape.size());
        double bottom = place.y();
        double top = bottom + Placement.LEVEL * shape.size().y() + 1;
        for (Part part : shape.parts(block.flags())) {
            SurfaceGrid grid = SurfaceGrid.of(part, place);
            grids.add(grid);
            ground.cutOut(grid, bottom, top);
        }
        BlockGates blockGates = new BlockGates(block, shape, place);
        blockGates.gate().ifPresent(gate -> {
            gates.add(gate);
            if (gate.kind() == Gate.Kind.CHECKPOINT) {
                checkpointCells.add(block.coord());
            }
        });
        hasStartFinish |= BlockGates.isStartFinish(block.name());
        if (spawn == null && BlockGates.isStart(block)) {
            spawn = blockGates.spawn();
        }
    }

    /** Checkpoints that the map lists where no known block is one. */
    private void addUnknownCheckpoints() {
        for (BlockCoord cell : challenge.checkpoints()) {
            if (checkpointCells.contains(cell)) {
                continue;
            }
            Block block = challenge.blocks().stream()
                    .filter(b -> b.coord().equals(cell) && b.isCheckpoint()).findFirst()
                    .orElse(Block.of("", Direction.NORTH, cell));
            if (stands(block, challenge.size())) {
                gates.add(BlockGates.unknownCheckpoint(block));
                checkpointCells.add(cell);
            }
        }
    }

    private MeshBuilder mesh() {
        MeshBuilder mesh = new MeshBuilder();
        SurfaceIndex index = new SurfaceIndex();
        for (SurfaceGrid grid : grids) {
            grid.addTo(mesh);
            index.add(grid);
        }
        new Skirts(index, ground, mesh).addTo(grids);
        ground.addTo(mesh);
        addLimits(mesh);
        return mesh;
    }

    /** Walls around the map. What stops a car there in the game is not known. */
    private void addLimits(MeshBuilder mesh) {
        double cell = Placement.CELL;
        double endX = cell * challenge.size().x();
        double endZ = cell * challenge.size().z();
        for (int x = 0; x < challenge.size().x(); x++) {
            limit(mesh, cell * x, 0, cell * (x + 1), 0);
            limit(mesh, cell * (x + 1), endZ, cell * x, endZ);
        }
        for (int z = 0; z < challenge.size().z(); z++) {
            limit(mesh, 0, cell * (z + 1), 0, cell * z);
            limit(mesh, endX, cell * z, endX, cell * (z + 1));
        }
    }

    private static void limit(MeshBuilder mesh, double ax, double az, double bx, double bz) {
        Faces.upright(mesh, ax, az, bx, bz, WALL_TOP, WALL_BOTTOM, CONCRETE);
    }
}
