package tmnf.rl.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import tmnf.gbx.Samples;
import tmnf.pretrain.cloning.ActionColumns;
import tmnf.pretrain.cloning.BehaviouralCloning;
import tmnf.pretrain.cloning.CloningFiles;
import tmnf.pretrain.cloning.CloningIqn;
import tmnf.pretrain.cloning.Dropout;
import tmnf.pretrain.engine.EngineOptions;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.net.StateDicts;
import tmnf.pretrain.net.Weights;
import tmnf.pretrain.objective.Normalization;
import tmnf.pretrain.run.EncoderFacts;
import tmnf.pretrain.run.PolicyFacts;
import tmnf.pretrain.torch.StateDict;
import tmnf.rl.inject.InjectionException.Reason;
import tmnf.rl.inject.InjectionPlan.Change;
import tmnf.rl.inject.InjectionPlan.Warning;
import tmnf.rl.inject.KeyAction.Origin;
import tmnf.rl.net.WeightPair;
import tmnf.tminterface.observation.Normalisation;

/** What our behavioural cloning writes, in the network that training starts from. */
class ClonedPartsTest extends InjectionTestBase {

    private static final ActionColumns OFFSETS = new ActionColumns(List.of(-10, 0, 50));
    private static final Normalisation CLONED = Normalisation.of(new float[] {1, 2, 3, 4, 5},
            new float[] {2, 2, 1, 3, 5});
    private static final Normalisation DRIVEN = Normalisation.of(new float[] {0, 2, -3, 4, 6},
            new float[] {1, 2, 4, 7, 2});
    private static final String META = "{\"image_normalization\": \"01\", \"in_channels\": %d,"
            + " \"encoder_sha256\": \"00\", \"bc_time_offsets_ms\": [-10, 0, 50]}";

    private PolicyFacts driver = new PolicyFacts(List.of(), OptionalInt.empty(), Map.of(),
            Optional.of(DRIVEN));
    private NDManager scope;
    private BehaviouralCloning objective;
    private Weights weights;

