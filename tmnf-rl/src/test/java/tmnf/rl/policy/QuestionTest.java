package tmnf.rl.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;

import org.junit.jupiter.api.Test;

import tmnf.rl.policy.InferenceException.Reason;

/** How a question ends, without a network. */
class QuestionTest {

    private final Question question = new Question(ByteBuffer.allocate(0), new float[0], Exploration.NONE,
            null);

    @Test
    void atTheDeadlineThereIsNoAnswerAndNobodyWaits() throws Exception {
        assertThat(question.isGone()).isFalse();
        assertThat(question.await(System.nanoTime(), () -> null)).isEmpty();
        assertThat(question.isGone()).isTrue();
    }

    @Test
    void anAnswerThatIsThereIsTakenEvenLate() throws Exception {
        Decision decision = new Decision(1, true, new float[2], 3);
        question.answer(decision);
        question.fail(new InferenceException(Reason.CLOSED, "closed", null));

        assertThat(question.await(System.nanoTime(), () -> null)).containsSame(decision);
    }

    @Test
    void whereNobodyAnswersAnyMoreItEndsAtOnce() {
        InferenceException closed = new InferenceException(Reason.CLOSED, "closed", null);

        assertThatThrownBy(() -> question.await(Long.MAX_VALUE, () -> closed)).isSameAs(closed);
        assertThat(question.isGone()).isTrue();
    }

    @Test
    void whoWaitsCanBeInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> question.await(System.nanoTime() + 1_000_000_000L, () -> null))
                .isInstanceOf(InterruptedException.class);
        assertThat(question.isGone()).isTrue();
    }
}
