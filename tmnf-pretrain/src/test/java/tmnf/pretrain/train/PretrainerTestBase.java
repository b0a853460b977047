package tmnf.pretrain.train;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import tmnf.pretrain.engine.TestEngine;
import tmnf.pretrain.train.PretrainSettings.Existing;
import tmnf.pretrain.train.PretrainSettings.Task;

/** A small dataset of pictures on the disk, and what a run on it tells. */
abstract class PretrainerTestBase {

    static final int SIDE = 40;
    static final int FRAMES = 6;

    @TempDir
    Path temp;

    final Pretrainer pretrainer = new Pretrainer(TestEngine.start());
    final List<String> heard = new ArrayList<>();
    final List<String> notes = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();
    Path dataset; // after setUp

    @BeforeEach
    void writePictures() throws IOException {
        dataset = temp.resolve("frames");
        for (int track = 0; track < 4; track++) {
            Path replay = Files.createDirectories(dataset.resolve("track" + track).resolve("replay"));
            for (int frame = 0; frame < FRAMES; frame++) {
                BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
                for (int i = 0; i < SIDE; i++) {
                    image.getRaster().setSample((frame + track) * 5 % SIDE, i, 0, 200);
                }
                ImageIO.write(image, "png",
                        replay.resolve(String.format("frame_%05d_%dms.png", frame, frame * 100)).toFile());
            }
        }
    }

    final PretrainSettings settings(Task task, Existing existing) {
        PretrainSettings base = TestSettings.of(task, SIDE, 2, dataset, temp.resolve("runs"));
        PretrainSettings.Output output = base.output();
        return new PretrainSettings(base.data(), base.model(), base.optimisation(),
                new PretrainSettings.Output(output.folder(), Optional.empty(), existing,
                        output.checkpoints(), output.keepBest(), output.tensorboard(), output.csv(), 1,
                        output.toolVersion()), base.effective());
    }

    final PretrainListener listener() {
        return new PretrainListener() {
            @Override
            public void caching(long frames, long allFrames) {
                heard.add("caching");
            }

            @Override
            public void started(Started started) {
                heard.add("started with " + started.plan().trainSamples() + " samples behind "
                        + started.finishedEpochs());
            }

            @Override
            public void note(String message) {
                notes.add(message);
            }

            @Override
            public void warning(String message) {
                warnings.add(message);
            }

            @Override
            public void epoch(int epoch, Map<String, Double> metrics, boolean best) {
                heard.add("epoch " + epoch);
            }
        };
    }

    static PretrainSettings resumed(PretrainSettings base, int epochs) {
        PretrainSettings.Optimisation wanted = base.optimisation();
        PretrainSettings.Output output = base.output();
        return new PretrainSettings(base.data(), base.model(), new PretrainSettings.Optimisation(epochs,
                wanted.batch(), wanted.lr(), wanted.gradientLimit(), wanted.patience(), wanted.minDelta(),
                wanted.monitor(), wanted.seed(), wanted.maxRuntime()),
                new PretrainSettings.Output(output.folder(), output.runName(), Existing.RESUME,
                        output.checkpoints(), output.keepBest(), output.tensorboard(), output.csv(),
                        output.logEvery(), output.toolVersion()), base.effective());
    }
}
