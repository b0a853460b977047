package tmnf.rl.save;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchTensor;
import tmnf.rl.net.NetworkSizes;
import tmnf.rl.net.WeightPair;
import tmnf.rl.save.RunStart.Fresh;
import tmnf.rl.save.RunStart.Initial;
import tmnf.rl.save.RunStart.Resume;
import tmnf.rl.save.SaveException.Reason;

class SaveFolderTest extends SaveTestBase {

    private RunStart start() throws IOException {
        try (SaveFolder folder = open()) {
            return folder.start(NETWORK, NETWORK);
        }
    }

    private void save(long... frames) throws IOException {
        try (SaveFolder folder = open()) {
            for (long each : frames) {
                folder.save(checkpoint(each), Optional.empty());
            }
        }
    }

    private Path run(String name) {
        return saveDir.resolve("run").resolve(name);
    }

    private static void assertSame(Checkpoint read, Checkpoint saved) {
        assertThat(read.online().hasSameBits(saved.online())).isTrue();
        assertThat(read.target().hasSameBits(saved.target())).isTrue();
        assertThat(read.statistics()).isEqualTo(saved.statistics());
        assertThat(read.config()).isEqualTo(saved.config());
        assertThat(read.optimizer().slots()).hasSize(NETWORK.size());
        for (int i = 0; i < NETWORK.size(); i++) {
            OptimizerState.Slot slot = read.optimizer().slots().get(i);
            OptimizerState.Slot wanted = saved.optimizer().slots().get(i);
            assertThat(slot.step()).isEqualTo(wanted.step());
            assertThat(slot.mean().hasSameBits(wanted.mean())).isTrue();
            assertThat(slot.meanSquare().hasSameBits(wanted.meanSquare())).isTrue();
        }
    }

    private void assertRefused(Reason reason, String... words) {
        assertThatThrownBy(this::start).isInstanceOfSatisfying(SaveException.class, e -> {
            assertThat(e.reason()).isEqualTo(reason);
            assertThat(e.getMessage()).contains(words);
        });
    }

    @Test
    void nothingThereIsAFreshRun() throws Exception {
        assertThat(start()).isInstanceOf(Fresh.class);
        assertThat(start().message()).contains("drawn anew");
    }

    @Test
    void aCheckpointComesBackBitForBitAndTheRunGoesOnFromTheNewest() throws Exception {
        save(100, 200, 300);

        Resume resume = (Resume) start();
        assertSame(resume.checkpoint(), checkpoint(300));
        assertThat(resume.info().number()).isEqualTo(3);
        try (SaveFolder folder = open()) {
            assertThat(folder.checkpoints()).extracting(CheckpointInfo::frames).containsExactly(300L, 200L);
            assertSame(folder.load(folder.checkpoints().get(1), NETWORK, NETWORK), checkpoint(200));
        }
        assertThat(run("checkpoints")).isDirectoryNotContaining("glob:**/1");
        assertThat(StateDict.read(run(WeightPair.ONLINE)).hasSameBits(weights(300))).isTrue();
    }

    @Test
    void weightsThatAreNoNumbersAreNotGoneOnFrom() throws Exception {
        save(100);
        Checkpoint whole = checkpoint(200);
        String name = NETWORK.get(0).name();
        float[] values = whole.online().get(name).floats();
        values[3] = Float.NaN;
        values[5] = Float.POSITIVE_INFINITY;
        Map<String, TorchTensor> broken = new HashMap<>(whole.online().tensors());
        broken.put(name, TorchTensor.of(NETWORK.get(0).shape(), values));
        try (SaveFolder folder = open()) {
            folder.save(new Checkpoint(StateDict.of(broken), whole.target(), whole.optimizer(),
                    whole.statistics(), whole.config(), Optional.empty()), Optional.empty());
        }
        assertRefused(Reason.DAMAGED, "the training went wrong", name + " has 2 of ",
                "copy the folder of a checkpoint, such as ", Path.of("checkpoints", "1").toString());

        Path other = Files.createDirectories(saveDir.resolve("other"));
        for (String file : List.of(WeightPair.ONLINE, WeightPair.TARGET)) {
            Files.copy(run(file), other.resolve(file));
        }
        assertThatThrownBy(() -> SaveFolder.look(saveDir, "other", NETWORK, NETWORK))
                .isInstanceOf(SaveException.class).hasMessageContaining(name + " has 2 of ");
    }

