package tmnf.pretrain.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import tmnf.pretrain.data.FrameCache;
import tmnf.pretrain.data.FrameCacheBuilder;
import tmnf.pretrain.data.FrameCacheException;
import tmnf.pretrain.data.FrameTree;
import tmnf.pretrain.data.NpyExport;
import tmnf.pretrain.data.TrackSplit;
import tmnf.pretrain.net.StackedEncoder.Mode;
import tmnf.pretrain.run.CheckpointFile;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.train.PretrainResult.End;
import tmnf.pretrain.train.PretrainSettings.Existing;
import tmnf.pretrain.train.PretrainSettings.Task;

/** From pictures on the disk to the run folder. */
class PretrainerTest extends PretrainerTestBase {

    private List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aRunLeavesAllThatTheFolderPromises() throws Exception {
        PretrainResult result = pretrainer.run(settings(Task.AE, Existing.REFUSE), listener(), () -> false);

        assertThat(result.end()).isEqualTo(End.COMPLETED);
        assertThat(result.folder()).isEqualTo(temp.resolve("runs").resolve("run_001"));
        assertThat(names(result.folder())).containsExactly(".lock", "checkpoints", "config.json", "csv",
                "encoder.pt",
                "metrics.csv", "pretrain_meta.json", "report.html", "tensorboard");
        assertThat(heard).contains("caching", "started with 15 samples behind 0", "epoch 1", "epoch 3");
        JsonNode meta = new ObjectMapper().readTree(result.folder().resolve("pretrain_meta.json").toFile());
        assertThat(meta.get("epochs_trained").asInt()).isEqualTo(3);
        assertThat(meta.get("n_train_samples").asInt()).isEqualTo(15);
        assertThat(meta.get("n_val_samples").asInt()).isEqualTo(5);
        assertThat(meta.get("in_channels").asInt()).isEqualTo(2);
        assertThat(meta.get("exported_epoch").asInt()).isEqualTo(result.exportedEpoch());
        assertThat(Files.readString(result.folder().resolve("report.html"))).contains("data:image/png");
        assertThat(Files.readString(result.folder().resolve("metrics.csv"))).hasLineCount(4)
                .startsWith("epoch,");
        StateDict best = CheckpointFile.read(result.folder().resolve("checkpoints/last.ckpt")).bestWeights();
        assertThat(StateDict.read(result.encoder()).hasSameBits(best.under("encoder."))).isTrue();
    }

    @Test
    void thePlanSaysWhatTheRunDoesAndWritesNothing() throws Exception {
        PretrainPlan plan = Pretrainer.plan(settings(Task.VAE, Existing.REFUSE));
        assertThat(temp.resolve("runs")).doesNotExist();
        assertThat(pretrainer.run(settings(Task.VAE, Existing.REFUSE), listener(), () -> false).plan())
                .isEqualTo(plan);
    }

    @Test
    void aDamagedPictureIsCountedNamedAndInNoSample() throws Exception {
        Path damaged = dataset.resolve("track1/replay/frame_00003_300ms.png");
        Files.writeString(damaged, "no picture");
        PretrainResult result = pretrainer.run(settings(Task.AE, Existing.REFUSE), listener(), () -> false);

        assertThat(result.unreadable()).isEqualTo(1);
        assertThat(result.unreadableNames()).singleElement().asString()
                .startsWith("track1/replay/frame_00003_300ms.png");
        assertThat(result.plan().trainSamples() + result.plan().validationSamples()).isEqualTo(20 - 2);
    }

