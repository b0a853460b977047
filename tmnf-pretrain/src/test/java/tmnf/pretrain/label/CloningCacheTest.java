package tmnf.pretrain.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tmnf.gbx.Samples;
import tmnf.gbx.npy.NpyHeader;
import tmnf.pretrain.data.FrameCache;
import tmnf.pretrain.data.FrameCacheBuilder;
import tmnf.pretrain.data.FrameCacheException;
import tmnf.pretrain.data.FrameTree;
import tmnf.pretrain.data.NpyExport;
import tmnf.pretrain.data.NpySamples;
import tmnf.pretrain.data.SampleLabels;
import tmnf.pretrain.data.TrackSplit;
import tmnf.pretrain.data.WindowIndex;
import tmnf.pretrain.label.CloningTargets.Target;
import tmnf.tminterface.observation.ObservationConfig;

class CloningCacheTest {

    private static final List<Integer> OFFSETS = List.of(-10, 0, 10, 100);
    private static final FrameFloats NUMBERS = new FrameFloats() {
        @Override
        public int size() {
            return 2;
        }

        @Override
        public boolean isKnown(int frame) {
            return frame % 5 != 1;
        }

        @Override
        public void copy(int frame, FloatBuffer to) {
            to.put(frame).put(frame / 2f);
        }
    };

    @TempDir
    private Path root;

    private static Path golden() {
        return Samples.golden("pretrain").resolve("dataset");
    }

    private static Map<String, Object> json(Path file) throws IOException {
        return new ObjectMapper().readValue(file.toFile(), new TypeReference<>() { });
    }

