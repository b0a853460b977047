package tmnf.rl.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import tmnf.gbx.line.CoursePicture;
import tmnf.gbx.line.ReferenceLine;
import tmnf.rl.collect.MapTarget;
import tmnf.rl.rollout.CarPath;
import tmnf.tminterface.observation.ObservationLayout;
import tmnf.tminterface.observation.ZoneLine;

/** The races of a map from above, as one picture. */
final class EvalPicture {

    private static final double MS = 1e3;

    private EvalPicture() {
    }

    static byte[] png(MapTarget map, EvalStatistics each, List<EvalRace> races, ZoneLine line,
            EvalFolder.About about) {
        ObservationLayout layout = ObservationLayout.of(about.observation());
        List<CoursePicture.Race> drawn = new ArrayList<>();
        drawn.add(drawn(each.best(), line, layout));
        for (EvalRace race : races) {
            if (race != each.best()) {
                drawn.add(drawn(race, line, layout));
            }
        }
        int first = line.startZone();
        int axes = ReferenceLine.DIMENSIONS;
        double[] centres = new double[axes * (EvalFolder.zones(line) + 1 - first)];
        System.arraycopy(line.toArray(), axes * first, centres, 0, centres.length);
        return CoursePicture.png(map.name() + ": " + each.finished() + " of " + each.races()
                + (each.races() == 1 ? " race" : " races") + " finished",
                subtitle(each, EvalFolder.zones(line), about), ReferenceLine.of(centres), first, drawn);
    }

    private static String subtitle(EvalStatistics each, int zones, EvalFolder.About about) {
        String what = each.bestMs().isEmpty() ? "furthest zone " + each.furthestZone() + " of " + zones
                : String.format(Locale.ROOT, "best %.2f s   median %.2f s   worst %.2f s",
                        each.bestMs().get() / MS, each.medianMs().orElseThrow() / MS,
                        each.worstMs().orElseThrow() / MS);
        return what + (each.races() > 1 && each.identical() ? "   all races identical" : "") + "   weights: "
                + about.weights().get("name");
    }

    private static CoursePicture.Race drawn(EvalRace race, ZoneLine line, ObservationLayout layout) {
        // With 1 ms from one decision to the next, times are numbers of decisions.
        List<CarPath.Place> path = CarPath.of(race.rollout(), layout, line, 1);
        String label = race.finished() ? String.format(Locale.ROOT, "Finish %.2f s", race.raceTimeMs() / MS)
                : String.format(Locale.ROOT, "ended at zone %d after %.2f s", race.zone(),
                        race.raceTimeMs() / MS);
        return new CoursePicture.Race(path.stream().mapToDouble(CarPath.Place::x).toArray(),
                path.stream().mapToDouble(CarPath.Place::z).toArray(), path.stream().mapToDouble(place ->
                        CarPath.kmh(race.rollout(), layout, place.ms())).toArray(), race.finished(), label);
    }
}