    @Test
    void aRunThatIsStoppedWhileItDecodesCanBeResumed() throws Exception {
        assertThatExceptionOfType(PretrainException.class).isThrownBy(() ->
                        pretrainer.run(settings(Task.AE, Existing.REFUSE), listener(), () -> true))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(PretrainException.Kind.STOPPED));
        PretrainResult resumed = pretrainer.run(settings(Task.AE, Existing.RESUME), listener(), () -> false);
        assertThat(resumed.folder().getFileName()).hasToString("run_001");
        assertThat(resumed.epochs()).isEqualTo(3);
    }

    @Test
    void aRunGoesOnWithACopyOfItsDatasetAndNotWithOtherFrames() throws Exception {
        pretrainer.run(settings(Task.AE, Existing.REFUSE), listener(), () -> heard.contains("epoch 1"));
        Path frame = dataset.resolve("track1/replay/frame_00003_300ms.png");
        Files.setLastModifiedTime(frame, FileTime.fromMillis(1_000_000));

        pretrainer.run(settings(Task.AE, Existing.RESUME), listener(), () -> heard.contains("epoch 2"));

        assertThat(heard).contains("started with 15 samples behind 1").doesNotContain("epoch 3");
        assertThat(notes).singleElement().asString().contains("the same frames: the run goes on");
        assertThat(warnings).isEmpty();
        Files.copy(frame.resolveSibling("frame_00000_0ms.png"), frame, StandardCopyOption.REPLACE_EXISTING);
        assertThatExceptionOfType(PretrainException.class).isThrownBy(() ->
                        pretrainer.run(settings(Task.AE, Existing.RESUME), listener(), () -> false))
                .withMessageContaining("the frames of the dataset have changed. Give");
    }

    @Test
    void whatCannotBeLearnedFromIsSaidBeforeAnythingIsWritten() {
        PretrainSettings missing = TestSettings.of(Task.AE, SIDE, 2, temp.resolve("missing"),
                temp.resolve("runs"));
        assertThatExceptionOfType(PretrainException.class)
                .isThrownBy(() -> pretrainer.run(missing, listener(), () -> false))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(PretrainException.Kind.NO_DATA));
        PretrainSettings longer = TestSettings.of(Task.AE, SIDE, FRAMES + 1, dataset, temp.resolve("runs"));
        assertThatExceptionOfType(PretrainException.class)
                .isThrownBy(() -> pretrainer.run(longer, listener(), () -> false))
                .withMessageContaining("0 samples to learn from");
        assertThat(temp.resolve("runs")).doesNotExist();
    }

    private static PretrainSettings sized(PretrainSettings base, int stack, int side, Mode mode) {
        PretrainSettings.Data data = base.data();
        PretrainSettings.Model model = base.model();
        return new PretrainSettings(new PretrainSettings.Data(data.folder(), data.cache(), false, 1, side,
                side, stack, data.validationFraction(), 1, 1), new PretrainSettings.Model(model.task(), mode,
                model.normalization(), model.decoder(), 8, 1e-3, 16, 0.5, model.latent()),
                base.optimisation(), base.output(), base.effective());
    }

    @Test
    void aBatchOrANetworkThatNothingHoldsIsRefusedBeforeAnythingIsDecoded() {
        PretrainSettings base = settings(Task.SIMCLR, Existing.REFUSE);
        for (PretrainSettings large : List.of(sized(base, 2, 11_600, Mode.CHANNEL),
                sized(base, 2, 256, Mode.CONCAT))) {
            for (ThrowingCallable start : List.<ThrowingCallable>of(() -> Pretrainer.plan(large),
                    () -> pretrainer.run(large, listener(), () -> false))) {
                PretrainException refused = catchThrowableOfType(PretrainException.class, start);
                assertThat(refused.kind()).isEqualTo(PretrainException.Kind.SETTINGS);
                assertThat(refused).hasMessageContaining(large.data().height() == 256
                        ? "weights, and a checkpoint holds 267386880 at most"
                        : "batch size 8: so many samples of 2 frames of 11600x11600 pixels are 2152960000 "
                                + "bytes, and a batch has less than 2 GiB; take at most 7 samples,");
            }
        }
        assertThat(heard).isEmpty();
        assertThat(temp.resolve("runs")).doesNotExist();
    }

    /** Each file with its bytes and when it was written. */
    private Map<String, String> state() throws IOException {
        Map<String, String> state = new TreeMap<>();
        try (Stream<Path> all = Files.walk(temp.resolve("runs"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                state.put(file.toString(), Files.getLastModifiedTime(file) + " "
                        + Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return state;
    }

    @Test
    void aRunThatIsOverAndWholeIsNeitherDecodedForNorChanged() throws Exception {
        Files.writeString(dataset.resolve("track1/replay/frame_00003_300ms.png"), "no picture");
        PretrainResult first = pretrainer.run(settings(Task.AE, Existing.REFUSE), listener(), () -> false);
        Map<String, String> before = state();
        heard.clear();
        PretrainSettings again = settings(Task.AE, Existing.RESUME);
        PretrainResult result = pretrainer.run(again, listener(), () -> false);

        assertThat(heard).isEmpty();
        assertThat(notes).singleElement().asString().startsWith("nothing is left to do: the run was "
                + "completed after 3 epochs");
        assertThat(state()).isEqualTo(before);
        assertThat(result).usingRecursiveComparison().ignoringFields("plan").isEqualTo(first);
        assertThat(result.unreadable()).isEqualTo(1);
        assertThat(Pretrainer.plan(again)).isEqualTo(result.plan());
        assertThat(state()).isEqualTo(before);

        Path cache = Files.createDirectory(first.folder().resolve("cache"));
        Files.writeString(cache.resolve("frames.u8"), "what Windows keeps of mapped files");
        assertThat(Pretrainer.finished(again)).isPresent();
        Files.writeString(cache.resolve("index.json"), "of a run that was killed");
        assertThat(Pretrainer.finished(again)).isEmpty();
    }

    @Test
    void aRunThatIsOverGoesOnWhereAnythingIsMissingOrOther() throws Exception {
        PretrainResult first = pretrainer.run(settings(Task.AE, Existing.REFUSE), listener(), () -> false);
        byte[] encoder = Files.readAllBytes(first.encoder());
        PretrainSettings again = settings(Task.AE, Existing.RESUME);
        for (String file : List.of("encoder.pt", "pretrain_meta.json", "report.html", "config.json")) {
            Files.writeString(first.folder().resolve(file), "damaged");
            if (file.startsWith("report")) {
                Files.delete(first.folder().resolve(file));
            }
            assertThat(Pretrainer.finished(again)).as(file).isEmpty();
            assertThat(pretrainer.run(again, listener(), () -> false).end()).isEqualTo(End.COMPLETED);
            assertThat(Pretrainer.finished(again)).as(file + ", mended").isPresent();
        }
        assertThat(first.encoder()).hasBinaryContent(encoder);
        assertThat(heard).filteredOn("caching"::equals).hasSizeGreaterThanOrEqualTo(5);

        PretrainSettings.Optimisation was = again.optimisation();
        PretrainSettings more = new PretrainSettings(again.data(), again.model(),
                new PretrainSettings.Optimisation(4, was.batch(), was.lr(), was.gradientLimit(),
                        was.patience(), was.minDelta(), was.monitor(), was.seed(), was.maxRuntime()),
                again.output(), again.effective());
        assertThat(Pretrainer.finished(more)).as("another epoch").isEmpty();
        Files.delete(dataset.resolve("track2/replay/frame_00005_500ms.png"));
        assertThat(Pretrainer.finished(again)).as("other frames").isEmpty();
        assertThatExceptionOfType(PretrainException.class)
                .isThrownBy(() -> pretrainer.run(again, listener(), () -> false))
                .withMessageContaining("the frames of the dataset have changed");
    }

    /** It tells that the other files are of the same end; those of an earlier one may lie there. */
    @Test
    void whatTellsOfARunIsWrittenLast() throws Exception {
        Path run = pretrainer.run(settings(Task.AE, Existing.REFUSE), listener(), () -> false).folder();
        byte[] meta = Files.readAllBytes(run.resolve("pretrain_meta.json"));
        Files.delete(run.resolve("report.html"));
        Files.writeString(Files.createDirectory(run.resolve("report.html")).resolve("keeps"), "its place");

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> pretrainer.run(
                resumed(settings(Task.AE, Existing.RESUME), 4), listener(), () -> false));

        assertThat(heard).contains("epoch 4");
        assertThat(run.resolve("pretrain_meta.json")).hasBinaryContent(meta);
    }

    @Test
    void aRunThatIsThereIsNotReplacedUnasked() throws Exception {
        PretrainSettings named = TestSettings.of(Task.AE, SIDE, 2, dataset, temp.resolve("runs"));
        PretrainSettings.Output output = named.output();
        PretrainSettings again = new PretrainSettings(named.data(), named.model(), named.optimisation(),
                new PretrainSettings.Output(output.folder(), Optional.of("mine"), Existing.REFUSE,
                        output.checkpoints(), 1, Optional.empty(), Optional.empty(), 50, "test"),
                named.effective());
        pretrainer.run(again, listener(), () -> false);
        assertThatExceptionOfType(PretrainException.class)
                .isThrownBy(() -> pretrainer.run(again, listener(), () -> false))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(PretrainException.Kind.RUN_FOLDER));
    }

    @Test
    void samplesForNumPyThatWereSplitOtherwiseOrOfUnknownOriginAreWarnedOf() throws Exception {
        FrameTree tree = FrameTree.read(dataset);
        Path samples = temp.resolve("samples");
        try (FrameCache cache = new FrameCacheBuilder(SIDE, SIDE)
                .openOrBuild(tree, temp.resolve("cache"), (frames, all) -> { }, () -> false).orElseThrow()) {
            NpyExport.of(cache).write(TrackSplit.of(tree.tracks(2), 0.25, 42), 2,
                    new NpyExport.Origin(dataset, 0.25, 42), samples, (frames, all) -> { }, () -> false);
        }
        PretrainSettings base = TestSettings.of(Task.AE, SIDE, 2, samples, temp.resolve("runs"));
        pretrainer.run(base, listener(), () -> false);
        assertThat(warnings).as("the folder itself, split as asked for").isEmpty();

        PretrainSettings.Optimisation wanted = base.optimisation();
        pretrainer.run(new PretrainSettings(base.data(), base.model(), new PretrainSettings.Optimisation(1,
                wanted.batch(), wanted.lr(), wanted.gradientLimit(), wanted.patience(), wanted.minDelta(),
                wanted.monitor(), 43, wanted.maxRuntime()), base.output(), base.effective()), listener(),
                () -> false);
        assertThat(warnings).singleElement().asString().contains("another val_fraction or seed than 0.25 "
                + "and 43");

        warnings.clear();
        Files.delete(samples.resolve("cache_meta.json"));
        pretrainer.run(base, listener(), () -> false);
        assertThat(warnings).singleElement().asString().contains("without cache_meta.json");

        Files.writeString(samples.resolve("cache_meta.json"), "[1, 2");
        assertThatExceptionOfType(FrameCacheException.class)
                .isThrownBy(() -> pretrainer.run(base, listener(), () -> false))
                .withMessageContaining("cache_meta.json: is no JSON");
    }

    @Test
    void aRunThatIsStoppedWhileItOpensSamplesForNumPyHasLearnedNothing() throws Exception {
        Path samples = temp.resolve("samples");
        export(samples, 2);
        PretrainSettings settings = TestSettings.of(Task.AE, SIDE, 2, samples, temp.resolve("runs"));
        assertThatExceptionOfType(PretrainException.class)
                .isThrownBy(() -> pretrainer.run(settings, listener(), () -> heard.contains("caching")))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(PretrainException.Kind.STOPPED));
        assertThat(heard).containsExactly("caching");
    }

    /** Of the dataset as it is, with its frames beside it. */
    private void export(Path folder, int stack) throws IOException {
        FrameTree tree = FrameTree.read(dataset);
        try (FrameCache cache = new FrameCacheBuilder(SIDE, SIDE)
                .openOrBuild(tree, folder, (frames, all) -> { }, () -> false).orElseThrow()) {
            NpyExport.exact(cache, tree).write(TrackSplit.of(tree.tracks(stack), 0.25, 42), stack,
                    new NpyExport.Origin(dataset, 0.25, 42), folder, (frames, all) -> { }, () -> false);
        }
    }

    private PretrainSettings with(Path cache, int stack, long seed) {
        PretrainSettings base = TestSettings.of(Task.AE, SIDE, stack, dataset, temp.resolve("runs"));
        PretrainSettings.Data data = base.data();
        PretrainSettings.Optimisation wanted = base.optimisation();
        return new PretrainSettings(new PretrainSettings.Data(data.folder(), Optional.of(cache), false, 1,
                SIDE, SIDE, stack, 0.25, 1, 2), base.model(), new PretrainSettings.Optimisation(1,
                wanted.batch(), wanted.lr(), wanted.gradientLimit(), wanted.patience(), wanted.minDelta(),
                wanted.monitor(), seed, wanted.maxRuntime()), base.output(), base.effective());
    }

    private void writeOneMore() throws IOException {
        Path replay = dataset.resolve("track0/replay");
        Files.copy(replay.resolve("frame_00000_0ms.png"), replay.resolve("frame_00006_600ms.png"));
    }

    @Test
    void samplesForNumPyThatWereMadeOfOtherFramesAreNotLearnedFrom() throws Exception {
        Path cache = temp.resolve("cache");
        export(cache, 2);
        assertThat(pretrainer.run(with(cache, 2, 42), listener(), () -> false).plan().replays())
                .as("a replay for each sample of the file").isEqualTo(20);
        assertThat(warnings).isEmpty();
        writeOneMore();

        PretrainResult result = pretrainer.run(with(cache, 2, 42), listener(), () -> false);

        assertThat(result.plan().replays()).isEqualTo(4);
        assertThat(result.plan().frames()).isEqualTo(4 * FRAMES + 1);
        assertThat(warnings).singleElement().asString().contains(cache + ": train.npy has samples of other "
                + "frames", dataset + " are taken instead");
        assertThat(cache.resolve("train.npy")).as("nothing is lost").exists();
        warnings.clear();
        PretrainSettings itself = TestSettings.of(Task.AE, SIDE, 2, cache, temp.resolve("runs"));
        assertThat(pretrainer.run(itself, listener(), () -> false).plan().replays()).isEqualTo(20);
        assertThat(warnings).isEmpty();
    }

    @Test
    void decodedFramesBesideSamplesForNumPyServeEveryStackAndSplit() throws Exception {
        Path cache = temp.resolve("cache");
        export(cache, 2);

        assertThat(pretrainer.run(with(cache, 3, 42), listener(), () -> false).plan().replays()).isEqualTo(4);
        assertThat(pretrainer.run(with(cache, 2, 7), listener(), () -> false).plan().replays()).isEqualTo(4);
        assertThat(warnings).isEmpty();
        assertThat(notes).hasSize(2).allMatch(note -> note.contains("decoded frames beside them are taken"));
        Files.delete(cache.resolve("frames.u8"));
        assertThatExceptionOfType(PretrainException.class)
                .isThrownBy(() -> Pretrainer.plan(with(cache, 3, 42)))
                .withMessageContaining("has samples of 2 frames of 40x40 pixels, not of 3");
    }

    @Test
    void samplesForNumPyOfOthersAreComparedByTheNumberOfFrames() throws Exception {
        Path cache = temp.resolve("cache");
        export(cache, 2);
        Files.delete(cache.resolve(".npy.made_of"));
        assertThat(pretrainer.run(with(cache, 2, 42), listener(), () -> false).plan().replays())
                .isEqualTo(20);
        writeOneMore();

        assertThatExceptionOfType(PretrainException.class)
                .isThrownBy(() -> Pretrainer.plan(with(cache, 2, 42)))
                .withMessageContaining("the samples are of a dataset of 24 frames, " + dataset + ", and "
                        + dataset + " has 25")
                .withMessageContaining("give this folder as the dataset")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(PretrainException.Kind.SETTINGS));
    }

    @Test
    void samplesForNumPyOfAnotherDatasetAreNeitherLearnedFromNorReplaced() throws Exception {
        Path cache = temp.resolve("cache");
        export(cache, 2);
        Path first = dataset;
        dataset = temp.resolve("second");
        Path frame = Files.createDirectories(dataset.resolve("track0/replay")).resolve("frame_00000_0ms.png");
        for (int i = 0; i < FRAMES; i++) {
            Files.copy(first.resolve("track1/replay/frame_00001_100ms.png"), frame.resolveSibling(
                    String.format("frame_%05d_%dms.png", i, i * 100)));
        }
        byte[] decoded = Files.readAllBytes(cache.resolve("frames.u8"));

        assertThatExceptionOfType(PretrainException.class)
                .isThrownBy(() -> pretrainer.run(with(cache, 2, 42), listener(), () -> false))
                .withMessageContaining("the samples are of " + first + ", not of " + dataset)
                .withMessageContaining("give this folder as the dataset")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(PretrainException.Kind.SETTINGS));

        assertThat(cache.resolve("frames.u8")).hasBinaryContent(decoded);
        dataset = Files.move(first, temp.resolve("moved"));
        assertThat(Pretrainer.plan(with(cache, 2, 42)).replays()).as("the same files").isEqualTo(20);
    }

    @Test
    void aRunThatBeganWithSamplesForNumPyGoesOnWithThem() throws Exception {
        Path cache = temp.resolve("cache");
        export(cache, 2);
        Path decoded = cache.resolve("frames.u8");
        Files.move(decoded, temp.resolve("away"));
        pretrainer.run(with(cache, 2, 7), listener(), () -> false);
        assertThat(warnings).singleElement().asString().contains("another val_fraction or seed");
        Files.move(temp.resolve("away"), decoded);

        assertThat(pretrainer.run(resumed(with(cache, 2, 7), 2), listener(), () -> false).plan().replays())
                .as("though the frames beside them are right").isEqualTo(20);
        assertThat(notes).isEmpty();
        writeOneMore();
        warnings.clear();
        pretrainer.run(resumed(with(cache, 2, 7), 3), listener(), () -> false);

        assertThat(heard).contains("started with 15 samples behind 1", "started with 15 samples behind 2");
        assertThat(warnings).anyMatch(each -> each.contains("the run goes on with the samples"));
    }

    /** As after the advice to have them written again, which the warning about old samples gives. */
    @Test
    void aRunThatBeganWithFramesGoesOnWithThemThoughSamplesOfThemWereWrittenSince() throws Exception {
        Path cache = temp.resolve("cache");
        export(cache, 2);
        writeOneMore();
        pretrainer.run(with(cache, 2, 42), listener(), () -> false);
        assertThat(warnings).singleElement().asString().contains("prepare writes the samples again");
        warnings.clear();
        export(cache, 2);

        PretrainResult on = pretrainer.run(resumed(with(cache, 2, 42), 2), listener(), () -> false);

        assertThat(on.plan().replays()).as("a replay for each sample where samples are taken").isEqualTo(4);
        assertThat(heard).anyMatch(each -> each.endsWith("samples behind 1"));
        assertThat(warnings).isEmpty();
        assertThat(pretrainer.run(with(cache, 2, 42), listener(), () -> false).plan().replays())
                .as("of another run").isEqualTo(21);
    }

    @Test
    void aRunThatIsNotGoneOnWithKeepsItsConfiguration() throws Exception {
        Path config = pretrainer.run(settings(Task.AE, Existing.REFUSE), listener(), () -> false).folder()
                .resolve("config.json");
        String before = Files.readString(config);
        PretrainSettings base = settings(Task.AE, Existing.RESUME);
        PretrainSettings.Optimisation was = base.optimisation();
        PretrainSettings seeded = new PretrainSettings(base.data(), base.model(),
                new PretrainSettings.Optimisation(3, was.batch(), was.lr(), was.gradientLimit(),
                        was.patience(), was.minDelta(), was.monitor(), 7, was.maxRuntime()), base.output(),
                Map.of("seed", 7));
        heard.clear();

        for (ThrowingCallable start : List.<ThrowingCallable>of(() -> Pretrainer.plan(seeded),
                () -> pretrainer.run(seeded, listener(), () -> false))) {
            assertThatExceptionOfType(PretrainException.class).isThrownBy(start)
                    .withMessageContaining("seed was 42 and is to be 7")
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(PretrainException.Kind.CHECKPOINT));
        }
        assertThat(heard).as("known before frames are decoded").isEmpty();
        assertThat(config).hasContent(before);
        Files.delete(dataset.resolve("track2/replay/frame_00005_500ms.png"));
        PretrainSettings longer = resumed(base, 4);
        assertThatExceptionOfType(PretrainException.class).isThrownBy(() -> pretrainer.run(
                        new PretrainSettings(longer.data(), longer.model(), longer.optimisation(),
                                longer.output(), Map.of("epochs", 4)), listener(), () -> false))
                .withMessageContaining("the frames of the dataset have changed");
        assertThat(heard).contains("caching");
        assertThat(config).as("where it is known only then").hasContent(before);
    }

    /** A folder in the place of a file is what a system refuses to read, whoever asks. */
    @Test
    void samplesForNumPyAreTakenWhereTheDatasetCannotBeListed() throws Exception {
        Path cache = temp.resolve("cache");
        export(cache, 2);
        Files.createDirectory(dataset.resolve("track0/replay/frames-index.tsv"));

        assertThat(pretrainer.run(with(cache, 2, 42), listener(), () -> false).plan().replays())
                .isEqualTo(20);
        assertThat(warnings).singleElement().asString().contains("cannot be compared with " + dataset);
        warnings.clear();
        Files.delete(dataset.resolve("track0/replay/frames-index.tsv"));
        Files.writeString(dataset.resolve("track0/replay/frames-index.tsv"), "damaged");
        assertThat(pretrainer.run(with(cache, 2, 42), listener(), () -> false).plan().replays())
                .isEqualTo(20);
        assertThat(warnings).singleElement().asString().contains("cannot be compared with " + dataset,
                "frames-index.tsv, line 1");
    }

    @Test
    void halfAnExportOfSamplesForNumPyIsNotLearnedFrom() throws Exception {
        Path cache = temp.resolve("cache");
        export(cache, 2);
        Files.delete(cache.resolve("cache_meta.json"));
        Files.writeString(cache.resolve(".npy.made_of"), "unfinished");

        assertThat(pretrainer.run(with(cache, 2, 42), listener(), () -> false).plan().replays()).isEqualTo(4);
        assertThat(warnings).singleElement().asString().contains("may not belong together");
        assertThatExceptionOfType(PretrainException.class).isThrownBy(() -> Pretrainer.plan(TestSettings.of(
                Task.AE, SIDE, 2, cache, temp.resolve("runs"))))
                .withMessageContaining("may not belong together")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(PretrainException.Kind.NO_DATA));
    }

    @Test
    void aRunThatIsGoingOnIsBusyForASecondOneAndForItsPlan() throws Exception {
        List<PretrainException.Kind> kinds = new ArrayList<>();
        pretrainer.run(settings(Task.AE, Existing.REFUSE), new PretrainListener() {
            @Override
            public void started(Started started) {
                PretrainSettings second = settings(Task.AE, Existing.RESUME);
                for (ThrowingCallable start : List.<ThrowingCallable>of(() -> Pretrainer.plan(second),
                        () -> pretrainer.run(second, NONE, () -> false))) {
                    kinds.add(catchThrowableOfType(PretrainException.class, start).kind());
                }
            }
        }, () -> false);
        assertThat(kinds).containsExactly(PretrainException.Kind.BUSY, PretrainException.Kind.BUSY);
    }

    @Test
    void samplesForNumPyTrainTheSameWeightsAsThePicturesThatTheyWereMadeOf() throws Exception {
        PretrainSettings pictures = settings(Task.AE, Existing.REFUSE);
        PretrainResult first = pretrainer.run(pictures, listener(), () -> false);
        FrameTree tree = FrameTree.read(dataset);
        Path samples = temp.resolve("samples");
        try (FrameCache cache = new FrameCacheBuilder(SIDE, SIDE)
                .openOrBuild(tree, temp.resolve("cache"), (frames, all) -> { }, () -> false).orElseThrow()) {
            NpyExport.of(cache).write(TrackSplit.of(tree.tracks(2), 0.25, 42), 2,
                    new NpyExport.Origin(dataset, 0.25, 42), samples, (frames, all) -> { }, () -> false);
        }
        PretrainSettings.Data data = pictures.data();
        PretrainSettings numpy = new PretrainSettings(new PretrainSettings.Data(temp.resolve("nowhere"),
                Optional.of(samples), false, 1, SIDE, SIDE, 2, 0.25, data.loaderWorkers(), data.prefetch()),
                pictures.model(), pictures.optimisation(), pictures.output(), pictures.effective());
        PretrainResult second = pretrainer.run(numpy, listener(), () -> false);

        assertThat(second.plan().trainSamples()).isEqualTo(first.plan().trainSamples());
        assertThat(second.encoder()).hasSameBinaryContentAs(first.encoder());
        assertThat(warnings).singleElement().asString().contains("are of " + dataset + ", not of "
                + temp.resolve("nowhere"));

        PretrainSettings longer = new PretrainSettings(new PretrainSettings.Data(temp.resolve("nowhere"),
                Optional.of(samples), false, 1, SIDE, SIDE, 3, 0.25, 1, 1), pictures.model(),
                pictures.optimisation(), pictures.output(), pictures.effective());
        assertThatExceptionOfType(PretrainException.class).isThrownBy(() -> Pretrainer.plan(longer))
                .withMessageContaining("has samples of 2 frames of 40x40 pixels, not of 3");
    }
}
