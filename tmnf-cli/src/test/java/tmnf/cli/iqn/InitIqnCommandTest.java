package tmnf.cli.iqn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tmnf.cli.CliTestBase;
import tmnf.pretrain.net.Encoder;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchFile;
import tmnf.pretrain.torch.TorchTensor;

class InitIqnCommandTest extends CliTestBase {

    /** Small, so that drawing it takes no time. */
    private static final String CONFIG = """
            neural_network:
              w_downsized: 44
              h_downsized: 36
              float_hidden_dim: 8
              dense_hidden_dimension: 16
              iqn_embedding_dimension: 4
            environment:
              n_zone_centers_in_inputs: 2
            training:
              run_name: first
            inputs:
              actions:
                - {accelerate: true, brake: false}
                - {accelerate: false, brake: false}
                - {accelerate: false, brake: true}
              action_backward_idx: 2
            """;

    @BeforeEach
    void writeInputs() throws IOException {
        write("rl.yaml", CONFIG);
        dict(1).write(cwd.resolve("encoder.pt"));
        write("pretrain_meta.json", "{\"image_normalization\": \"rl\", \"in_channels\": 1, \"arch_hash\": \""
                + dict(1).archHash() + "\"}");
    }

    private static StateDict dict(int channels) {
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        for (WeightSpec spec : new Encoder(channels, 36, 44).specs("")) {
            tensors.put(spec.name(), TorchTensor.of(spec.shape(), spec.draw(7)));
        }
        return StateDict.of(tensors);
    }

    private CliRun init(String... more) {
        return tmnf(Stream.concat(Stream.of("init-iqn", "--rl-config", "rl.yaml"), Stream.of(more))
                .toArray(String[]::new));
    }

    private StateDict read(String file) throws IOException {
        return StateDict.read(cwd.resolve(file));
    }

