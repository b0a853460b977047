package tmnf.exchange.download;

import java.io.IOException;

/**
 * The third stage: takes challenges out of replays. Unpacking costs memory and a processor each, so it has
 * no more threads than there are processors, however many wait for the network. Used by several threads.
 */
final class ChallengeStage {

    private final RunState run;
    private final ChallengeMaker challenges;

    ChallengeStage(RunState run) {
        this.run = run;
        this.challenges = new ChallengeMaker(run);
    }

    /** Works until there is nothing more to do. */
    void work() throws IOException, InterruptedException {
        for (ChallengeWork next = run.challenges.take(); next != null; next = run.challenges.take()) {
            if (next instanceof ChallengeWork.TakeOlder older) {
                challenges.takeOlder(older);
                run.ended(next.track());
            } else if (challenges.fromReplays(next.track())) {
                run.ended(next.track());
            }
        }
    }
}
