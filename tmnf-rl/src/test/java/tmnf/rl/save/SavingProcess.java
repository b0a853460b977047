package tmnf.rl.save;

import java.nio.file.Path;
import java.util.Optional;

/** Goes on from the newest checkpoint and saves others until it is killed. */
final class SavingProcess {

    private SavingProcess() {
    }

    public static void main(String[] args) throws Exception {
        try (SaveFolder folder = SaveFolder.open(Path.of(args[0]), "run", 2, SaveTestBase.CLOCK)) {
            RunStart start = folder.start(SaveTestBase.NETWORK, SaveTestBase.NETWORK);
            long frames = start instanceof RunStart.Resume resume ? resume.info().frames() : 0;
            while (true) {
                frames++;
                folder.save(SaveTestBase.checkpoint(frames), Optional.empty());
                System.out.println(frames);
            }
        }
    }
}
