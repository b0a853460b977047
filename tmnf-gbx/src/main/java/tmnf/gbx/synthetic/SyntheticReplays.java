package tmnf.gbx.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import tmnf.gbx.chunk.ChallengeWriter;
import tmnf.gbx.chunk.ReplayWriter;
import tmnf.gbx.model.Block;
import tmnf.gbx.model.BlockCoord;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.Direction;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.MapType;
import tmnf.gbx.model.Medals;
import tmnf.gbx.model.Replay;

/**
 * Made-up tracks: a challenge whose road wanders over the Stadium, and replays of drivers on it. The same
 * seed gives the same bytes. For demonstrations, tests and benchmarks without the game.
 */
public final class SyntheticReplays {

    private static final int CHECKPOINTS = 3;

    /** Who drives, and how. */
    public record Driver(String login, String nickname, boolean respawns) {}

    /**
     * How a track is made.
     *
     * @param cells length of the road in blocks of 32 m, at least 10
     * @param decoration blocks beside the road; they make the file large
     * @param mapType play mode of the challenge
     * @param introSeconds length of the intro clip; 0: none
     */
    public record Options(int cells, int decoration, MapType mapType, double introSeconds) {
        public static final Options DEFAULT = new Options(24, 60, MapType.RACE, 0);
    }

    private final long seed;
    private final Road road;
    private final Challenge challenge;
    private final byte[] challengeFile;

    private SyntheticReplays(String name, long seed, Options options) {
        this.seed = seed;
        this.road = Road.wander(seed, options.cells(), CHECKPOINTS);
        Ghost author = SyntheticDriver.drive(road, seed, 1, 0, new Driver("author", "Author", false));
        this.challenge = challenge(name, options, author.raceTimeMs());
        this.challengeFile = ChallengeWriter.file(challenge);
    }

    /** A track of this name. */
    public static SyntheticReplays track(String name, long seed, Options options) {
        return new SyntheticReplays(name, seed, options);
    }

    public Challenge challenge() {
        return challenge;
    }

    /** The challenge's file. Do not modify. */
    public byte[] challengeFile() {
        return challengeFile;
    }

    /**
     * A drive on this track.
     *
     * @param rank seeds the drive; a higher rank drives slower
     * @param extraEntries steering taps on the tape beside what the road asks for
     */
    public Ghost drive(int rank, int extraEntries, Driver driver) {
        double skill = 1 / (1 + rank * 0.03);
        return SyntheticDriver.drive(road, seed * 1_000 + rank, skill, extraEntries, driver);
    }

    /** The replay of a drive, with the challenge inside. */
    public Replay replay(Ghost ghost) {
        return new Replay(challengeFile, challenge, List.of(ghost), null);
    }

    /** The file of {@link #replay}. */
    public byte[] replayFile(Ghost ghost) {
        return ReplayWriter.file(replay(ghost));
    }

    private Challenge challenge(String name, Options options, int authorMs) {
        List<Block> blocks = new ArrayList<>(road.blocks());
        decorate(blocks, options.decoration());
        Challenge.Builder builder = Challenge.builder()
                .uid(Uids.make(seed ^ 0x5EED))
                .name(name)
                .author("tmnf")
                .mapType(options.mapType())
                .medals(new Medals(
                        round(authorMs * 1.5), round(authorMs * 1.2), round(authorMs * 1.06), authorMs))
                .blocks(blocks)
                .checkpoints(road.checkpoints());
        if (options.introSeconds() > 0) {
            builder.intro(SyntheticClip.fade((float) options.introSeconds()));
        }
        return builder.build();
    }

    private static int round(double ms) {
        return (int) Math.ceil(ms / 1000) * 1000;
    }

    /** Advertising walls and trees of random kinds where no road is: harmless, and they fill a file. */
    private void decorate(List<Block> blocks, int count) {
        String[] kinds = {
            "StadiumWaterClip", "StadiumGrassClip", "StadiumPool2", "StadiumAirship", "StadiumInflatableTube",
            "StadiumInflatableCactus", "StadiumInflatablePalmTree", "StadiumInflatableSnowTree",
            "StadiumControlLight"
        };
        SplittableRandom random = new SplittableRandom(seed + 7);
        for (int i = 0; i < count; i++) {
            BlockCoord coord = new BlockCoord(random.nextInt(32), 8 + random.nextInt(16), random.nextInt(32));
            String kind = kinds[random.nextInt(kinds.length)];
            blocks.add(new Block(kind, Direction.of(random.nextInt(4)), coord, random.nextInt(16), "", null));
        }
    }
}
