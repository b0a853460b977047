package tmnf.capture.validate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import tmnf.capture.dataset.FrameSchedule;
import tmnf.capture.run.RunRecord;

/**
 * Two drives of one replay, compared tick by tick.
 *
 * @param first difference; empty if there is none
 * @param largestMetres between the cars
 * @param largestAtMs race time of it
 * @param ticks that both have
 */
record DriveComparison(Optional<DriveDifference> first, double largestMetres, int largestAtMs, int ticks) {

    static DriveComparison of(DriveTrace validated, RunRecord game, DriveTrace script, RunRecord ours,
            double allowedMetres) {
        int ticks = Math.min(validated.ticks(), script.ticks());
        Optional<DriveDifference> first = Optional.empty();
        double largest = 0;
        int largestAt = 0;
        for (int tick = 0; tick < ticks; tick++) {
            double apart = validated.apart(script, tick);
            if (!(apart <= largest)) {
                largest = apart;
                largestAt = tick * FrameSchedule.TICK_MS;
            }
            if (first.isEmpty() && !(apart <= allowedMetres)) {
                first = Optional.of(new DriveDifference(tick * FrameSchedule.TICK_MS,
                        String.format(Locale.ROOT, "the cars are %.3f m apart", apart)));
            }
        }
        Optional<DriveDifference> splits = splits(game.checkpointTimesMs(), ours.checkpointTimesMs());
        if (splits.isPresent() && (first.isEmpty() || splits.get().atMs() < first.get().atMs())) {
            first = splits;
        }
        if (first.isEmpty() && validated.ticks() != script.ticks()) {
            first = Optional.of(new DriveDifference(ticks * FrameSchedule.TICK_MS, "only the drive with the "
                    + (validated.ticks() > ticks ? "game's inputs" : "script") + " goes on"));
        }
        return new DriveComparison(first, largest, largestAt, ticks);
    }

    private static Optional<DriveDifference> splits(List<Integer> game, List<Integer> ours) {
        for (int i = 0; i < Math.max(game.size(), ours.size()); i++) {
            int its = i < game.size() ? game.get(i) : Integer.MAX_VALUE;
            int own = i < ours.size() ? ours.get(i) : Integer.MAX_VALUE;
            if (its != own) {
                return Optional.of(new DriveDifference(Math.min(its, own), "checkpoint " + (i + 1)
                        + " is passed at " + text(its) + " with the game's inputs, at " + text(own)
                        + " with the script"));
            }
        }
        return Optional.empty();
    }

    private static String text(int timeMs) {
        return timeMs == Integer.MAX_VALUE ? "no time" : timeMs + " ms";
    }
}
