package tmnf.rl.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch of more bytes than one thread copies. */
class LargeBatchTest {

    private static final int SIZE = 20_001;

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void aLargeBatchWhichSeveralThreadsCopyIsWholeAndDrawnAlike(int crop) {
        TransitionBatch large = new TransitionBatch(SIZE, Races.SIDE * Races.SIDE, Races.FLOATS);
        TransitionBatch again = new TransitionBatch(SIZE, Races.SIDE * Races.SIDE, Races.FLOATS);
        try (TransitionBuffer buffer = new TransitionBuffer(Races.settings(0, 0, crop), 200,
                new SplittableRandom(1))) {
            buffer.append(new Races().next(200, true));
            buffer.sample(large, new SplittableRandom(7));
            buffer.sample(again, new SplittableRandom(7));
        }
        for (int i = 0; i < SIZE; i++) {
            TransitionBufferTest.whole(large, i);
        }
        assertThat(again.pictures()).isEqualTo(large.pictures());
        assertThat(again.nextNumbers()).isEqualTo(large.nextNumbers());
        assertThat(again.slots()).isEqualTo(large.slots());
    }
}
