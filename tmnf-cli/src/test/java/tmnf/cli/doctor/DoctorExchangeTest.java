package tmnf.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tmnf.cli.CliTestBase;
import tmnf.exchange.embedded.EmbeddedConfig;
import tmnf.exchange.embedded.EmbeddedExchange;
import tmnf.exchange.embedded.ExchangeData;
import tmnf.exchange.embedded.FaultPlan;
import tmnf.exchange.embedded.FaultRules;
import tmnf.gbx.synthetic.SyntheticDownload;
import tmnf.pretrain.engine.EngineOptions;
import tmnf.pretrain.engine.TorchEngine;

/** {@code tmnf doctor --exchange} against an exchange of our own. */
@Timeout(120)
class DoctorExchangeTest extends CliTestBase {

    @TempDir
    static Path site;
    private static ExchangeData data;

    @BeforeAll
    static void layOut() throws Exception {
        TorchEngine.start(new EngineOptions(1, EngineOptions.DeviceChoice.AUTO));
        SyntheticDownload.write(site, 1, () -> false);
        data = ExchangeData.read(site);
    }

    @Test
    void eachOpenQuestionBecomesAFinding() throws IOException {
        try (EmbeddedExchange exchange = exchange(FaultPlan.NONE)) {
            CliRun run = doctor("--exchange", "--base-url", exchange.url().toString(), "--user-agent",
                    "tests (+me)", "--json");

            Map<String, String> levels = levels(run);
            assertThat(levels).containsEntry("exchange", "ok").containsEntry("exchange-page-cap", "ok")
                    .containsEntry("exchange-error-body", "ok");
            assertThat(levels.keySet().stream().filter(name -> name.startsWith("exchange-"))).hasSize(15);
            assertThat(levels.entrySet()).noneMatch(level -> level.getKey().startsWith("exchange")
                    && !level.getValue().equals("ok"));
            JsonNode exchanged = run.json().at("/result/exchange");
            assertThat(exchanged.get("baseUrl").asText()).isEqualTo(exchange.url().toString());
            assertThat(exchanged.get("questions")).hasSize(15).allSatisfy(question ->
                    assertThat(question.size()).isEqualTo(5));
            assertThat(question(run, "unknown-parameter").get("verdict").asText()).isEqualTo("as supposed");
            assertThat(question(run, "position").get("answer").asText()).matches("the first is [01]");
            assertThat(question(run, "error-body").get("answer").asText())
                    .contains("Specified field 'Nope' does not exist");
            assertThat(exchange.requests().recorded()).hasSize(14).allSatisfy(request ->
                    assertThat(request.header("User-Agent")).isEqualTo("tests (+me)"));
        }
    }

    @Test
    void withoutTheOptionNothingIsAsked() throws IOException {
        try (EmbeddedExchange exchange = exchange(FaultPlan.NONE)) {
            variables.put("TMNF_DOCTOR_BASE_URL", exchange.url().toString());

            CliRun run = doctor("--json");

            assertThat(exchange.requests().total()).isZero();
            assertThat(run.json().get("result").has("exchange")).isFalse();
            assertThat(run.out()).doesNotContain("exchange-");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "429:retry-after=9;429.* It asks for 9 s of rest;try again later",
        "page;is a web page;look at the site in a browser",
        "403;turns us away;look at the site in a browser",
        "drop;connection to 127.0.0.1 broke;check the network",
        "delay:by=60s;127.0.0.1 is silent|not finished within;check the network"})
    void aSiteThatDoesNotAnswerIsAProblem(String fault, String words, String fix) throws IOException {
        try (EmbeddedExchange exchange = exchange(FaultRules.parse(List.of(fault), 1))) {
            CliRun run = doctor("--exchange", "--exchange-timeout",
                    fault.startsWith("delay") ? "300ms" : "20s", "--base-url", exchange.url().toString());

            assertThat(run.code()).isEqualTo(6);
            assertThat(run.out()).containsPattern("problem  exchange +.*(" + words + ")")
                    .containsPattern("problem  exchange .*\\n.*\\n +fix: .*" + fix);
            assertThat(run.out()).doesNotContain("exchange-");
            assertThat(run.err()).contains("the exchange did not answer");
            assertThat(exchange.requests().total()).isBetween(1L, 2L);
        }
    }

