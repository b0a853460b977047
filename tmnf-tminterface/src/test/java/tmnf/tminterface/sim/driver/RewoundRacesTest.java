package tmnf.tminterface.sim.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tmnf.tminterface.script.CommandList;
import tmnf.tminterface.script.InputTimeline;
import tmnf.tminterface.sim.physics.StadiumCarEngine;
import tmnf.tminterface.sim.race.Race;
import tmnf.tminterface.sim.track.BuiltInTracks;
import tmnf.tminterface.state.SimStateData;

/** A thousand rewinds in all, spread over races on the built-in tracks that end as they do without. */
class RewoundRacesTest {

    private static final int REWINDS = 200;
    private static final int LIMIT_MS = 200_000;

    static List<String> tracks() {
        return BuiltInTracks.names();
    }

    @ParameterizedTest
    @MethodSource("tracks")
    void randomRewindsLeaveNoTraceInARaceToTheFinish(String name) throws Exception {
        String script = new Drives(name).drive(new DriverSettings(0.9, 0.2, 11, false)).race().inputScript();
        Race plain = race(name, script);
        run(plain, LIMIT_MS);
        assertThat(plain.isFinished()).isTrue();

        Race race = race(name, script);
        SplittableRandom random = new SplittableRandom(name.hashCode());
        List<SimStateData> states = new ArrayList<>(List.of(race.save()));
        for (int i = 0; i < REWINDS; i++) {
            run(race, race.tickTimeMs() + Race.TICK_MS * random.nextInt(80));
            states.add(race.save());
            int latest = states.size() - 1;
            int back = random.nextInt(8) == 0 ? random.nextInt(latest + 1)
                    : Math.max(0, latest - random.nextInt(3));
            race.rewind(states.get(back));
        }
        run(race, LIMIT_MS);
        assertThat(race.raceTimeMs()).isEqualTo(plain.raceTimeMs());
        assertThat(Drives.splits(race)).isEqualTo(Drives.splits(plain));
        assertThat(race.fingerprint()).isEqualTo(plain.fingerprint());
        assertThat(race.save()).isEqualTo(plain.save());
    }

    private static Race race(String name, String script) throws Exception {
        Race race = new Race(BuiltInTracks.track(name), new StadiumCarEngine());
        race.runScript(InputTimeline.of(CommandList.parse(script)), command -> { });
        return race;
    }

    private static void run(Race race, int untilMs) {
        while (!race.isFinished() && race.tickTimeMs() < untilMs) {
            race.tick();
        }
    }
}