    private void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path each : files.toList()) {
                Files.copy(each, to.resolve(each.getFileName()));
            }
        }
    }

    @Test
    void aCheckpointThatIsCopiedToANewRunIsGoneOnFrom() throws Exception {
        save(100, 200);
        Path again = saveDir.resolve("again");
        copy(run("checkpoints/1"), again);
        Path transitions = Files.writeString(again.resolve("buffer.bin"), "transitions");

        assertThat(RunStart.look(saveDir, "again")).isEqualTo(RunStart.Kind.CHECKPOINT);
        try (SaveFolder folder = SaveFolder.open(saveDir, "again", 2, CLOCK)) {
            RunStart start = folder.start(NETWORK, NETWORK);
            assertSame(((Resume) start).checkpoint(), checkpoint(100));
            assertThat(start.message()).contains(again.toString(), "no manifest.json names, 100 frames");
            assertThat(((Resume) start).checkpoint().buffer()).hasValue(transitions);
            folder.tookBuffer();
            folder.save(checkpoint(150), Optional.empty());
            assertThat(transitions).as("nobody reads them any more").doesNotExist();
        }
        try (SaveFolder folder = SaveFolder.open(saveDir, "again", 2, CLOCK)) {
            assertThat(((Resume) folder.start(NETWORK, NETWORK)).info().frames()).isEqualTo(150);
        }
        assertSame(((Resume) start()).checkpoint(), checkpoint(200));
    }

    @Test
    void transitionsBesideACopyThatWereNotTakenStay() throws Exception {
        save(100);
        Path again = saveDir.resolve("again");
        copy(run("checkpoints/1"), again);
        Path transitions = Files.writeString(again.resolve("buffer.bin"), "transitions");
        try (SaveFolder folder = SaveFolder.open(saveDir, "again", 2, CLOCK)) {
            folder.start(NETWORK, NETWORK);
            folder.save(checkpoint(150), Optional.of(file -> Files.writeString(file, "new")));
        }
        assertThat(transitions).hasContent("transitions");
    }

    @Test
    void whoeverIsKilledInTheFirstSaveOfACopyGoesOnFromTheCopy() throws Exception {
        save(100);
        Path again = saveDir.resolve("again");
        copy(run("checkpoints/1"), again);
        Files.createDirectories(again.resolve("checkpoints/1"));
        Files.writeString(again.resolve("checkpoints/1/weights1.torch"), "half");
        try (SaveFolder folder = SaveFolder.open(saveDir, "again", 2, CLOCK)) {
            assertSame(((Resume) folder.start(NETWORK, NETWORK)).checkpoint(), checkpoint(100));
        }
    }

    @Test
    void halfACheckpointOfOursIsNoRunOfTheOriginal() throws Exception {
        save(100);
        Path again = saveDir.resolve("again");
        copy(run("checkpoints/1"), again);
        Files.delete(again.resolve("statistics.json"));
        assertThat(RunStart.look(saveDir, "again")).isEqualTo(RunStart.Kind.CHECKPOINT);
        try (SaveFolder folder = SaveFolder.open(saveDir, "again", 2, CLOCK)) {
            assertThatThrownBy(() -> folder.start(NETWORK, NETWORK))
                    .isInstanceOfSatisfying(SaveException.class, e -> {
                        assertThat(e.reason()).isEqualTo(Reason.INCOMPLETE);
                        assertThat(e.getMessage()).contains("statistics.json is missing",
                                "copy the whole folder");
                    });
            Files.delete(again.resolve("optimizer1.torch"));
            assertThat(folder.start(NETWORK, NETWORK)).isInstanceOf(Initial.class);
        }
    }

    @Test
    void aRunThatLostItsManifestIsRefusedAndKeepsItsCheckpoints() throws Exception {
        save(100, 200, 300);
        Files.delete(run("manifest.json"));
        assertRefused(Reason.DAMAGED, "manifest.json, which names its checkpoints (2, 3), is missing",
                "such as " + run("checkpoints/3"), "--run-name run-again");
        for (String name : RunCopies.NAMES) {
            Files.delete(run(name));
        }
        assertRefused(Reason.DAMAGED, "is missing");
        assertThat(run("checkpoints/2/weights1.torch")).exists();
    }

    @Test
    void anOnlyCheckpointWithoutManifestIsGoneOnFromAndNotDeleted() throws Exception {
        save(100);
        Files.delete(run("manifest.json"));
        assertSame(((Resume) start()).checkpoint(), checkpoint(100));
        save(200);
        assertSame(((Resume) start()).checkpoint(), checkpoint(200));
        try (Stream<Path> all = Files.walk(run("checkpoints"), 3)) {
            Path aside = all.filter(file -> file.toString().contains("unnamed")
                    && file.endsWith("weights1.torch")).findFirst().orElseThrow();
            assertThat(StateDict.read(aside).hasSameBits(weights(100))).isTrue();
        }
    }

    @Test
    void whatIsDamagedSaysHowToGoOnFromTheOneBefore() throws Exception {
        save(100, 200);
        Files.delete(run("checkpoints/2/statistics.json"));
        assertRefused(Reason.DAMAGED, "checkpoint 2 is damaged", "such as " + run("checkpoints/1")
                + ", to that of a new run, such as " + saveDir.resolve("run-again"));
    }

    @Test
    void convolutionsLieInTheFileWithTheirChannelsLast() throws Exception {
        save(100);

        assertThat(StateDict.read(run(WeightPair.ONLINE)).get("img_head.2.weight").strides())
                .containsExactly(256L, 1L, 64L, 16L);
        assertThat(OptimizerState.read(run(SaveFolder.OPTIMIZER)).slots().get(0).mean().strides())
                .containsExactly(16L, 1L, 4L, 1L);
    }

    @Test
    void weightsWithoutManifestAreInitialWeightsAndAreKept() throws Exception {
        new WeightPair(saveDir).write(weights(7), weights(8), "{}");

        Initial initial = (Initial) start();
        assertThat(initial.online().hasSameBits(weights(7))).isTrue();
        assertThat(initial.target().hasSameBits(weights(8))).isTrue();
        assertThat(initial.message()).contains(saveDir.toString(), "fresh run with the initial weights");

        new WeightPair(saveDir.resolve("run")).write(weights(17), weights(18), "{}");
        assertThat(((Initial) start()).online().hasSameBits(weights(17))).isTrue();
        save(100);
        assertThat(StateDict.read(run("initial/" + WeightPair.ONLINE)).hasSameBits(weights(17))).isTrue();
        assertThat(start()).isInstanceOf(Resume.class);
    }

    @Test
    void prefixesOfCompiledNetworksAreTakenOff() throws Exception {
        Files.createDirectories(saveDir.resolve("run"));
        weights(7).prefixed("_orig_mod.").write(run(WeightPair.ONLINE));
        weights(8).prefixed("_orig_mod.").write(run(WeightPair.TARGET));

        assertThat(((Initial) start()).online().hasSameBits(weights(7))).isTrue();
    }

    @Test
    void whoeverIsKilledWhileSavingGoesOnFromTheCheckpointBefore() throws Exception {
        save(100);
        try (SaveFolder folder = open()) {
            assertThatThrownBy(() -> folder.save(checkpoint(200), Optional.of(file -> {
                Files.writeString(file, "half");
                throw new IOException("killed");
            }))).hasMessage("killed");
        }

        assertSame(((Resume) start()).checkpoint(), checkpoint(100));
        save(300);
        assertSame(((Resume) start()).checkpoint(), checkpoint(300));
        assertThat(run("checkpoints/2/buffer.bin")).doesNotExist();
    }

    @Test
    void aFirstSaveThatCannotBeNamedLeavesNothingHoweverOftenItIsTried() throws Exception {
        new WeightPair(saveDir.resolve("run")).write(weights(7), weights(8), "{}");
        Files.createFile(run("initial")); // in the way of the folder
        try (SaveFolder folder = open()) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> folder.save(checkpoint(100), Optional.empty()))
                        .isInstanceOf(IOException.class);
                assertThat(run("checkpoints")).isEmptyDirectory();
            }
            Files.delete(run("initial"));
            folder.save(checkpoint(100), Optional.empty());
        }
        assertSame(((Resume) start()).checkpoint(), checkpoint(100));
    }

    /** The manifest is moved into place, and the system reports a failure all the same. */
    @Test
    void whatTheManifestNamesIsNotDeletedByTheSaveAfterAFailure() throws Exception {
        try (SaveFolder folder = open()) {
            CheckpointInfo first = folder.save(checkpoint(100), Optional.empty());
            assertThatThrownBy(() -> folder.save(checkpoint(200), Optional.of(file -> {
                Map<String, CheckpointInfo.FileHash> files = new HashMap<>();
                for (String name : RunCopies.NAMES) {
                    files.put(name, Manifest.hash(file.resolveSibling(name)));
                }
                Manifest.write(run(Manifest.NAME), List.of(new CheckpointInfo(2, 200, CLOCK.instant(), files),
                        first));
                throw new IOException("after the move");
            }))).hasMessage("after the move");
            assertSame(((Resume) folder.start(NETWORK, NETWORK)).checkpoint(), checkpoint(200));

            CheckpointInfo third = folder.save(checkpoint(300), Optional.of(file -> {
                assertThat(run(WeightPair.ONLINE)).as("before another is named").hasSameBinaryContentAs(
                        run("checkpoints/2/weights1.torch"));
                Files.writeString(file, "three");
            }));
            assertThat(third.number()).isEqualTo(3);
        }
        assertSame(((Resume) start()).checkpoint(), checkpoint(300));
    }

    @Test
    void whoeverIsKilledBeforeTheCopiesAreMadeGoesOnFromTheNewCheckpoint() throws Exception {
        save(100, 200);
        Files.copy(run("checkpoints/1/weights1.torch"), run(WeightPair.ONLINE),
                StandardCopyOption.REPLACE_EXISTING);

        assertSame(((Resume) start()).checkpoint(), checkpoint(200));
    }

    @Test
    void whoeverIsKilledBeforeTheCopiesAreMadeAgainAndAgainGoesOn() throws Exception {
        save(100);
        for (long frames = 200; frames <= 500; frames += 100) {
            byte[][] copy = new byte[1][];
            Clock asked = new Clock() { // asked right before the manifest is written
                @Override
                public Instant instant() {
                    try {
                        copy[0] = Files.readAllBytes(run(WeightPair.ONLINE));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return CLOCK.instant();
                }

                @Override
                public ZoneId getZone() {
                    return CLOCK.getZone();
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }
            };
            try (SaveFolder folder = SaveFolder.open(saveDir, "run", 2, asked)) {
                folder.save(checkpoint(frames), Optional.empty());
            }
            Files.write(run(WeightPair.ONLINE), copy[0]); // what a kill behind the manifest leaves
            assertSame(((Resume) start()).checkpoint(), checkpoint(frames));
        }
    }

    @Test
    void theBufferIsKeptWithTheNewestOnly() throws Exception {
        try (SaveFolder folder = open()) {
            folder.save(checkpoint(100), Optional.of(file -> Files.writeString(file, "one")));
            folder.save(checkpoint(200), Optional.of(file -> Files.writeString(file, "two")));
            CheckpointInfo older = folder.checkpoints().get(1);
            assertThat(folder.load(older, NETWORK, NETWORK).buffer()).isEmpty();
        }

        assertThat(((Resume) start()).checkpoint().buffer().orElseThrow()).hasContent("two");
        assertThat(run("checkpoints/1/buffer.bin")).doesNotExist();
    }

    @Test
    void aMissingBufferIsNoDamageAndAChangedOneIsToBeRemoved() throws Exception {
        try (SaveFolder folder = open()) {
            folder.save(checkpoint(100), Optional.of(file -> Files.writeString(file, "one")));
        }
        Files.writeString(run("checkpoints/1/buffer.bin"), "two");
        assertRefused(Reason.DAMAGED, "buffer.bin is not what was saved", "remove it to begin with an empty");
        Files.delete(run("checkpoints/1/buffer.bin"));
        assertSame(((Resume) start()).checkpoint(), checkpoint(100));
    }

    @Test
    void aSecondTrainingIsRefused() throws Exception {
        try (SaveFolder first = open()) {
            assertThat(first.folder()).isDirectory();
            assertRefused(Reason.LOCKED, "another training");
        }
        assertThat(start()).isInstanceOf(Fresh.class);
    }

    @Test
    void aChangedOrMissingFileIsRefusedWithAReport() throws Exception {
        save(100);
        Path weights = run("checkpoints/1/weights2.torch");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length / 2] ^= 1;
        Files.write(weights, bytes);
        Files.delete(run("checkpoints/1/statistics.json"));

        assertRefused(Reason.DAMAGED, "checkpoint 1 is damaged", "weights2.torch is not what was saved",
                "statistics.json is missing");
        assertThat(weights).hasBinaryContent(bytes);
    }

    @Test
    void anotherNetworkIsRefusedWithItsDifferences() throws Exception {
        save(100);
        List<WeightSpec> other = new NetworkSizes(44, 36, true, 184, 64, 64, 16, 12).network().specs();

        try (SaveFolder folder = open()) {
            assertThatThrownBy(() -> folder.start(other, other))
                    .isInstanceOfSatisfying(SaveException.class, e -> {
                        assertThat(e.reason()).isEqualTo(Reason.MISMATCH);
                        assertThat(e.report()).contains("weights1.torch: float_feature_extractor.0.weight is"
                                + " [32, 184], the network's is [64, 184]");
                    });
        }
        assertSame(((Resume) start()).checkpoint(), checkpoint(100));
    }

    @Test
    void weightsThatSomebodyPutInTheWayAreNeitherIgnoredNorOverwritten() throws Exception {
        save(100);
        weights(99).write(run(WeightPair.ONLINE));

        assertRefused(Reason.MISMATCH, "another program replaced it");
        assertThat(StateDict.read(run(WeightPair.ONLINE)).hasSameBits(weights(99))).isTrue();
    }

    @Test
    void halfAPairATornManifestAndALaterFormatAreRefused() throws Exception {
        Files.createDirectories(saveDir.resolve("run"));
        weights(7).write(run(WeightPair.ONLINE));
        assertRefused(Reason.INCOMPLETE, "weights1.torch without weights2.torch");
        Files.writeString(run("manifest.json"), "{\"format\": 1, \"checkp");
        assertRefused(Reason.DAMAGED, "manifest.json is no JSON");
        Files.writeString(run("manifest.json"), "{\"format\": 2}");
        assertRefused(Reason.FORMAT, "format 2");
    }
}
