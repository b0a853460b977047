package tmnf.tminterface.sim.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tmnf.tminterface.sim.driver.DriverSettings;
import tmnf.tminterface.sim.track.BuiltInTracks;

/**
 * What a learner sees tells where the car is: a linear regression on 64x64 grey frames of laps by drivers of
 * all kinds predicts how far the car is from the middle of the road and how it is turned, on laps of drivers
 * that it was not fitted to. The weights of four by four pixels are tied, which only makes it weaker.
 */
class PicturesCarryStateTest {

    private static final int FITTED_LAPS = 24;
    private static final double PENALTY = 0.05;
    private static final double ENOUGH = 0.8;

    /** The one with the tightest bends, and the one with slopes and flight. */
    private static final List<String> HARDEST = List.of("hairpins", "jump");

    static List<String> otherTracks() {
        return BuiltInTracks.names().stream().filter(track -> !HARDEST.contains(track)).toList();
    }

    static List<String> hardestTracks() {
        return HARDEST;
    }

    /** From slow to fast, from nearly steady to very unsteady hands, a third of them with keys. */
    private static DriverSettings fitted(int lap) {
        double skill = 1 - 0.7 * (lap * 7 % FITTED_LAPS) / (FITTED_LAPS - 1);
        return new DriverSettings(skill, 0.1 + 0.3 * (lap * 3 % 5) / 4, 100 + lap, lap % 3 == 1);
    }

    private static List<DriverSettings> heldOut() {
        return List.of(new DriverSettings(0.9, 0.2, 8, true), new DriverSettings(0.8, 0.15, 6, false),
                new DriverSettings(0.6, 0.3, 7, false), new DriverSettings(0.4, 0.2, 9, false),
                DriverSettings.DEFAULT);
    }

    @ParameterizedTest
    @MethodSource("hardestTracks")
    void offsetAndHeadingCanBePredictedOnHeldOutLaps(String track) {
        predicts(track);
    }

    @ParameterizedTest
    @Tag("slow")
    @MethodSource("otherTracks")
    void offsetAndHeadingCanBePredictedOnTheOtherTracks(String track) {
        predicts(track);
    }

    private static void predicts(String track) {
        DriverLap.TrackCamera camera = new DriverLap.TrackCamera(track);
        List<DriverLap> laps = new ArrayList<>();
        for (int lap = 0; lap < FITTED_LAPS; lap++) {
            laps.add(DriverLap.of(camera, fitted(lap)));
        }
        DriverLap all = DriverLap.joined(laps);
        RidgeRegression[] fits =
                RidgeRegression.fit(all.frames(), new double[][] {all.left(), all.turn()}, PENALTY);
        for (DriverSettings who : heldOut()) {
            DriverLap lap = DriverLap.of(camera, who);
            double left = fits[0].rSquared(lap.frames(), lap.left());
            double turn = fits[1].rSquared(lap.frames(), lap.turn());
            assertThat(left).as("offset on %s, %s", track, who).isGreaterThanOrEqualTo(ENOUGH);
            assertThat(turn).as("heading on %s, %s", track, who).isGreaterThanOrEqualTo(ENOUGH);
        }
    }
}