    private static ByteBuffer data(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        NpyHeader header = NpyHeader.parse(file.toString(), bytes);
        return ByteBuffer.wrap(bytes).position(header.dataOffset()).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static float[] floats(Path file) throws IOException {
        FloatBuffer data = data(file).asFloatBuffer();
        float[] floats = new float[data.remaining()];
        data.get(floats);
        return floats;
    }

    /** Windows of the dataset of the recording, with the labels of its frames. */
    private NpyExport.Written export(Path to, CloningTargets targets, FrameFloats floats, CloningMeta meta,
            TrackSplit split, int stack) throws IOException {
        FrameTree tree = FrameTree.read(golden().resolve("img"));
        try (FrameCache cache = new FrameCacheBuilder(16, 16).openOrBuild(tree, root.resolve("cache"),
                (done, all) -> { }, () -> false).orElseThrow()) {
            CloningExport labels = new CloningExport(tree, FrameActions.read(tree), floats, targets, meta,
                    new CloningExport.Split(
                            WindowIndex.of(cache.replays(), stack, Set.copyOf(split.train())::contains),
                            WindowIndex.of(cache.replays(), stack,
                            Set.copyOf(split.validation())::contains)));
            return NpyExport.exact(cache, tree).with(labels).write(split, stack,
                    new NpyExport.Origin(Path.of("/data/img"), 0.25, 42), to, (done, all) -> { }, () -> false)
                    .orElseThrow();
        }
    }

    private TrackSplit split(int stack) throws IOException {
        return TrackSplit.of(FrameTree.read(golden().resolve("img")).tracks(stack), 0.25, 42);
    }

    private static CloningMeta meta(CloningTargets targets) {
        return CloningMeta.of(targets, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static List<List<Long>> actions(SampleLabels labels, WindowIndex windows) {
        List<List<Long>> all = new ArrayList<>();
        for (int window = 0; window < windows.count(); window++) {
            LongBuffer actions = LongBuffer.allocate(labels.actions());
            labels.copyActions(window, actions);
            all.add(Arrays.stream(actions.array()).boxed().toList());
        }
        return all;
    }

    private static CloningNpy open(Path folder) throws IOException {
        return CloningNpy.open(folder, NpySamples.list(folder));
    }

    /** Actions exactly; pictures as the recording's README allows for another JPEG decoder. */
    @Test
    void writesTheCacheThatThePythonPipelineWrote() throws IOException {
        Path wanted = golden().resolve("bc_cache_16");
        CloningTargets targets = CloningTargets.at(OFFSETS).with(Outside.NEAREST);

        Path made = root.resolve("made");
        export(made, targets, FrameFloats.NONE, CloningMeta.of(targets, Optional.empty(),
                Optional.of(List.of(0.2, 1.0, 0.5, 0.3)), Optional.empty()), split(1), 1);

        for (String file : List.of("train_actions.npy", "val_actions.npy")) {
            assertThat(made.resolve(file)).hasSameBinaryContentAs(wanted.resolve(file));
        }
        for (String file : List.of("train.npy", "val.npy")) {
            assertThat(NpyHeader.read(made.resolve(file))).isEqualTo(NpyHeader.read(wanted.resolve(file)));
            assertThat(floats(made.resolve(file))).containsExactly(floats(wanted.resolve(file)),
                    within(3 / 255f));
        }
        Map<String, Object> meta = json(made.resolve("cache_meta.json"));
        Map<String, Object> wantedMeta = json(wanted.resolve("cache_meta.json"));
        meta.remove("source_data_dir");
        wantedMeta.remove("source_data_dir");
        assertThat(meta).isEqualTo(wantedMeta);
        assertThat(meta.keySet()).containsExactlyElementsOf(wantedMeta.keySet());
    }

    @Test
    void takesTheCacheThatThePythonPipelineWrote() throws IOException {
        Path cache = golden().resolve("bc_cache_16");
        FrameTree tree = FrameTree.read(golden().resolve("img"));
        FrameActions actions = FrameActions.read(tree);
        CloningTargets targets = CloningTargets.at(OFFSETS).with(Outside.NEAREST);

        try (CloningNpy labels = open(cache)) {
            for (boolean train : new boolean[] {true, false}) {
                CloningLabels ours = CloningLabels.of(actions, FrameFloats.NONE, WindowIndex.of(
                        tree.replayFrames(), 1, track -> train != track.equals("C9")), targets);
                WindowIndex windows = train ? labels.trainWindows() : labels.validationWindows();
                assertThat(actions(train ? labels.train() : labels.validation(), windows))
                        .isEqualTo(actions(ours, ours.windows())).isNotEmpty();
            }
            assertThat(labels.floats()).isZero();
            assertThat(labels.meta()).isEqualTo(new CloningMeta(Target.CURRENT_TICK, OFFSETS,
                    Optional.empty(),
                    Optional.of(List.of(0.2, 1.0, 0.5, 0.3)), 12, Optional.empty(), OptionalInt.empty()));
        }
    }

    @Test
    void whatIsWrittenIsReadBackWithItsNumbers() throws IOException {
        CloningTargets targets = CloningTargets.of(Target.NEXT_TICK);
        CloningMeta meta = CloningMeta.of(targets, Optional.of(List.of("b_lower", "C9", "A01-Race")),
                Optional.empty(), Optional.of(FloatSignature.of(ObservationConfig.DEFAULT)));
        TrackSplit split = TrackSplit.ofOrdered(meta.tracks().orElseThrow(), 0.4, 7);
        Path made = root.resolve("made");

        NpyExport.Written written = export(made, targets, NUMBERS, meta, split, 2);

        FrameTree tree = FrameTree.read(golden().resolve("img"));
        CloningLabels train = CloningLabels.of(FrameActions.read(tree), NUMBERS, WindowIndex.of(
                tree.replayFrames(), 2, Set.copyOf(split.train())::contains), targets);
        try (CloningNpy labels = open(made)) {
            assertThat(labels.meta()).isEqualTo(meta);
            assertThat(written.train()).isEqualTo(labels.trainWindows().count())
                    .isEqualTo(train.windows().count());
            assertThat(labels.validationWindows().count()).isEqualTo(written.validation()).isPositive();
            assertThat(actions(labels.train(), labels.trainWindows()))
                    .isEqualTo(actions(train, train.windows()));
            for (int window = 0; window < written.train(); window++) {
                FloatBuffer numbers = FloatBuffer.allocate(4);
                labels.train().copyFloats(window, numbers);
                train.copyFloats(window, numbers);
                assertThat(numbers.get(0)).isEqualTo(numbers.get(2));
                assertThat(numbers.get(1)).isEqualTo(numbers.get(3));
            }
        }
        assertThat(json(made.resolve("cache_meta.json"))).containsEntry("has_floats", true)
                .containsEntry("bc_target", "next_tick").containsEntry("float_input_dim", 2);
    }

    @Test
    void rowsToSkipAreLeftOutWhereTheyAreStillThere() throws IOException {
        CloningTargets targets = CloningTargets.of(Target.CURRENT_TICK);
        Path made = root.resolve("made");
        export(made, targets, FrameFloats.NONE, meta(targets), split(1), 1);
        int rows = (int) (long) NpyHeader.read(made.resolve("train_actions.npy")).shape().get(0);
        List<List<Long>> all;
        try (CloningNpy labels = open(made)) {
            all = actions(labels.train(), labels.trainWindows());
        }
        Files.writeString(made.resolve("skip_indices.json"), "{\"train\": [0, 3], \"val\": []}");

        assertThat(open(made).trainWindows().count()).as("the meta file says that they are out")
                .isEqualTo(rows);
        writeFloats(made.resolve("train_floats.npy"), rows - 2);
        writeFloats(made.resolve("val_floats.npy"), NpySamples.list(made).replays().size() - rows);
        try (CloningNpy labels = open(made)) {
            assertThat(labels.trainWindows().firsts()).hasSize(rows - 2).startsWith(1, 2, 4, 5);
            all.remove(3);
            all.remove(0);
            assertThat(actions(labels.train(), labels.trainWindows())).isEqualTo(all);
            FloatBuffer third = FloatBuffer.allocate(1);
            labels.train().copyFloats(2, third);
            assertThat(third.get(0)).isEqualTo(2);
        }
        writeFloats(made.resolve("train_floats.npy"), rows - 1);
        assertThatThrownBy(() -> open(made)).isInstanceOf(FrameCacheException.class)
                .hasMessageContaining("2 are to be skipped");
    }

    private static void writeFloats(Path file, int rows) throws IOException {
        byte[] header = NpyHeader.of("<f4", List.of((long) rows, 1L)).bytes();
        ByteBuffer bytes = ByteBuffer.allocate(header.length + rows * 4).order(ByteOrder.LITTLE_ENDIAN)
                .put(header);
        for (int i = 0; i < rows; i++) {
            bytes.putFloat(i);
        }
        Files.write(file, bytes.array());
    }

    @Test
    void labelsOfAnotherTargetTracksOrConfigurationAreToldApart() {
        CloningTargets current = CloningTargets.of(Target.CURRENT_TICK);
        CloningTargets next = CloningTargets.of(Target.NEXT_TICK);
        Optional<List<String>> all = Optional.empty();
        CloningMeta meta = CloningMeta.of(current, all, Optional.empty(),
                Optional.of(FloatSignature.of(ObservationConfig.DEFAULT)));

        assertThat(meta.differences(current, all, Optional.of(ObservationSettings.DEFAULT))).isEmpty();
        assertThat(meta.differences(next, all, Optional.empty())).singleElement().asString()
                .contains("current_tick", "next_tick");
        assertThat(meta.differences(CloningTargets.at(OFFSETS), all, Optional.empty())).hasSize(1);
        assertThat(meta.differences(CloningTargets.held(50), all, Optional.empty())).hasSize(1);
        assertThat(meta.differences(current, Optional.of(List.of("a", "b")), Optional.empty())).hasSize(1);
        assertThat(meta.differences(current, all, Optional.of(new ObservationSettings(
                ObservationConfig.DEFAULT.withZoneCentres(20, 20))))).hasSize(1);
        assertThat(meta.withActionMs(50).differences(current, all, Optional.of(ObservationSettings.DEFAULT)))
                .isEmpty();
        assertThat(meta.withActionMs(100).differences(current, all, Optional.empty())).isEmpty();
        assertThat(meta.withActionMs(100).differences(current, all, Optional.of(ObservationSettings.DEFAULT)))
                .singleElement().asString().contains("100 ms apart, not 50 ms");
    }

    /** Not in the signature of the floats, which the Python pipeline compares with its own. */
    @Test
    void theDistanceOfThePreviousActionsIsAKeyOfOurs() throws IOException {
        CloningTargets targets = CloningTargets.of(Target.CURRENT_TICK);
        CloningMeta meta = CloningMeta.of(targets, Optional.empty(), Optional.empty(),
                Optional.of(FloatSignature.of(ObservationConfig.DEFAULT))).withActionMs(100);

        export(root.resolve("made"), targets, NUMBERS, meta, split(1), 1);

        Path file = root.resolve("made/cache_meta.json");
        assertThat(CloningMeta.read(root.resolve("made"))).contains(meta);
        assertThat(json(file)).containsEntry("tmnf_action_ms", 100)
                .containsEntry("float_config_signature",
                        FloatSignature.of(ObservationConfig.DEFAULT).toMap());
        Files.writeString(file, Files.readString(file).replace("_ms\": 100", "_ms\": \"soon\""));
        assertThatThrownBy(() -> CloningMeta.read(root.resolve("made")))
                .isInstanceOf(FrameCacheException.class).hasMessageContaining("tmnf_action_ms");
    }

    @Test
    void aCacheThatDoesNotSayItsTargetHasLabelsOfTheCurrentTick() throws IOException {
        Files.writeString(root.resolve("cache_meta.json"), "{\"n_actions\": 12}");

        CloningMeta meta = CloningMeta.read(root).orElseThrow();

        assertThat(meta.target()).isEqualTo(Target.CURRENT_TICK);
        assertThat(meta.offsetsMs()).containsExactly(0);
    }

    @Test
    void anExportIsFoundAgainUntilItsLabelsWouldBeOthers() throws IOException {
        Path data = root.resolve("img");
        try (var files = Files.walk(golden().resolve("img"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = data.resolve(golden().resolve("img").relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.write(copy, Files.readAllBytes(file)); // a copy would keep that nobody may write to it
            }
        }
        CloningTargets current = CloningTargets.of(Target.CURRENT_TICK);
        Path made = root.resolve("made");
        assertThat(find(data, made, current)).isEmpty();
        write(data, made, current);

        assertThat(find(data, made, current)).isPresent();
        assertThat(find(data, made, CloningTargets.of(Target.NEXT_TICK))).isEmpty();
        Path manifest = data.resolve("924307/pos1_player0_22000ms/manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace(": 10", ":  9"));
        assertThat(find(data, made, current)).as("other labels, the same frames").isEmpty();
        FrameTree tree = FrameTree.read(data);
        try (FrameCache cache = cache(tree)) {
            NpyExport.of(cache).write(split(1), 1, new NpyExport.Origin(data, 0.25, 42), made,
                    (done, all) -> { }, () -> false);
        }
        assertThat(made.resolve("train_actions.npy")).as("an export of pictures alone").doesNotExist();
    }

    /** They may be of frames that are far away, where no timeline tells the action. */
    @Test
    void labelsByTheFirstRuleAreTakenOnlyWhereTheSecondOneGivesTheSame() throws IOException {
        CloningTargets several = CloningTargets.at(List.of(0, 100));
        TestCapture.replay(root, "a", "timeline", 50, new int[] {1, 2}, new int[] {1, 2}, 50);
        assertThat(takesTheFirstRule(several)).as("timelines").isTrue();
        TestCapture.replay(root, "b", "labels", 50, 1, 2);

        assertThat(takesTheFirstRule(several)).isFalse();
        assertThat(takesTheFirstRule(several.with(Outside.NEAREST))).isTrue();
        assertThat(takesTheFirstRule(CloningTargets.of(Target.CURRENT_TICK))).as("own labels").isTrue();
    }

    private boolean takesTheFirstRule(CloningTargets targets) throws IOException {
        FrameTree tree = FrameTree.read(root);
        WindowIndex windows = WindowIndex.of(tree.replayFrames(), 1, track -> true);
        CloningExport export = new CloningExport(tree, FrameActions.read(tree), FrameFloats.NONE, targets,
                meta(targets), new CloningExport.Split(windows, windows));
        assertThat(export.isSigned(export.signature())).isTrue();
        assertThat(CloningExport.isOf(tree.signature() + export.signature(), tree, targets)).isTrue();
        String first = export.signature().replaceFirst("/2$", "");
        boolean taken = export.isSigned(first);
        assertThat(CloningExport.isOf(tree.signature() + first, tree, targets)).isEqualTo(taken);
        return taken;
    }

    private FrameCache cache(FrameTree tree) throws IOException {
        return new FrameCacheBuilder(16, 16).openOrBuild(tree, root.resolve("cache"), (done, all) -> { },
                () -> false).orElseThrow();
    }

    private NpyExport exporting(FrameTree tree, FrameCache cache, CloningTargets targets) throws IOException {
        return NpyExport.exact(cache, tree).with(new CloningExport(tree, FrameActions.read(tree),
                FrameFloats.NONE, targets, meta(targets), new CloningExport.Split(
                        WindowIndex.of(cache.replays(), 1, Set.copyOf(split(1).train())::contains),
                        WindowIndex.of(cache.replays(), 1, Set.copyOf(split(1).validation())::contains))));
    }

    private void write(Path data, Path to, CloningTargets targets) throws IOException {
        FrameTree tree = FrameTree.read(data);
        try (FrameCache cache = cache(tree)) {
            exporting(tree, cache, targets).write(split(1), 1, new NpyExport.Origin(data, 0.25, 42), to,
                    (done, all) -> { }, () -> false);
        }
    }

    private Optional<NpyExport.Written> find(Path data, Path to, CloningTargets targets) throws IOException {
        FrameTree tree = FrameTree.read(data);
        try (FrameCache cache = cache(tree)) {
            return exporting(tree, cache, targets).find(split(1), 1, new NpyExport.Origin(data, 0.25, 42),
                    to);
        }
    }

    /**
     * The hash is that of Python: hashlib.sha256(json.dumps(actions, sort_keys=True).encode()).hexdigest().
     */
    @Test
    void theSignatureOfFloatsIsThatOfThePythonPipeline() {
        Map<String, Object> signature = FloatSignature.of(ObservationConfig.DEFAULT).toMap();

        assertThat(signature).containsEntry("float_input_dim",
                184).containsEntry("bc_prev_actions_version", 2)
                .containsEntry("inputs_hash",
                "bdbf0ea1b93a86113bb68c0af0d72ab5b3fccdd520af55797b6010b2bee266ce");
        assertThat(signature.keySet()).containsExactly("n_zone_centers_in_inputs",
                "one_every_n_zone_centers_in_inputs", "n_prev_actions_in_inputs",
                "n_contact_material_physics_behavior_types", "action_forward_idx", "float_input_dim",
                "inputs_hash", "bc_prev_actions_version");
    }
}
