package tmnf.rl.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class BacklogTest {

    private final Backlog backlog = new Backlog();

    @Test
    void racesWaitUntilTheLearnerHasCountedTheLastOneAndSaysHowFarBehindItIs() throws Exception {
        assertThat(backlog.hasRoom(1, 1)).isTrue();
        backlog.added(60);
        assertThat(backlog.hasRoom(1, 1)).as("not counted").isFalse();
        assertThat(backlog.take(Duration.ZERO)).isEqualTo(60);
        assertThat(backlog.hasRoom(1, 1)).as("counted, nothing said").isFalse();
        backlog.open(1.5);
        assertThat(backlog.hasRoom(1, 1)).as("behind").isFalse();
        assertThat(backlog.hasRoom(1)).as("who only looks does not wait").isFalse();
        assertThat(backlog.hasRoom(2, 1)).isTrue();
        backlog.open(1);
        assertThat(backlog.hasRoom(1, 1)).isTrue();
        assertThat(backlog.take(Duration.ZERO)).isZero();
        assertThat(backlog.hasRoom(1, 1)).as("nothing new was counted").isTrue();
    }

    @Test
    void withoutALimitNothingWaits() throws Exception {
        backlog.added(60);
        backlog.open(1000);
        assertThat(backlog.hasRoom(0, 1)).isTrue();
        assertThat(backlog.hasRoom(0)).isTrue();
    }

    @Test
    void whoeverWaitsForTransitionsIsWokenByThem() throws Exception {
        Thread adds = new Thread(() -> backlog.added(7));
        adds.start();
        try {
            long taken = 0;
            while (taken == 0) {
                taken = backlog.take(Duration.ofSeconds(10));
            }
            assertThat(taken).isEqualTo(7);
        } finally {
            adds.join();
        }
    }
}