    private List<String> saved() throws IOException {
        if (!Files.exists(cwd.resolve("save"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(cwd.resolve("save"))) {
            return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith(".")).sorted().toList();
        }
    }

    @Test
    void writesAPairOfTheConfiguredSizeAndSaysWhatBecameOfEachKey() throws IOException {
        CliRun run = init("encoder.pt", "--run-name", "first");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("img_head.0.weight", "[16, 1, 4, 4]", "encoder", "drawn",
                "created, 22 tensors");
        assertThat(run.err()).contains("Next: ").contains("inspect save").doesNotContain("warning");
        assertThat(saved()).containsExactly("init_iqn.json", "weights1.torch", "weights2.torch");
        StateDict online = read("save/first/weights1.torch");
        assertThat(online.under("img_head.").hasSameBits(dict(1))).isTrue();
        assertThat(online.get("A_head.2.weight").shape()).containsExactly(3L, 8L);
        assertThat(online.get("float_feature_extractor.0.weight").shape())
                .as("28 + 3 * 2 zones + 4 * 5 actions + 4 * 4 grounds").containsExactly(8L, 70L);
        assertThat(online.hasSameBits(read("save/first/weights2.torch"))).isTrue();
        assertThat(Files.readString(cwd.resolve("save/first/init_iqn.json"))).contains("\"seed\" : 444");
    }

    @Test
    void ofSeveralNetworksInAFileNoneIsTakenAndAllAreNamed() throws IOException {
        TorchFile.write(cwd.resolve("two.pt"), Map.of("model", dict(1), "ema", dict(1)));
        TorchFile.write(cwd.resolve("one.pt"), Map.of("epoch", 3L, "model_state_dict", dict(1)));

        CliRun two = init("two.pt", "--run-name", "first");
        assertThat(two.code()).as(two.err()).isEqualTo(1);
        assertThat(two.err())
                .containsPattern("two.pt: has several dicts of tensors, (model, ema|ema, model),");
        CliRun one = init("one.pt", "--run-name", "first");
        assertThat(one.code()).as(one.err()).isZero();
        assertThat(read("save/first/weights1.torch").under("img_head.").hasSameBits(dict(1))).isTrue();
    }

    @Test
    void theJsonListsTheSame() throws IOException {
        JsonNode json = init("--encoder-pt", "encoder.pt", "--run-name", "first", "--json").json();

        assertThat(json.at("/result/change").asText()).isEqualTo("created");
        assertThat(json.at("/result/keys")).hasSize(22);
        assertThat(json.at("/result/keys/0/from").asText()).isEqualTo("encoder");
        assertThat(json.at("/result/keys/21/from").asText()).isEqualTo("drawn");
        assertThat(json.at("/warnings")).isEmpty();
    }

    /** What fails, fails in a dry run too, with the same code; what does not, changes nothing there. */
    @ParameterizedTest
    @ValueSource(strings = {"encoder.pt", "nowhere.pt", "rl.yaml", "encoder.pt --combine no",
        "encoder.pt --meta-json nowhere.json", "encoder.pt --meta-json wrong.json", "three.pt --fold 01",
        "encoder.pt --no-fresh", "encoder.pt --encoder-pt encoder.pt", "encoder.pt --save-dir rl.yaml",
        "encoder.pt --rl-config blind.yaml", "encoder.pt --run-name ../x", "broken.pt", "",
        "encoder.pt --rl-config tiny.yaml"})
    void aDryRunEndsAsTheRealRunWould(String line) throws IOException {
        dict(3).write(cwd.resolve("three.pt"));
        Files.write(cwd.resolve("broken.pt"), new byte[] {'P', 'K', 1, 2});
        write("wrong.json", "{\"arch_hash\": \"0000000000000000\"}");
        write("blind.yaml", CONFIG.replace("w_downsized: 44", "use_iqn_image_head: false"));
        write("tiny.yaml", CONFIG.replace("w_downsized: 44", "w_downsized: 20"));
        String[] words = line.isEmpty() ? new String[0] : line.split(" ");
        String[] dry = Stream.concat(Stream.of(words), Stream.of("--dry-run")).toArray(String[]::new);

        CliRun rehearsal = init(dry);
        assertThat(saved()).isEmpty();
        CliRun real = init(words);

        assertThat(rehearsal.code()).as(rehearsal.err()).isEqualTo(real.code());
        assertThat(saved()).hasSize(real.code() == 0 ? 3 : 0);
        assertThat(real.code() == 0).isEqualTo(line.equals("encoder.pt"));
        if (real.code() == 0) {
            assertThat(rehearsal.out()).contains("would be created");
        } else {
            assertThat(real.err()).contains("tmnf: ").doesNotContain("this is a bug");
        }
    }

    @Test
    void anEncoderThatDoesNotFitEndsWithATableUnlessItIsWanted() throws IOException {
        write("pretrain_meta.json", "{\"image_normalization\": \"rl\", \"image_size\": 64}");

        CliRun refused = init("encoder.pt");

        assertThat(refused.code()).isEqualTo(6);
        assertThat(refused.out()).containsPattern("key +is +should be\\n +image_size +64x64 +44x36\\n")
                .contains("--allow-mismatch");
        assertThat(init("encoder.pt", "--json").json().at("/result/differences/0/shouldBe").asText())
                .isEqualTo("44x36");
        CliRun taken = init("encoder.pt", "--allow-mismatch");
        assertThat(taken.code()).isZero();
        assertThat(taken.err()).contains("image_size is 64x64 and should be 44x36");
    }

    /** The switches of the driver make it another network, here as in the training. */
    @Test
    void theTrainingTakesWhatWasMadeForItsSwitches() throws IOException {
        write("normed.yaml", CONFIG + "tmnf:\n  layer_normalisation: true\n");
        for (String fresh : new String[] {"--fresh", "--no-fresh"}) {
            CliRun run = tmnf("init-iqn", "encoder.pt", "--rl-config", "normed.yaml", "--run-name", "first",
                    fresh);

            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.out()).contains("A_norm.weight", "26 tensors");
        }
        CliRun training = tmnf("train", "--rl-config", "normed.yaml", "--sim", "--dry-run");
        assertThat(training.code()).as(training.err()).isZero();
        assertThat(training.err()).contains("a fresh run with the initial weights there");

        write("impala.yaml", CONFIG + "tmnf:\n  impala_encoder: true\n");
        for (String way : new String[] {"--fresh", "--dry-run"}) {
            CliRun refused = tmnf("init-iqn", "encoder.pt", "--rl-config", "impala.yaml", "--run-name",
                    "second", way);
            assertThat(refused.code()).as(refused.err()).isEqualTo(2);
            assertThat(refused.err()).contains("impala_encoder is another encoder than that of ")
                    .contains("set tmnf.impala_encoder: false");
        }
        assertThat(Files.exists(cwd.resolve("save/second"))).isFalse();
    }

