package tmnf.tminterface.sim.render;

import tmnf.gbx.model.Vec3;
import tmnf.tminterface.sim.physics.Pose;
import tmnf.tminterface.sim.track.RoadLine;

/** Poses of a car on the road of a track. */
final class RoadPoses {

    private RoadPoses() {}

    /**
     * A car on the road, tilted as the road's middle is.
     *
     * @param along metres from the start
     * @param left metres to the left of the middle
     * @param turn radians turned to the left of the road's direction
     */
    static Pose at(RoadLine line, double along, double left, double turn) {
        int from = 0;
        int to = line.size() - 1;
        while (to - from > 1) {
            int middle = (from + to) / 2;
            if (line.distance(middle) <= along) {
                from = middle;
            } else {
                to = middle;
            }
        }
        double share = (along - line.distance(from)) / (line.distance(to) - line.distance(from));
        double x = line.x(from) + share * (line.x(to) - line.x(from));
        double y = line.y(from) + share * (line.y(to) - line.y(from));
        double z = line.z(from) + share * (line.z(to) - line.z(from));
        double heading = heading(line, from, share);
        double run = StrictMath.hypot(line.x(to) - line.x(from), line.z(to) - line.z(from));
        double pitch = StrictMath.atan2(line.y(to) - line.y(from), run);
        double[] ahead = {
            StrictMath.sin(heading) * StrictMath.cos(pitch), StrictMath.sin(pitch),
            StrictMath.cos(heading) * StrictMath.cos(pitch)
        };
        double[] side = {StrictMath.cos(heading), 0, -StrictMath.sin(heading)};
        double[] up = {
            ahead[1] * side[2], ahead[2] * side[0] - ahead[0] * side[2], -ahead[1] * side[0]
        };
        return new Pose(vector(x + left * side[0], y, z + left * side[2]),
                turned(side, ahead, -turn), vector(up[0], up[1], up[2]), turned(ahead, side, turn));
    }

    /** Between the directions of the pieces around, so that it has no steps. */
    private static double heading(RoadLine line, int piece, double share) {
        double here = line.heading(piece);
        int neighbour = share < 0.5 ? Math.max(0, piece - 1) : Math.min(line.size() - 1, piece + 1);
        double other = line.heading(neighbour);
        return here + Math.IEEEremainder(other - here, 2 * Math.PI) * Math.abs(share - 0.5);
    }

    private static Vec3 turned(double[] from, double[] towards, double angle) {
        double cosine = StrictMath.cos(angle);
        double sine = StrictMath.sin(angle);
        return vector(cosine * from[0] + sine * towards[0], cosine * from[1] + sine * towards[1],
                cosine * from[2] + sine * towards[2]);
    }

    private static Vec3 vector(double x, double y, double z) {
        return new Vec3((float) x, (float) y, (float) z);
    }
}
