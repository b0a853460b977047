package tmnf.rl.save;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import tmnf.rl.save.RunStart.Resume;

/** A real process that is killed at moments of no choice. */
class KilledWhileSavingTest extends SaveTestBase {

    private static final int KILLS = 2;
    private static final int MOST_MS = 150;
    private static final int DEADLINE_S = 60;

    @Test
    void everyKillLeavesTheLastCheckpointThatWasSavedOrTheOneInTheMaking() throws Exception {
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < KILLS; i++) {
            long saved = saveUntilKilled(random.nextInt(MOST_MS));

            try (SaveFolder folder = open()) {
                Resume resume = (Resume) folder.start(NETWORK, NETWORK);
                assertThat(resume.info().frames()).isBetween(saved, saved + 1);
                assertThat(resume.checkpoint().online().hasSameBits(weights(resume.info().frames())))
                        .isTrue();
                assertThat(resume.checkpoint().statistics())
                        .isEqualTo(statistics(resume.info().frames()));
            }
        }
    }

    /** Kills some time after the first checkpoint that the process saves; the last one that it told of. */
    private long saveUntilKilled(int afterMs) throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin",
                "java").toString(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), SavingProcess.class.getName(),
                saveDir.toString()).redirectErrorStream(true).start();
        try (BufferedReader told = process.inputReader()) {
            String line = told.readLine();
            long saved = Long.parseLong(line);
            assertThat(process.waitFor(afterMs, TimeUnit.MILLISECONDS)).isFalse();
            process.toHandle().destroyForcibly(); // leaves the stream open
            for (line = told.readLine(); line != null; line = told.readLine()) {
                saved = line.matches("\\d+") ? Long.parseLong(line) : saved;
            }
            return saved;
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(DEADLINE_S, TimeUnit.SECONDS)).isTrue();
        }
    }
}
