package tmnf.rl.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import tmnf.rl.collect.MapTarget;
import tmnf.rl.collect.MapTargets;
import tmnf.tminterface.observation.Action;
import tmnf.tminterface.observation.ActionIndex;
import tmnf.tminterface.observation.ObservationBuilder;
import tmnf.tminterface.observation.ObservationConfig;
import tmnf.tminterface.observation.ObservationLayout;
import tmnf.tminterface.observation.RealCheckpoints;
import tmnf.tminterface.observation.ZoneLine;
import tmnf.tminterface.sim.physics.StadiumCarEngine;
import tmnf.tminterface.sim.race.Race;
import tmnf.tminterface.sim.track.BuiltInTracks;

class CarPathTest {

    private static final int ACTION_MS = 50;
    private static final int[] SCRIPT = {0, 0, 0, 1, 0, 2, 2, 1, 0, 3, 0, 0, 1, 1, 5, 0, 9, 2};

    @Test
    void theCarIsWhereTheGameHadIt() {
        MapTarget target = MapTargets.builtIn("hairpins", 0.5);
        ObservationLayout layout = ObservationLayout.of(ObservationConfig.DEFAULT);
        ZoneLine line = ZoneLine.of(target.line(), ObservationConfig.DEFAULT);
        ObservationBuilder builder = ObservationBuilder.along(layout, line,
                RealCheckpoints.along(line, target.checkpoints()));
        Race race = new Race(BuiltInTracks.track("hairpins"), new StadiumCarEngine());
        List<double[]> places = new ArrayList<>();
        List<Integer> zones = new ArrayList<>();
        int count = 160;
        float[] states = new float[count * layout.size()];
        while (places.size() < count) {
            if (race.tickTimeMs() >= 0 && race.tickTimeMs() % ACTION_MS == 0) {
                int at = places.size();
                builder.build(race.save(), states, at * layout.size());
                int action = SCRIPT[at / 3 % SCRIPT.length];
                builder.sent(action);
                zones.add(builder.input().zones().orElseThrow().zone());
                places.add(new double[] {race.car().position(0), race.car().position(1),
                    race.car().position(2)});
                Action keys = ActionIndex.action(action);
                race.setKeys(keys.left(), keys.right(), keys.accelerate(), keys.brake());
            }
            race.tick();
        }
        Rollout rollout = new Rollout("hairpins", true, RaceEnd.TOO_LONG, count * ACTION_MS, layout.size(), 0,
                new byte[0], states, new int[count], new boolean[count], new float[count * 12],
                new long[count], new double[count], zones.stream().mapToInt(Integer::intValue).toArray(), 0,
                1);

        List<CarPath.Place> path = CarPath.of(rollout, layout, line, ACTION_MS);

        assertThat(path).hasSize(count);
        for (int i = 0; i < count; i++) {
            CarPath.Place at = path.get(i);
            assertThat(at.ms()).isEqualTo(i * ACTION_MS);
            assertThat(new double[] {at.x(), at.y(), at.z()}).as("decision %d", i)
                    .containsExactly(places.get(i), within(2e-3));
        }
        // It turned and moved: nothing that is always right is tested.
        double[] first = places.get(0);
        double[] last = places.get(count - 1);
        assertThat(Math.hypot(first[0] - last[0], first[2] - last[2])).isGreaterThan(20);
    }
}