    @Test
    void keysOfFilesCannotControlTheTerminalNorForgeLines() throws IOException {
        Map<String, TorchTensor> tensors = new LinkedHashMap<>(dict(1).tensors());
        tensors.put("x\u001b[31m\nforged", TorchTensor.of(List.of(1L), 1));
        StateDict.of(tensors).write(cwd.resolve("evil.pt"));

        CliRun run = init("evil.pt");

        assertThat(run.code()).isEqualTo(6);
        assertThat(run.out()).contains("x\\x1b[31m\\x0aforged").doesNotContain("\u001b");
    }

    @Test
    void anotherPairIsKeptUnlessItIsSaid() throws IOException {
        assertThat(init("encoder.pt").code()).isZero();
        byte[] before = Files.readAllBytes(cwd.resolve("save/weights1.torch"));

        CliRun again = init("encoder.pt");
        assertThat(again.code()).isZero();
        assertThat(again.out()).contains("unchanged");
        CliRun other = init("encoder.pt", "--seed", "5");
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err()).contains("there is a pair of weights already", "--overwrite", "--no-fresh");
        assertThat(Files.readAllBytes(cwd.resolve("save/weights1.torch"))).isEqualTo(before);

        assertThat(init("encoder.pt", "--seed", "5", "--overwrite").out()).contains("replaced");
        assertThat(Files.readAllBytes(cwd.resolve("save/weights1.torch"))).isNotEqualTo(before);
    }

    @Test
    void aPairThatIsThereGetsTheEncoder() throws IOException {
        assertThat(init("encoder.pt", "--seed", "9").code()).isZero();
        StateDict before = read("save/weights1.torch");

        CliRun run = init("encoder.pt", "--fold", "iqn", "--no-fresh");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("kept", "folded iqn into rl", "updated");
        assertThat(run.err()).contains("--fold says iqn");
        StateDict after = read("save/weights1.torch");
        assertThat(after.under("A_head.").hasSameBits(before.under("A_head."))).isTrue();
        assertThat(after.get("img_head.0.weight").hasSameBits(before.get("img_head.0.weight"))).isFalse();
    }

    // ----------------------------------------------------------------------------------- behavioural cloning

    private static StateDict cloned(int dense) {
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        for (WeightSpec spec : new IqnNetwork(Optional.of(new Encoder(1, 36, 44)), 70, 8, dense, 4, 3)
                .specs()) {
            tensors.put(spec.name(), TorchTensor.of(spec.shape(), spec.draw(11)));
        }
        return StateDict.of(tensors);
    }

    @Test
    void whatCloningLeftGoesInWithoutAnEncoder() throws IOException {
        StateDict cloned = cloned(16);
        cloned.write(cwd.resolve("iqn_bc.pt"));
        cloned.under("A_head.").write(cwd.resolve("actions_head.pt"));
        cloned.under("float_feature_extractor.").write(cwd.resolve("float_head.pt"));

        CliRun whole = init("--bc-heads", "iqn_bc.pt", "--run-name", "first");
        assertThat(whole.code()).as(whole.err()).isZero();
        assertThat(whole.out()).contains("heads", "created, 22 tensors").doesNotContain("drawn");
        assertThat(read("save/first/weights1.torch").hasSameBits(cloned)).isTrue();
        assertThat(read("save/first/weights2.torch").hasSameBits(cloned)).isTrue();

        JsonNode json = init("encoder.pt", "--float-head", "float_head.pt", "--actions-head",
                "actions_head.pt", "--run-name", "second", "--json").json();
        assertThat(json.at("/result/keys").findValuesAsText("from")).containsOnly("encoder", "float_head",
                "actions_head", "drawn");
        assertThat(json.at("/result/actionsHead").asText()).isEqualTo("actions_head.pt");
        assertThat(read("save/second/weights2.torch").under("A_head.")
                .hasSameBits(cloned.under("A_head."))).isTrue();
    }

    /** Its dampers are divided by 0.5, those of weights alone by 0.06: the first layer is for one of them. */
    @Test
    void whatLooksAtTheNumbersGoesIntoARunOfThePythonToolForAScalingThatIsWritten() throws IOException {
        cloned(16).under("float_feature_extractor.").write(cwd.resolve("float_head.pt"));
        assertThat(init("encoder.pt", "--run-name", "first").code()).isZero();
        String[] words = {"--float-head", "float_head.pt", "--run-name", "first", "--no-fresh", "--dry-run"};
        assertThat(init(words).code()).isZero();

        write("save/first/scaler.torch", "not looked at");
        CliRun refused = init(words);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("divides dampers by 0.5, without it by 0.06",
                "state_normalization.damper_std");
        assertThat(init("encoder.pt", "--run-name", "first", "--no-fresh", "--dry-run").code())
                .as("an encoder sees no numbers").isZero();
        write("rl.yaml", CONFIG + "state_normalization:\n  damper_std: 0.5\n");
        assertThat(init(words).code()).isZero();
    }

    @Test
    void optionsWithoutEffectAreNamed() throws IOException {
        StateDict cloned = cloned(16);
        cloned.write(cwd.resolve("iqn_bc.pt"));
        cloned.under("float_feature_extractor.").write(cwd.resolve("float_head.pt"));
        dict(3).write(cwd.resolve("three.pt"));
        write("rl_meta.json", "{\"image_normalization\": \"rl\"}");

        assertThat(init("encoder.pt", "--run-name", "first", "--seed", "5", "--overwrite", "--fold", "auto",
                "--allow-mismatch").err()).doesNotContain("no effect");
        assertThat(init("encoder.pt", "--run-name", "first", "--no-fresh", "--seed", "5", "--force").err())
                .contains("--seed, --overwrite have no effect with --no-fresh");
        assertThat(init("encoder.pt", "--combine", "sum", "--dry-run").err())
                .contains("--combine has no effect where no encoder of several frames goes in");
        assertThat(init("three.pt", "--combine", "sum", "--meta-json", "rl_meta.json", "--dry-run").err())
                .doesNotContain("no effect");
        assertThat(init("--float-head", "float_head.pt", "--combine", "sum", "--fold", "01", "--meta-json",
                "rl_meta.json", "--allow-mismatch", "--save-dir", "save/x", "--dry-run").err()).contains(
                "--fold, --meta-json have no effect without an encoder or --bc-heads",
                "--allow-mismatch has no effect without an encoder", "--combine has no effect where");
        assertThat(init("--bc-heads", "iqn_bc.pt", "--seed", "5", "--save-dir", "save/x", "--dry-run").err())
                .contains("--seed has no effect beside --bc-heads");
    }

    @Test
    void whatCloningLeftOfOtherSizesIsRefusedInARehearsalToo() throws IOException {
        cloned(32).write(cwd.resolve("iqn_bc.pt"));
        cloned(32).under("A_head.").write(cwd.resolve("actions_head.pt"));
        for (String[] words : new String[][] {{"--bc-heads", "iqn_bc.pt"},
                {"encoder.pt", "--actions-head", "actions_head.pt"},
                {"encoder.pt", "--actions-head", "actions_head.pt", "--dry-run"}}) {
            CliRun refused = init(words);

            assertThat(refused.code()).isEqualTo(6);
            assertThat(refused.out()).containsPattern("2.weight +\\[3, 16\\] +\\[3, 8\\]");
        }
        assertThat(init("--float-head", "nowhere.pt").code()).isEqualTo(4);
        assertThat(saved()).isEmpty();
    }

    @Test
    void aFolderThatTheTrainingDoesNotLookInIsNamed() {
        assertThat(init("encoder.pt").err()).contains("--run-name first");
        assertThat(init("encoder.pt", "--save-dir", "runs/first").err()).doesNotContain("--run-name");
    }

    @Test
    void withoutAConfigurationTheNetworkIsTheShippedOne() throws IOException {
        write("pretrain_meta.json", "{\"image_normalization\": \"01\", \"image_size\": 64}");

        CliRun run = tmnf("init-iqn", "encoder.pt");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("1,051,805 weights", "folded 01 into rl");
    }
}
