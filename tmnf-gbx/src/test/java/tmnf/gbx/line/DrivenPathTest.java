package tmnf.gbx.line;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tmnf.gbx.line.DrivenPath.Node;

class DrivenPathTest {

    private static Node at(double timeMs, double x, double speed) {
        return new Node(timeMs, new double[] {x, 0, 0}, new double[] {speed, 0, 0}, false);
    }

    /** In 0.1 s at 100 m/s: 15 m of way and 2 m more are explained, from whichever end the speed comes. */
    @Test
    void aJumpIsMoreThanOneAndAHalfTimesTheHigherSpeedAndTwoMetres() {
        for (double[] speeds : new double[][] {{100, 40}, {40, 100}, {100, 100}}) {
            Node from = at(1_000, 0, speeds[0]);

            assertThat(DrivenPath.isJump(from, at(1_100, 16.99, speeds[1]))).isFalse();
            assertThat(DrivenPath.isJump(from, at(1_100, 17.01, speeds[1]))).isTrue();
        }
        assertThat(DrivenPath.isJump(at(0, 0, 0), at(100, 1.99, 0))).isFalse();
        assertThat(DrivenPath.isJump(at(0, 0, 0), at(100, 2.01, 0))).isTrue();
    }
}
