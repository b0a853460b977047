package tmnf.tminterface.sim.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxReadOptions;
import tmnf.gbx.model.Block;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.GbxContent;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.sim.physics.CarInputs;
import tmnf.tminterface.sim.physics.CarState;
import tmnf.tminterface.sim.physics.Pose;
import tmnf.tminterface.sim.physics.StadiumCarEngine;
import tmnf.tminterface.sim.race.Race;

/** The contract of the built-in tracks. */
class BuiltInTracksTest {

    private static final int LIMIT_MS = 60_000;
    private static final int NORMAL_RACES = 16;

    static List<String> names() {
        return BuiltInTracks.names();
    }

    static List<String> namesOfHarderOnes() {
        return names().stream().filter(name -> !name.equals("straight")).toList();
    }

    @Test
    void thereAreFive() {
        assertThat(names()).containsExactly("straight", "chicane", "hairpins", "jump", "circuit");
        assertThatThrownBy(() -> BuiltInTracks.challenge("oval")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("oval").hasMessageContaining("hairpins");
    }

    @ParameterizedTest
    @CsvSource({"straight, 300, 1", "chicane, 600, 1", "hairpins, 1000, 1", "jump, 600, 1",
        "circuit, 800, 2"})
    void theyAreLongEnough(String name, double leastMetres, int laps) {
        assertThat(BuiltInTracks.line(name).lengthMetres()).isGreaterThanOrEqualTo(leastMetres);
        assertThat(BuiltInTracks.track(name).laps()).isEqualTo(laps);
        assertThat(BuiltInTracks.line(name).closed()).isEqualTo(laps > 1);
    }

    @ParameterizedTest
    @MethodSource("names")
    void theirFilesAreRealChallengesAndAlwaysTheSame(String name) throws IOException {
        byte[] file = BuiltInTracks.file(name);
        GbxContent content = GbxFiles.read(name, file, GbxReadOptions.FULL).content();

        assertThat(content).isInstanceOf(Challenge.class);
        Challenge read = (Challenge) content;
        assertThat(read).isEqualTo(BuiltInTracks.challenge(name));
        assertThat(read.environment()).isEqualTo("Stadium");
        assertThat(read.author()).isEqualTo("tmnf");
        assertThat(read.checkpoints()).hasSize(BuiltInTracks.track(name).checkpoints());
        assertThat(BuiltInTracks.file(name)).isEqualTo(file);
    }

    @Test
    void everyOneHasAUidOfItsOwn() {
        Set<String> uids = new HashSet<>();
        names().forEach(name -> uids.add(BuiltInTracks.challenge(name).uid()));

        assertThat(uids).hasSize(5).allMatch(uid -> uid.length() == 27 && uid.startsWith("tmnfSim_"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void theyAreMadeOfCheckedBlocks(String name) {
        TrackCoverage coverage = TrackCoverage.of(BuiltInTracks.challenge(name));

        assertThat(coverage.complete()).isTrue();
        assertThat(coverage.guessed()).isEqualTo(name.equals("circuit") ? 1 : 0);
        assertThat(BuiltInTracks.challenge(name).blocks()).filteredOn(block ->
                BlockCatalogue.stadium().evidence(block.name()) == Evidence.GUESSED)
                .extracting(Block::name).allMatch("StadiumRoadMainStartFinishLine"::equals);
        assertThat(BuiltInTracks.challenge(name).blocks()).allSatisfy(block -> {
            assertThat(block.coord().x()).isBetween(0, 31);
            assertThat(block.coord().z()).isBetween(0, 31);
        });
    }

    @ParameterizedTest
    @MethodSource("names")
    void theRoadIsConnectedAndTheLineLiesOnIt(String name) {
        Track track = BuiltInTracks.track(name);
        RoadLine line = BuiltInTracks.line(name);
        int inTheAir = 0;
        for (int i = 3; i < line.size() - 1; i += 5) {
            double y = Surfaces.heightBelow(track.surfaces(), line.x(i), line.z(i), line.y(i) + 1);
            if (y < line.y(i) - 0.1) {
                inTheAir++;
            } else {
                // The start pad lies on the road; elsewhere the line is the surface.
                assertThat(y - line.y(i)).as("%s at %s", name, line.distance(i)).isBetween(-0.03, 0.66);
            }
        }
        // 64 m behind a ramp, or a drop of 8 m; a point every 5 m.
        int expected = name.equals("jump") ? 12 : name.equals("hairpins") ? 6 : 0;
        assertThat(inTheAir).isCloseTo(expected, within(expected / 3));
    }

    @ParameterizedTest
    @MethodSource("names")
    void theyCanBeFinished(String name) {
        Race race = new TestDriver(name, 1, true).drive(LIMIT_MS);

        assertThat(race.isFinished()).as("%s at %s", name, race.car().position()).isTrue();
        assertThat(race.checkpoint()).isEqualTo(race.checkpointTarget());
    }

    @ParameterizedTest
    @MethodSource("names")
    void holdingAccelerateFinishesTheStraightOnly(String name) {
        Race race = new Race(BuiltInTracks.track(name), new StadiumCarEngine());
        while (!race.isFinished() && race.tickTimeMs() < 2 * LIMIT_MS) {
            race.setKeys(false, false, true, false);
            race.tick();
        }

        assertThat(race.isFinished()).isEqualTo(name.equals("straight"));
    }

    @ParameterizedTest
    @MethodSource("namesOfHarderOnes")
    void randomActionsDoNotFinish(String name) {
        assertThat(finishedAtRandom(name, NORMAL_RACES)).isZero();
    }

    @Test
    void randomActionsMayFinishTheStraight() {
        assertThat(finishedAtRandom("straight", NORMAL_RACES)).isPositive();
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("namesOfHarderOnes")
    void aThousandRandomRacesDoNotFinish(String name) {
        assertThat(finishedAtRandom(name, 1000)).isZero();
    }

    /** Every action is held for 50 ms to half a second; half of the drivers mostly accelerate. */
    private static int finishedAtRandom(String name, int races) {
        Track track = BuiltInTracks.track(name);
        // Below the lowest gate there is no way back.
        double lowest = track.gates().stream()
                .mapToDouble(gate -> gate.centre().y() - gate.halfHeight()).min().orElseThrow();
        int finished = 0;
        for (int seed = 0; seed < races; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Race race = new Race(track, new StadiumCarEngine());
            int hold = 5 + 15 * (seed % 4);
            boolean eager = seed % 2 == 0;
            while (!race.isFinished() && race.tickTimeMs() < LIMIT_MS
                    && race.car().position(1) > lowest - 3) {
                if (race.tickTimeMs() / 10 % hold == 0) {
                    race.setKeys(random.nextBoolean(), random.nextBoolean(),
                            eager ? random.nextInt(4) > 0 : random.nextBoolean(),
                            eager ? random.nextInt(6) == 0 : random.nextBoolean());
                }
                race.tick();
            }
            finished += race.isFinished() ? 1 : 0;
        }
        return finished;
    }

    @Test
    void whoDoesNotBrakeFallsOffTheHairpins() {
        for (double skill = 0.1; skill < 1.2; skill += 0.02) {
            assertThat(new TestDriver("hairpins", skill, false).drive(LIMIT_MS).isFinished())
                    .as("skill %s", skill).isFalse();
        }
    }

    @Test
    void grassCostsTime() {
        Track track = BuiltInTracks.track("straight");
        Vec3 spawn = track.spawn().position();

        int onRoad = ticksFor(track, new Vec3(spawn.x(), 9.57f, spawn.z() + 22), 200);
        int onGrass = ticksFor(track, new Vec3(spawn.x() + 25, 9.22f, spawn.z() + 22), 200);

        assertThat(onGrass).isGreaterThan(onRoad + 100);
    }

    private static int ticksFor(Track track, Vec3 from, double metres) {
        StadiumCarEngine engine = new StadiumCarEngine();
        CarState car = new CarState();
        engine.place(car, Pose.upright(from, 0), 0);
        int ticks = 0;
        while (car.position(2) < from.z() + metres && ticks < 10_000) {
            engine.tick(car, new CarInputs(true, false, 0), track.surfaces(), 10 * ticks++);
        }
        return ticks;
    }

    @Test
    void theLineSaysWhereACarIs() {
        RoadLine line = BuiltInTracks.line("straight");
        RoadLine.Place place = line.locate(line.x(100) + 3, line.y(100) + 0.5, line.z(100));

        assertThat(place.offset()).isCloseTo(3, within(1e-9));
        assertThat(place.height()).isCloseTo(0.5, within(1e-9));
        assertThat(place.distance()).isCloseTo(line.distance(100), within(1e-9));
        assertThat(line.heading(100)).isCloseTo(0, within(1e-9));
        assertThat(line.toReferenceLine().size()).isEqualTo(line.size());
        for (int i = 0; i + 1 < line.size(); i++) {
            assertThat(line.distance(i + 1) - line.distance(i)).isCloseTo(1, within(0.02));
        }
    }

    @Test
    void aLineNeedsAStartAndAFinish() {
        Challenge challenge = BuiltInTracks.challenge("straight");
        List<Block> blocks = challenge.blocks();

        assertThatThrownBy(() -> RoadLine.of(challenge.toBuilder().blocks(blocks.subList(1, 5)).build()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("start");
        assertThatThrownBy(() -> RoadLine.of(challenge.toBuilder().blocks(blocks.subList(0, 5)).build()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("finish");
    }
}
