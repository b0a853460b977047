package tmnf.tminterface.sim.physics;

import java.util.ArrayList;
import java.util.List;
import tmnf.tminterface.sim.mesh.SurfaceMesh;

/** What came of driving a window. Metres and degrees; flags and rpm are of the first second. */
record WindowResult(
        GoldenWindow window, double after500, double after1000, double atEnd, double mean, double angleAtEnd,
        int flags, int slidingEqual, int groundEqual, List<Double> rpmDifferences) {

    static WindowResult drive(GoldenWindow window) {
        StadiumCarEngine engine = new StadiumCarEngine();
        CarState car = window.start();
        SurfaceMesh mesh = window.mesh();
        List<GoldenWindow.Sample> expected = window.expected();
        double after500 = Double.NaN;
        double after1000 = Double.NaN;
        double sum = 0;
        double last = 0;
        double angle = 0;
        int flags = 0;
        int sliding = 0;
        int ground = 0;
        List<Double> rpm = new ArrayList<>();
        int next = 0;
        for (int tick = 0; next < expected.size(); tick++) {
            engine.tick(car, window.inputs(tick), mesh, window.startMs() + 10 * tick);
            GoldenWindow.Sample sample = expected.get(next);
            if (sample.ms() != 10 * (tick + 1)) {
                continue;
            }
            next++;
            last = sample.distance(car);
            angle = sample.angle(car);
            sum += last;
            after500 = sample.ms() == 500 ? last : after500;
            after1000 = sample.ms() == 1000 ? last : after1000;
            if (sample.ms() <= 1000) {
                for (int wheel = 0; wheel < 4; wheel++) {
                    flags++;
                    sliding += sample.sliding(wheel) == car.wheelSliding(wheel) ? 1 : 0;
                    ground += sample.onGround(wheel) == car.wheelContact(wheel) ? 1 : 0;
                }
                rpm.add(Math.abs(sample.rpm() - car.rpm()));
            }
        }
        return new WindowResult(window, after500, after1000, last, sum / expected.size(), angle,
                flags, sliding, ground, rpm);
    }

    /** Linear between the ranks, as NumPy does it; {@code share} 0.5 is the median. */
    static double quantile(List<Double> values, double share) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (sorted[above] - sorted[below]) * (at - below);
    }
}