    @Test
    void whatWasAnsweredBeforeATroubleIsKept() throws IOException {
        try (EmbeddedExchange exchange = exchange(FaultRules.parse(List.of("429:path=/api/replays"), 1))) {
            CliRun run = doctor("--exchange", "--base-url", exchange.url().toString());

            assertThat(run.code()).isEqualTo(6);
            assertThat(run.out()).containsPattern("ok +exchange-page-cap")
                    .contains("7 questions were answered before; the others were not asked");
        }
    }

    /** Without a list of replays there is nothing to compare with, and no replay to ask about. */
    @Test
    void whatWasNeverSentWasNotAnswered() throws IOException {
        try (EmbeddedExchange exchange = exchange(FaultRules.parse(List.of("500:path=/api/replays",
                "429:path=/api/tracks,every=8"), 1))) {
            CliRun run = doctor("--exchange", "--base-url", exchange.url().toString(), "--json");

            assertThat(run.code()).isEqualTo(6);
            assertThat(question(run, "unknown-parameter").get("request").asText()).isEmpty();
            assertThat(question(run, "file-headers").get("request").asText()).isEmpty();
            assertThat(run.json().at("/result/exchange/questions")).hasSize(13);
            assertThat(run.out()).contains(
                    "7 questions were answered before, 4 were not; the others were not asked");
        }
    }

    @Test
    void oneQuestionWithoutAnAnswerIsAProblemOfItsOwn() throws IOException {
        try (EmbeddedExchange exchange = exchange(FaultRules.parse(List.of("500:path=/recordgbx"), 1))) {
            CliRun run = doctor("--exchange", "--base-url", exchange.url().toString(), "--json");

            assertThat(run.code()).isEqualTo(6);
            assertThat(levels(run)).containsEntry("exchange", "ok")
                    .containsEntry("exchange-file-headers", "problem")
                    .containsEntry("exchange-error-body", "ok")
                    .containsEntry("exchange-missing-fields", "ok");
            assertThat(question(run, "file-headers").get("answer").asText()).isEqualTo("no answer: HTTP 500");
            assertThat(question(run, "file-headers").get("status").asInt()).isEqualTo(500);
            assertThat(question(run, "file-headers").get("verdict").asText()).isEqualTo("no answer");
            assertThat(run.out()).contains("answers; asked 14 times; no answer to 1 question\"");
            assertThat(run.json().at("/error/message").asText()).contains("not every question");
            assertThat(exchange.requests().total()).isEqualTo(14);
        }
    }

    @Test
    void whereNobodyListensItSaysSo() throws IOException {
        CliRun run = doctor("--exchange", "--base-url", "http://127.0.0.1:" + freePort());

        assertThat(run.code()).isEqualTo(6);
        assertThat(run.out()).contains("no connection to 127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--base-url http://127.0.0.1:1", "--user-agent me",
        "--exchange --base-url ftp://x", "--exchange-timeout 5",
        "--exchange --base-url http://me:pw@localhost",
        "--exchange --exchange-timeout 0", "--exchange --user-agent \u00fc"})
    void refusesWhatMakesNoSense(String words) throws IOException {
        assertThat(doctor(words.split(" ")).code()).isEqualTo(2);
    }

    private static EmbeddedExchange exchange(FaultPlan faults) throws IOException {
        return EmbeddedExchange.start(EmbeddedConfig.of(data).withFaults(faults).withRecording());
    }

    private static JsonNode question(CliRun run, String name) {
        for (JsonNode question : run.json().at("/result/exchange/questions")) {
            if (question.get("question").asText().equals(name)) {
                return question;
            }
        }
        throw new AssertionError("not asked: " + name);
    }

    private CliRun doctor(String... args) throws IOException {
        variables.put("BASE_TMI_PORT", freePort());
        List<String> all = new ArrayList<>(List.of("doctor"));
        all.addAll(List.of(args));
        return tmnf(all.toArray(String[]::new));
    }

    private static Map<String, String> levels(CliRun run) {
        Map<String, String> levels = new TreeMap<>();
        run.json().at("/result/findings").forEach(finding -> levels.put(finding.get("check").asText(),
                finding.get("level").asText()));
        return levels;
    }
}