    @BeforeEach
    void cloneADriver() throws Exception {
        scope = TorchEngine.start(new EngineOptions(1, EngineOptions.DeviceChoice.CPU)).manager();
        make(1);
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private void make(int frames) throws Exception {
        objective = new BehaviouralCloning(new CloningIqn(new StackedEncoder(frames,
                StackedEncoder.Mode.CHANNEL, 36, 44), CLONED, new CloningIqn.Sizes(8, 16, 4),
                OFFSETS.heads(), 3, Dropout.NONE, false), Normalization.ZERO_ONE, OFFSETS,
                List.of(1.0, 1.0, 1.0));
        weights = new Weights(scope, objective.specs(), false);
        weights.draw(8);
        meta(META.formatted(frames));
        write(true);
    }

    private void write(boolean merged) throws Exception {
        CloningFiles.write(folder, objective, weights, new CloningFiles.Wanted(true, true, merged));
    }

    private PretrainedFiles files(boolean encoder, boolean heads, boolean floatHead, boolean actionsHead) {
        return new PretrainedFiles(file(encoder, "encoder.pt"), file(heads, CloningFiles.IQN),
                file(floatHead, CloningFiles.FLOAT_HEAD), file(actionsHead, CloningFiles.ACTIONS_HEAD));
    }

    private Optional<Path> file(boolean wanted, String name) {
        return wanted ? Optional.of(folder.resolve(name)) : Optional.empty();
    }

    private InjectionSettings settings(PretrainedFiles files, IqnNetwork network, boolean fresh) {
        return new InjectionSettings(files, Optional.empty(), network, Optional.empty(), Fold.AUTO, false,
                new InjectionSettings.Target(save(), fresh, 3, false, driver, "1.0"));
    }

    private StateDict head(int index) {
        return StateDicts.of(weights, "A_heads." + index + ".");
    }

    // ------------------------------------------------------------------------------------- the whole network

    @Test
    void theDriverAnswersToItsInputsAsTheClonedNetworkDidToItsOwn() throws Exception {
        InjectionPlan plan = EncoderInjection.plan(settings(files(false, true, false, false), NETWORK, true));

        NDArray pixels = scope.create(random(4 * 36 * 44, 1), new Shape(4, 1, 36, 44));
        NDArray floats = scope.create(random(4 * 5, 2), new Shape(4, 5)).div(50);
        NDArray cloned = objective.network().logits(weights, pixels.div(255), Optional.of(floats),
                Optional.empty()).get(":, 1"); // of 0 ms
        try (Weights driver = new Weights(scope, NETWORK.specs(), false)) {
            StateDicts.load(driver, "", plan.online());
            NDArray given = floats.sub(scope.create(DRIVEN.mean())).div(scope.create(DRIVEN.std()));
            NDArray trunk = NETWORK.trunk(driver, pixels.sub(128).div(128), given);
            float[] values = NETWORK.quantiles(driver, trunk, scope.full(new Shape(4, 1), 0.5f))
                    .toFloatArray();
            assertThat(values).usingComparatorWithPrecision(2e-5f).containsExactly(cloned.toFloatArray());
        }
        assertThat(plan.warnings()).isEmpty();
        assertThat(plan.actions()).extracting(KeyAction::origin).containsOnly(Origin.HEADS).hasSize(22);
        assertThat(plan.actions()).filteredOn(action -> action.key().endsWith("or.0.bias")).singleElement()
                .extracting(KeyAction::change).asString().contains("scaling");
        assertThat(plan.actions().get(0).change()).isEqualTo("folded 01 into rl");
        assertThat(plan.notes()).anyMatch(note -> note.contains("head 1 of 3, that of 0 ms"));
        assertThat(plan.online().hasSameBits(plan.target())).isTrue();
        plan.write();
        assertThat(Files.readString(save().resolve(WeightPair.ORIGIN))).contains("\"bc_heads\"",
                "\"bc_heads_sha256\"", "\"encoder\" : null").doesNotContain("float_head\"");
    }

    @Test
    void aNetworkOfSeveralFramesBecomesOneOfASingleFrame() throws Exception {
        make(3);

        InjectionPlan plan = EncoderInjection.plan(settings(files(false, true, false, false), NETWORK, true));

        assertThat(plan.online().get("img_head.0.weight").shape()).containsExactly(16L, 1L, 4L, 4L);
        assertThat(plan.actions().get(0).change()).isEqualTo("sum of 3 frames, folded 01 into rl");
    }

    // ------------------------------------------------------------------------------------------------- parts

    @Test
    void partsGoIntoBothNetworksOfAPairThatKeepsTheRest() throws Exception {
        meta("{\"image_normalization\": \"rl\"}");
        EncoderInjection.plan(settings(PretrainedFiles.ofEncoder(encoder("other.pt", 1, "")), NETWORK, true))
                .write();
        meta(META.formatted(1));
        StateDict before = StateDict.read(save().resolve(WeightPair.ONLINE));
        for (boolean merged : new boolean[] {false, true}) {
            write(merged);

            InjectionPlan plan = EncoderInjection.plan(settings(files(false, false, true, true), NETWORK,
                    false));

            assertThat(plan.change()).isEqualTo(merged ? Change.NONE : Change.UPDATE);
            plan.write();
            for (String name : List.of(WeightPair.ONLINE, WeightPair.TARGET)) {
                StateDict network = StateDict.read(save().resolve(name));
                assertThat(network.under("A_head.").hasSameBits(head(1))).isTrue();
                assertThat(network.under("float_feature_extractor.").hasSameBits(
                        StateDicts.of(weights, "float_feature_extractor."))).isTrue();
                assertThat(network.under("V_head.").hasSameBits(before.under("V_head."))).isTrue();
                assertThat(network.under("img_head.").hasSameBits(before.under("img_head."))).isTrue();
            }
            assertThat(plan.actions()).extracting(KeyAction::origin).containsOnly(Origin.KEPT,
                    Origin.FLOAT_HEAD, Origin.ACTIONS_HEAD);
        }
    }

    @Test
    void laterFilesLieOverEarlierOnesAndTheReportSaysSo() throws Exception {
        dict(1).write(folder.resolve("encoder.pt"));
        meta(META.formatted(1).replace("\"encoder_sha256\": \"00\", ", ""));
        InjectionPlan plan = EncoderInjection.plan(settings(files(true, true, false, true), NETWORK, true));

        assertThat(plan.actions()).filteredOn(action -> action.key().startsWith("A_head.")).hasSize(4)
                .extracting(KeyAction::origin).containsOnly(Origin.ACTIONS_HEAD);
        assertThat(plan.actions()).filteredOn(action -> action.key().startsWith("img_head.")).hasSize(8)
                .extracting(KeyAction::origin).containsOnly(Origin.HEADS);
    }

    @Test
    void whatDoesNotFitIsRefusedAndNothingIsWritten() throws Exception {
        IqnNetwork wider = new IqnNetwork(NETWORK.image(), 5, 8, 32, 4, 3);
        for (PretrainedFiles files : List.of(files(false, true, false, false),
                files(false, false, false, true))) {
            InjectionException refused = catchThrowableOfType(InjectionException.class,
                    () -> EncoderInjection.plan(settings(files, wider, true)));
            assertThat(refused.reason()).isEqualTo(Reason.SHAPES);
            assertThat(refused.differences()).extracting(Difference::shouldBe).contains("[3, 16]");
        }
        assertThat(save()).doesNotExist();
    }

    // -------------------------------------------------------------------------------------- offsets of heads

    @Test
    void whichHeadIsThatOfTheMomentIsToldByTheTextBesideIt() throws Exception {
        String upstreams = META.formatted(1).replace("\"encoder_sha256\": \"00\", ", "");
        assertThat(parts().warnings()).isEmpty();
        assertThat(parts().into(StateDict.of(Map.of())).under("A_head.").hasSameBits(head(1)))
                .isTrue();

        meta("{\"image_normalization\": \"01\"}");
        assertThat(parts().warnings()).extracting(Warning::code).containsExactly("OFFSET");
        meta("{\"image_normalization\": \"01\", \"bc_time_offsets_ms\": [-10, 20, 50],"
                + " \"encoder_sha256\": \"00\"}");
        assertThat(parts().warnings()).extracting(Warning::message).singleElement().asString()
                .contains("that of -10 ms is taken");

        write(false);
        meta(META.formatted(1));
        assertThat(parts().warnings()).isEmpty();
        meta(upstreams); // which wrote the first one
        assertThat(parts().warnings()).extracting(Warning::message).singleElement().asString()
                .contains("its head is that of -10 ms");
        meta("{\"bc_time_offsets_ms\": \"0\"}");
        assertThat(catchThrowableOfType(InjectionException.class, this::parts).reason())
                .isEqualTo(Reason.META);
    }

    private PretrainedParts parts() throws Exception {
        return PretrainedParts.read(files(false, true, false, false), NETWORK);
    }

    @Test
    void ofAMergedFileOfTheOriginalTheHeadOfTheMomentIsTakenNotTheFirst() throws Exception {
        Path theirs = Samples.golden("pretrain").resolve("bc/multi_mlp_dropout_actions_head_merged.pt");
        Path copy = Files.copy(theirs, folder.resolve("theirs.pt"));
        meta("{\"bc_time_offsets_ms\": [-10, 0, 10, 100]}");

        ClonedHeads heads = ClonedHeads.of(copy, ClonedHeads.several(copy), Optional.of(
                EncoderFacts.read(folder.resolve("pretrain_meta.json"))));

        assertThat(heads.driver().hasSameBits(ClonedHeads.several(copy).get("offset_1"))).isTrue();
        assertThat(heads.warning()).isEmpty();
    }

    // ----------------------------------------------------------------------------------------- other drivers

    private static final String DRIVER = META.replace("}", ", \"actions\": [\"nothing\", \"brake\","
            + " \"left\"], \"decision_ms\": 50, \"observation\": {\"n_prev_actions_in_inputs\": 5,"
            + " \"margin_to_announce_finish_meters\": 700}}");

    private void drive(List<String> actions, int decisionMs, double previous, double margin) {
        driver = new PolicyFacts(actions, OptionalInt.of(decisionMs), Map.of("n_prev_actions_in_inputs",
                previous, "margin_to_announce_finish_meters", margin), Optional.of(DRIVEN));
    }

    /** The rows of the same action, wherever the configuration has it. */
    @Test
    void outputsComeIntoTheDriversOrder() throws Exception {
        meta(DRIVER.formatted(1));
        drive(List.of("left", "nothing", "brake"), 50, 5, 700);
        StateDict before = head(1);
        for (PretrainedFiles files : List.of(files(false, true, false, false),
                files(false, false, false, true))) {
            InjectionPlan plan = EncoderInjection.plan(settings(files, NETWORK, true));

            assertThat(plan.warnings()).isEmpty();
            StateDict after = plan.online().under("A_head.");
            assertThat(after.get("0.weight").hasSameBits(before.get("0.weight"))).isTrue();
            for (String name : List.of("2.weight", "2.bias")) {
                float[] was = before.get(name).floats();
                float[] is = after.get(name).floats();
                int row = was.length / 3;
                assertThat(Arrays.copyOf(is, row)).isEqualTo(Arrays.copyOfRange(was, 2 * row, 3 * row));
                assertThat(Arrays.copyOfRange(is, row, 3 * row)).isEqualTo(Arrays.copyOf(was, 2 * row));
            }
            assertThat(plan.actions()).filteredOn(action -> action.key().equals("A_head.2.bias"))
                    .extracting(KeyAction::change).containsExactly("outputs put into the order of"
                            + " inputs.actions");
        }
        drive(List.of("nothing", "brake", "left"), 50, 5, 700);
        assertThat(EncoderInjection.plan(settings(files(false, true, false, false), NETWORK, true)).online()
                .under("A_head.").hasSameBits(before)).isTrue();
    }

    @Test
    void otherActionsAndOtherNumbersOfTheSameShapeAreRefused() throws Exception {
        meta(DRIVER.formatted(1));
        drive(List.of("nothing", "brake", "right"), 50, 5, 700);
        for (PretrainedFiles files : List.of(files(false, true, false, false),
                files(false, false, false, true))) {
            InjectionException refused = catchThrowableOfType(InjectionException.class,
                    () -> EncoderInjection.plan(settings(files, NETWORK, true)));
            assertThat(refused.reason()).isEqualTo(Reason.MISMATCH);
            assertThat(refused.differences()).containsExactly(new Difference("action left", "there", "-"),
                    new Difference("action right", "-", "there"));
        }
        drive(List.of("nothing", "brake", "left"), 50, 6, 700);
        for (PretrainedFiles files : List.of(files(false, true, false, false),
                files(false, false, true, false))) {
            assertThat(catchThrowableOfType(InjectionException.class,
                    () -> EncoderInjection.plan(settings(files, NETWORK, true))).differences())
                    .containsExactly(new Difference("n_prev_actions_in_inputs", "5", "6"));
        }
    }

    /** Without an encoder the text that is named is that of the cloned network. */
    @Test
    void theTextThatIsNamedTellsOfTheClonedNetwork() throws Exception {
        Path named = Files.writeString(Files.createDirectory(folder.resolve("elsewhere")).resolve("m.json"),
                DRIVER.formatted(1));
        drive(List.of("nothing", "brake", "right"), 50, 5, 700);
        InjectionSettings settings = new InjectionSettings(files(false, true, false, false),
                Optional.of(named), NETWORK, Optional.empty(), Fold.AUTO, false,
                new InjectionSettings.Target(save(), true, 3, false, driver, "1.0"));

        assertThat(catchThrowableOfType(InjectionException.class, () -> EncoderInjection.plan(settings))
                .reason()).isEqualTo(Reason.MISMATCH);
    }

    @Test
    void whatIsOnlyMeasuredOtherwiseIsToldOnce() throws Exception {
        meta(DRIVER.formatted(1));
        drive(List.of("nothing", "brake", "left"), 100, 5, 350);

        List<Warning> warnings = EncoderInjection.plan(settings(files(false, true, true, true), NETWORK,
                true)).warnings();

        assertThat(warnings).extracting(Warning::code).containsExactly("DECISION", "MEASURES");
        assertThat(warnings.get(0).message()).contains("was 50 ms and is 100 ms here");
        assertThat(EncoderInjection.plan(settings(files(false, false, true, false), NETWORK, true))
                .warnings()).extracting(Warning::code).contains("DECISION", "MEASURES");
        assertThat(EncoderInjection.plan(settings(files(false, false, false, true), NETWORK, true))
                .warnings()).extracting(Warning::code).containsExactly("DECISION");

        meta(META.formatted(1)); // as the Python tool, which tells no actions
        InjectionPlan plan = EncoderInjection.plan(settings(files(false, true, false, false), NETWORK, true));
        assertThat(plan.warnings()).isEmpty();
        assertThat(plan.notes()).anyMatch(note -> note.contains("which action each output is for"));
    }

    // ------------------------------------------------------------------------------------ scaling and frames

    @Test
    void theScalingOfAFloatHeadIsFoldedLikeThatOfTheWholeNetwork() throws Exception {
        StateDict whole = EncoderInjection.plan(settings(files(false, true, false, false), NETWORK, true))
                .online().under("float_feature_extractor.");
        PretrainedFiles alone = files(false, false, true, false);
        InjectionPlan unknown = EncoderInjection.plan(settings(alone, NETWORK, true));
        assertThat(unknown.warnings()).extracting(Warning::code).containsExactly("SCALING_UNKNOWN");
        assertThat(unknown.warnings().get(0).message()).contains("damper_std: 0.5");
        assertThat(EncoderInjection.plan(settings(files(false, true, true, false), NETWORK, true)).warnings())
                .as("the network beside it tells it").isEmpty();

        meta(META.formatted(1).replace("}", ", \"float_inputs_mean\": [1, 2, 3, 4, 5],"
                + " \"float_inputs_std\": [2, 2, 1, 3, 5]}"));
        InjectionPlan told = EncoderInjection.plan(settings(alone, NETWORK, true));

        assertThat(told.warnings()).isEmpty();
        assertThat(told.online().under("float_feature_extractor.").hasSameBits(whole)).isTrue();
        assertThat(PretrainedParts.read(alone, NETWORK).scaling().orElseThrow().std())
                .as("a training takes it over").isEqualTo(CLONED.std());
    }

    /** Copied away from its run, beside a network of another one, whose scaling says nothing of it. */
    @Test
    void theScalingOfAnotherRunIsNotTaken() throws Exception {
        Path away = Files.createDirectory(folder.resolve("away")).resolve("float_head.pt");
        Files.copy(folder.resolve(CloningFiles.FLOAT_HEAD), away);

        PretrainedParts parts = PretrainedParts.read(new PretrainedFiles(Optional.empty(), file(true,
                CloningFiles.IQN), Optional.of(away), Optional.empty()), NETWORK);

        assertThat(parts.scaling()).isEmpty();
        assertThat(parts.warnings()).extracting(Warning::code).containsExactly("SCALING_UNKNOWN");
    }

    @Test
    void headsThatWereFittedToSeveralFramesAreToldOfAndGetTheSumOfThem() throws Exception {
        make(3);
        PretrainedFiles files = files(false, true, false, true);
        InjectionPlan plan = EncoderInjection.plan(settings(files, NETWORK, true));

        assertThat(plan.warnings()).extracting(Warning::message).singleElement().asString()
                .contains("fitted to 3 frames", "as to 3 equal frames", "n_stack 1");
        assertThat(PretrainedParts.read(files, NETWORK).into(plan.online()).under("img_head.")
                .hasSameBits(plan.online().under("img_head."))).as("a training does the same").isTrue();
        InjectionPlan mean = EncoderInjection.plan(new InjectionSettings(files, Optional.empty(), NETWORK,
                Optional.of(Combine.MEAN), Fold.AUTO, false, new InjectionSettings.Target(save(), true, 3,
                        false, "1.0")));
        assertThat(mean.warnings()).extracting(Warning::message).singleElement().asString()
                .contains("1/3 is left, which --combine sum keeps");

        meta(META.formatted(3).replace("}", ", \"n_stack\": 3}"));
        assertThat(EncoderInjection.plan(settings(files(false, false, false, true), NETWORK, true))
                .warnings()).extracting(Warning::code).containsExactly("FRAMES");
    }
}
