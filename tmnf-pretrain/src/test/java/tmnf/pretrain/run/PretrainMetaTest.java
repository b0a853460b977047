package tmnf.pretrain.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tmnf.gbx.Samples;
import tmnf.pretrain.torch.StateDict;

class PretrainMetaTest {

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("pretrain_meta.json");
    }

    @Test
    void upstreamsKeysComeFirstAsUpstreamWritesThem() throws IOException {
        Path golden = Samples.golden("pretrain").resolve("ae/artifact/pretrain_meta.json");
        List<EpochRow> rows = List.of(
                new EpochRow(1, 1, Map.of("train_loss", 0.0625, "val_loss", 0.0703125)),
                new EpochRow(2, 2, Map.of("train_loss", 0.03125, "val_loss", 0.05)));

        TestMeta.of(rows, 2).write(file());

        String expected = Files.readString(golden).replace("\"lightning\"", "\"djl\"").replace("\n}", ",\n");
        assertThat(Files.readString(file())).startsWith(expected);
    }

    @Test
    void ourKeysFollow() throws IOException {
        TestMeta.of(TestCheckpoints.rows(0.5, 0.25, 0.3), 2).write(file());

        String text = Files.readString(file());
        assertThat(text.substring(text.indexOf("  \"tool\""))).isEqualTo("""
                  "tool": "tmnf",
                  "tool_version": "0.1.0",
                  "image_height": 64,
                  "image_width": 64,
                  "ended": "early stopped",
                  "exported_epoch": 2,
                  "checkpoint_monitor": "val_loss",
                  "best_train_loss": 0.251,
                  "best_val_loss": 0.25,
                  "encoder_sha256": "ab12",
                  "cache_signature": "feed",
                  "n_unreadable_frames": 2,
                  "unreadable_frames": [
                    "1/a/<b>.png: cut"
                  ],
                  "config": {
                    "data_dir": "/data/<img> & \\"more\\"",
                    "lr": 1e-05,
                    "lightning": {
                      "save_top_k": -1,
                      "profiler": null
                    }
                  }
                }""");
    }

    @Test
    void figuresThatAreNotThereAreNull() throws IOException {
        List<EpochRow> rows = List.of(new EpochRow(1, 1, Map.of("train_loss", Double.NaN)));
        TestMeta.of(rows, 0).write(file());

        JsonNode read = new ObjectMapper().readTree(file().toFile());
        for (String key : new String[] {"train_loss_final", "val_loss_final", "best_train_loss",
                "best_val_loss"}) {
            assertThat(read.has(key)).isTrue();
            assertThat(read.get(key).isNull()).as(key).isTrue();
        }
        TestMeta.of(List.of(), 0).write(file());
        assertThat(new ObjectMapper().readTree(file().toFile()).get("epochs_trained").intValue()).isZero();
        assertThatThrownBy(() -> TestMeta.of(List.of(), 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hashesAreThoseOfTheReferencesEncoders() throws IOException {
        Path golden = Samples.golden("pretrain");
        for (String[] each : new String[][] {{"ae", "15736da0a73bded6"}, {"stack3", "ca38f3faeef6ff1d"}}) {
            Path artifact = golden.resolve(each[0]).resolve("artifact");

            assertThat(StateDict.read(artifact.resolve("encoder.pt")).archHash()).isEqualTo(each[1]);
            assertThat(EncoderFacts.read(artifact.resolve("pretrain_meta.json")).archHash())
                    .contains(each[1]);
        }
    }

    @Test
    void upstreamsFactsAreRead() throws IOException {
        Path golden = Samples.golden("pretrain").resolve("stack3/artifact/pretrain_meta.json");

        assertThat(EncoderFacts.read(golden)).isEqualTo(new EncoderFacts(OptionalInt.of(3),
                OptionalInt.of(64), OptionalInt.of(64), OptionalInt.of(512), OptionalInt.of(3),
                Optional.of("channel"), Optional.of("01"), Optional.of("ca38f3faeef6ff1d"),
                Optional.empty(), List.of(), PolicyFacts.NONE));
    }

    @Test
    void ourFactsAreReadAlsoOfFramesThatAreNotSquare() throws IOException {
        TestMeta.of(List.of(), 0, 48, 80).write(file());

        EncoderFacts facts = EncoderFacts.read(file());

        assertThat(facts.height()).hasValue(48);
        assertThat(facts.width()).hasValue(80);
        assertThat(facts.sha256()).contains("ab12");
        assertThat(new ObjectMapper().readTree(file().toFile()).get("image_size").isNull()).isTrue();
    }

    @Test
    void whatIsNotThereIsNoFaultAndNumbersThatAreNoneNeither() throws IOException {
        Files.writeString(file(), "{\"train_loss_final\": NaN, \"enc_dim\": null, \"other\": [1, {}]}");

        EncoderFacts facts = EncoderFacts.read(file());

        assertThat(facts.features()).isEmpty();
        assertThat(facts.height()).isEmpty();
        assertThat(facts.normalization()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[1]", "{", "{\"enc_dim\": \"512\"}", "{\"enc_dim\": 0}",
            "{\"enc_dim\": 512.5}", "{\"image_size\": 99999999999}", "{\"arch_hash\": 3}", "\u0000"})
    void filesOfAnotherKindAreRefusedByName(String text) throws IOException {
        Files.writeString(file(), text);

        assertThatThrownBy(() -> EncoderFacts.read(file())).isInstanceOf(MetaException.class)
                .hasMessageContaining(file().toString()).hasMessageContaining("or move this one away");
    }

    @Test
    void hugeFilesAreNotRead() throws IOException {
        Files.writeString(file(), " ".repeat((1 << 20) + 1));

        assertThatThrownBy(() -> EncoderFacts.read(file())).isInstanceOf(MetaException.class)
                .hasMessageContaining("1 MiB");
    }

    @Test
    void configurationsAreWrittenWithPlainValues() throws IOException {
        Path config = folder.resolve("config.json");
        Map<String, Object> effective = new LinkedHashMap<>();
        effective.put("data_dir", Path.of("maps", "img"));
        effective.put("name", Optional.empty());
        effective.put("size", Optional.of(64));
        effective.put("end", TestEnd.SOON);
        effective.put("limit", Double.POSITIVE_INFINITY);
        effective.put("list", new ArrayList<>(List.of(1L, true, "ä")));

        ConfigFile.write(config, effective);

        assertThat(Files.readString(config).replace("maps\\\\img", "maps/img")).isEqualTo("""
                {
                  "data_dir": "maps/img",
                  "name": null,
                  "size": 64,
                  "end": "SOON",
                  "limit": null,
                  "list": [
                    1,
                    true,
                    "\\u00e4"
                  ]
                }
                """);
    }

    private enum TestEnd { SOON }

    @Test
    void filesHaveTheirSha256() throws IOException {
        Path abc = Files.writeString(folder.resolve("abc"), "abc");

        assertThat(PretrainMeta.sha256(abc))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
