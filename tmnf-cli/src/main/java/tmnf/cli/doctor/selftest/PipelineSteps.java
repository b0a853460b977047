package tmnf.cli.doctor.selftest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import tmnf.exchange.embedded.EmbeddedConfig;
import tmnf.exchange.embedded.EmbeddedExchange;
import tmnf.exchange.embedded.ExchangeData;
import tmnf.gbx.file.FileTrees;
import tmnf.tminterface.sim.driver.DrivenReplays;

/**
 * The pipeline, small: races of simulated drivers, their download, frames, what is learned from them, and a
 * race of who learned it.
 */
final class PipelineSteps {

    /** A command that looks at files. */
    private static final Duration SHORT = Duration.ofSeconds(60);
    /** One that computes; the first time PyTorch is unpacked, too. */
    private static final Duration LONG = Duration.ofSeconds(120);

    static final List<SelfTestStep> ALL = List.of(
            new SelfTestStep("races", "races of simulated drivers, as replays", SHORT, PipelineSteps::drive),
            step("read", "a replay read", SHORT, PipelineSteps::read),
            step("download", "a download from an exchange of our own", SHORT, PipelineSteps::download),
            command("filter", "a list filtered", SHORT, "list.txt", "filter", "no-respawn", "-i", "list.txt",
                    "-o", "filtered.txt", "-r", "replays"),
            command("fix-names", "names looked at", SHORT, "replays", "fix-names", "-r", "replays"),
            command("capture", "frames from a simulated game", LONG, "filtered.txt", "capture", "--sim",
                    "--workers", "1", "--running-speed", "50", "--max-replays-per-track", "1", "-r",
                    "replays", "-t", "tracks", "--track-ids", "filtered.txt", "--vcp-dir", "vcp", "-o",
                    "frames"),
            command("cleanup", "frames looked at", SHORT, "frames", "cleanup", "metadata", "--data-dir",
                    "frames", "--apply", "--yes"),
            command("pretrain", "an epoch of pretraining", LONG, "frames", "pretrain", "--data-dir", "frames",
                    "--output-dir", "pretrain", "--run-name", "first", "--epochs", "1", "--batch-size", "32",
                    "--image-normalization", "rl"),
            command("init-iqn", "a network that begins with the encoder", SHORT, "pretrain/first/encoder.pt",
                    "init-iqn", "--encoder-pt", "pretrain/first/encoder.pt", "--save-dir", "weights"),
            step("train", "some steps of training", LONG, PipelineSteps::train),
            command("eval", "a race of the trained driver", LONG, "save/demo", "eval", "save/demo", "--sim",
                    "--races", "1", "--out", "eval"));

    /** Built-in tracks, short ones, and the numbers that the exchange has them under. */
    private static final Map<String, String> TRACKS = Map.of("1001", "straight", "1002", "chicane");
    private static final int DRIVERS = 1;
    private static final String FRAMES = "200";
    /** Learning begins with so few transitions here that it does begin. */
    private static final String MEMORY = "memory_size_schedule: [[0, [1000, 100]]]";
    private static final Pattern LEARNED = Pattern.compile("[1-9]\\S* batch");

    private PipelineSteps() {
    }

    /** The last line that a command says is what came of it. */
    private static SelfTestStep step(String name, String what, Duration deadline, SelfTestStep.Work work) {
        return new SelfTestStep(name, what, deadline, place -> {
            String said = work.run(place);
            return said.lines().filter(line -> !line.isBlank()).reduce((before, last) -> last)
                    .orElse("nothing said").strip();
        });
    }

    /** A command, for which a file or folder of an earlier step has to be there. */
    private static SelfTestStep command(String name, String what, Duration deadline, String needed,
            String... words) {
        return step(name, what, deadline, place -> {
            place.require(needed);
            return place.commands().run(deadline, 0, List.of(words));
        });
    }

    /** The folder with the races, which are driven when they are first needed. */
    static Path races(SelfTestPlace place) throws IOException, InterruptedException {
        return races(place, () -> Thread.currentThread().isInterrupted());
    }

    /** The same; whoever stops it leaves none, not some of them. */
    static Path races(SelfTestPlace place, BooleanSupplier stop) throws IOException, InterruptedException {
        Path races = place.folder().resolve("races");
        if (!Files.exists(races)) {
            Path driven = place.folder("driven");
            for (Map.Entry<String, String> track : TRACKS.entrySet()) {
                List<Path> written = DrivenReplays.write(driven, track.getKey(), track.getValue(), DRIVERS,
                        1, stop);
                if (written.size() < DRIVERS) {
                    throw new InterruptedException("driving on " + track.getValue());
                }
            }
            FileTrees.move(driven, races);
        }
        return races;
    }

    private static String drive(SelfTestPlace place) throws IOException, InterruptedException {
        return replays(races(place)).size() + " replays of " + TRACKS.size() + " tracks";
    }

    private static List<Path> replays(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".replay.gbx")).sorted().toList();
        }
    }

    private static String read(SelfTestPlace place) throws Exception {
        String replay = replays(races(place)).get(0).toString();
        place.commands().run(SHORT, 0, List.of("inspect", replay));
        return place.commands().run(SHORT, 0, List.of("script", replay, "-o", "script.txt"));
    }

    private static String download(SelfTestPlace place) throws Exception {
        ExchangeData data = ExchangeData.read(races(place));
        try (EmbeddedExchange exchange = EmbeddedExchange.start(EmbeddedConfig.of(data))) {
            List<String> words = new ArrayList<>(List.of("download", "--base-url", exchange.url().toString(),
                    "--list-popular", "--output", "list.txt", "--download-replays", "--maps", "site",
                    "--replays-dir", "replays", "--tracks-dir", "tracks"));
            return place.commands().run(SHORT, 0, words);
        }
    }

    private static String train(SelfTestPlace place) throws Exception {
        Path config = place.folder().resolve("train.yaml");
        try (InputStream in = PipelineSteps.class.getResourceAsStream("/tmnf/cli/demo/demo.yaml")) {
            if (in == null) {
                throw new IllegalStateException("the demo's configuration is not part of this build");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(config, text.replaceFirst("memory_size_schedule:.*", MEMORY));
        }
        String said = place.commands().run(LONG, 0, List.of("train", "--sim", "--map", "straight",
                "--rl-config", config.toString(), "--save-dir", "save", "--max-frames", FRAMES));
        if (!LEARNED.matcher(said).find()) {
            throw new IllegalStateException("nothing was learned: " + said.strip());
        }
        return said;
    }
}
