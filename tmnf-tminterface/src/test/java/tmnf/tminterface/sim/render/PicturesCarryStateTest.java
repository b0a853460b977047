package tmnf.tminterface.sim.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tmnf.tminterface.sim.track.BuiltInTracks;
import tmnf.tminterface.sim.track.RoadLine;

/**
 * What a learner sees tells where the car is: a linear regression on 64x64 grey frames predicts how far it is
 * from the middle of the road and how it is turned, on a lap that it was not fitted to. The weights of two by
 * two pixels are tied, which only makes it weaker.
 */
class PicturesCarryStateTest {

    private static final int SIDE = 64;
    private static final int TIED = 2;
    private static final int FITTED = 1200;
    private static final int HELD_OUT = 500;
    private static final double MOST_LEFT = 8;
    private static final double MOST_TURN = Math.toRadians(20);
    private static final double PENALTY = 0.2;

    /** Frames with where the car was in them. */
    private record Lap(double[][] frames, double[] left, double[] turn) {}

    static List<String> tracks() {
        return BuiltInTracks.names();
    }

    @ParameterizedTest
    @MethodSource("tracks")
    void offsetAndHeadingCanBePredicted(String track) {
        RoadLine line = BuiltInTracks.line(track);
        FrameRenderer renderer = new FrameRenderer(TrackScene.of(BuiltInTracks.track(track)));
        Lap fitted = lap(renderer, line, FITTED, new SplittableRandom(1));
        Lap heldOut = lap(renderer, line, HELD_OUT, new SplittableRandom(2));

        RidgeRegression[] fits =
                RidgeRegression.fit(fitted.frames, new double[][] {fitted.left, fitted.turn}, PENALTY);

        double left = fits[0].rSquared(heldOut.frames, heldOut.left);
        double turn = fits[1].rSquared(heldOut.frames, heldOut.turn);
        assertThat(left).as("offset on " + track).isGreaterThanOrEqualTo(0.8);
        assertThat(turn).as("heading on " + track).isGreaterThanOrEqualTo(0.8);
    }

    /** From start to finish in even steps, each time somewhere on the road. */
    private static Lap lap(FrameRenderer renderer, RoadLine line, int count, SplittableRandom random) {
        Lap lap = new Lap(new double[count][], new double[count], new double[count]);
        RaceView view = new RaceView();
        byte[] bgra = new byte[4 * SIDE * SIDE];
        for (int i = 0; i < count; i++) {
            double along = line.lengthMetres() * (i + random.nextDouble()) / count;
            lap.left[i] = (2 * random.nextDouble() - 1) * MOST_LEFT;
            lap.turn[i] = (2 * random.nextDouble() - 1) * MOST_TURN;
            view.car(RoadPoses.at(line, along, lap.left[i], lap.turn[i]))
                    .steer((float) (2 * random.nextDouble() - 1));
            renderer.render(view, Camera.BEHIND_NEAR, SIDE, SIDE, bgra);
            lap.frames[i] = grey(bgra);
        }
        return lap;
    }

    private static double[] grey(byte[] bgra) {
        int side = SIDE / TIED;
        double[] grey = new double[side * side];
        for (int i = 0; i < SIDE * SIDE; i++) {
            int value = (int) Math.round(0.114 * (bgra[4 * i] & 0xFF) + 0.587 * (bgra[4 * i + 1] & 0xFF)
                    + 0.299 * (bgra[4 * i + 2] & 0xFF));
            grey[i / SIDE / TIED * side + i % SIDE / TIED] += value / 255.0 / (TIED * TIED);
        }
        return grey;
    }
}
