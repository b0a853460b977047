package tmnf.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import tmnf.cli.env.Environment;
import tmnf.exchange.embedded.EmbeddedConfig;
import tmnf.exchange.embedded.EmbeddedExchange;
import tmnf.exchange.embedded.ExchangeData;
import tmnf.gbx.synthetic.SyntheticDownload;
import tmnf.tminterface.sim.driver.DrivenReplays;
import tmnf.tminterface.state.SimStateData;

/**
 * The folder that the documents talk about: replays and maps under the names that they use, a captured
 * dataset, encoders, trained runs, the data of the demo. All of it is small, and made by the commands
 * themselves. Sections of pages get a copy each.
 *
 * <p>Longer than usual: most of it is the list of what the documents name.
 */
final class DocumentWorld implements AutoCloseable {

    /** Small enough to be learned in a second; with pictures, as the pages are about them. */
    private static final String SEEING = """
            environment:
              cutoff_rollout_if_race_not_finished_within_duration_ms: 4000
            neural_network:
              w_downsized: 64
              h_downsized: 64
              float_hidden_dim: 16
              dense_hidden_dimension: 32
              iqn_embedding_dimension: 8
              iqn_k: 8
            training:
              run_name: demo
              batch_size: 16
            memory:
              memory_size_schedule: [[0, [2000, 20]]]
            map_cycle:
              entries:
                - {short_name: A01, map_path: A01.Challenge.Gbx, reference_line_path: A01.npy}
            tmnf:
              explorations_per_evaluation: 1
            """;
    /** The same without pictures, for the run that is trained. */
    private static final String BLIND = SEEING.replace("neural_network:\n",
            "neural_network:\n  use_iqn_image_head: false\n").replaceFirst("(?s)map_cycle:.*(?=tmnf:)", "");
    /** Journals, logs, and arrays that are cut where they lie. */
    private static final Pattern GROWING = Pattern.compile("\\..*|.*\\.(npy|jsonl|tsv|log)");
    private static final Set<String> WEIGHTS = Set.of("weights1.torch", "weights2.torch");

    private final Path folder;
    private final Path shelf;
    private final EmbeddedExchange exchange;

    private DocumentWorld(Path folder, Path shelf, EmbeddedExchange exchange) {
        this.folder = folder;
        this.shelf = shelf;
        this.exchange = exchange;
    }

    /** Makes it below an empty folder. */
    static DocumentWorld in(Path place) throws IOException {
        Path site = place.resolve("site");
        DrivenReplays.Drive drive = DrivenReplays.drive("straight", 1, 1, () -> false).get(0);
        for (String track : List.of("2233", "924307")) {
            write(site.resolve("replays/" + track + "/pos1_anna_12340ms.replay.gbx"), drive.file());
        }
        write(site.resolve("tracks.json"), """
                [{"TrackId": 2233, "TrackName": "A01-Race", "Awards": 30, "Uploader": {"Name": "Nadeo"}},
                 {"TrackId": 924307, "TrackName": "Straight", "Awards": 20, "Uploader": {"Name": "ute"}}]
                """.getBytes(StandardCharsets.UTF_8));
        DocumentWorld world = new DocumentWorld(Files.createDirectories(place.resolve("world")),
                Files.createDirectories(place.resolve("shelf")),
                EmbeddedExchange.start(EmbeddedConfig.of(ExchangeData.read(site))));
        try {
            world.races(drive.file());
            world.learned();
            world.demo();
        } catch (IOException | RuntimeException | Error e) {
            world.close();
            throw e;
        }
        return world;
    }

    @Override
    public void close() {
        exchange.close();
    }

    /** The address of the exchange. */
    String exchangeUrl() {
        return exchange.url().toString();
    }

    /**
     * Where the exchange, the game and its loader are, and settings that make the commands small; the lines
     * of the documents stay as they are.
     */
    Map<String, String> variables(Path cwd) {
        return Map.ofEntries(Map.entry("TMNF_DOWNLOAD__BASE_URL", exchangeUrl()),
                Map.entry("TMNF_DOCTOR__BASE_URL", exchangeUrl()),
                Map.entry("TRACKMANIA_BASE_PATH", cwd.resolve("game").toString()),
                Map.entry("TARGET_PYTHON_LINK_PATH", cwd.resolve("tmi/Plugins/Python_Link.as").toString()),
                Map.entry("LINUX_LAUNCH_GAME_PATH", cwd.resolve("launch_game.sh").toString()),
                Map.entry("WINDOWS_TMLOADER_PATH", cwd.resolve("launch_game.sh").toString()),
                Map.entry("TMNF_PRETRAIN__THREADS", "1"), Map.entry("TMNF_PRETRAIN__BC__THREADS", "1"),
                Map.entry("TMNF_PRETRAIN__PROBE__THREADS", "1"), Map.entry("TMNF_TRAIN__THREADS", "1"),
                Map.entry("TMNF_EVAL__THREADS", "1"), Map.entry("TMNF_CAPTURE__RUNNING_SPEED", "1000"),
                Map.entry("TMNF_CAPTURE__MAX_REPLAYS_PER_TRACK", "1"),
                Map.entry("TMNF_VALIDATE__RUNNING_SPEED", "1000"));
    }

    /**
     * Lays a copy of it into a folder. Files are linked where the system can, which costs a tenth of copying
     * hundreds of them for each section: the commands replace files, but for those that grow.
     */
    void copyTo(Path target) throws IOException {
        each(folder, target, DocumentWorld::link);
    }

    private static void link(Path from, Path to) throws IOException {
        String name = from.getFileName().toString();
        if (GROWING.matcher(name).matches()) {
            Files.copy(from, to);
            return;
        }
        try {
            Files.createLink(to, from);
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.copy(from, to);
        }
    }

    /** What would show that a command wrote into a file of the world through a link. */
    Map<Path, String> state() throws IOException {
        Map<Path, String> state = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                state.put(file, Files.size(file) + " " + Files.getLastModifiedTime(file));
            }
        }
        return state;
    }

    /**
     * Lays what a line reads, and lines before it were only rehearsed for: trained runs for {@code eval} and
     * {@code compare}, weights for those who look at them.
     */
    void layFor(List<String> words, Path target) throws IOException {
        if (words.get(0).equals("pretrain") && words.contains("--resume") && !words.contains("--run-name")) {
            layBegun(words.contains("bc") ? "bc" : "vis", target);
        }
        for (String word : words.subList(1, words.size())) {
            if (word.contains(":")) {
                continue; // an address or a fault, which is no path on Windows
            }
            Path place = target.resolve(word.replaceFirst("[*].*", "x"));
            switch (words.get(0)) {
                case "compare" -> {
                    if (word.startsWith("save/")) {
                        copy(shelf.resolve("run"), place);
                        copy(shelf.resolve("run"), target.resolve("save/demo")); // at least two
                    }
                }
                case "cleanup" -> {
                    if (word.equals("cache/v0")) {
                        layCache(place, target);
                    }
                }
                case "eval" -> layRun(word.equals(words.get(1)) ? place : target);
                case "init-iqn" -> layEncoder(word, place);
                case "inspect", "pretrain" -> {
                    if (word.matches("maps/(img_validate|first)|demo/frames") && !Files.exists(place)) {
                        copy(folder.resolve("maps/img"), place);
                    }
                    if (WEIGHTS.contains(place.getFileName().toString()) && !Files.exists(place)) {
                        copy(shelf.resolve("pair").resolve(place.getFileName()), place);
                    }
                }
                default -> { }
            }
        }
    }

    /** A last run that began with the default settings, as the line goes on with; made when one is needed. */
    private void layBegun(String kind, Path target) throws IOException {
        Path runs = Path.of("output", "ptretrain", kind);
        Path begun = shelf.resolve("begun").resolve(runs);
        if (!Files.exists(begun)) {
            List<String> words = new ArrayList<>(kind.equals("bc") ? List.of("pretrain", "bc")
                    : List.of("pretrain"));
            words.addAll(List.of("--data-dir", "maps/img", "--epochs", "1", "--output-dir",
                    begun.toString()));
            tmnf(words.toArray(String[]::new));
        }
        copy(begun.resolve("run_001"), target.resolve(runs).resolve("run_002"));
    }

    /** Its source is named with the whole path, and frames are deleted there. */
    private void layCache(Path cache, Path target) throws IOException {
        copy(shelf.resolve("cache"), cache);
        Path meta = cache.resolve("cache_meta.json");
        Files.writeString(meta, Files.readString(meta).replace(inJson(folder), inJson(target)));
    }

    private static String inJson(Path path) {
        return path.toString().replace("\\", "\\\\");
    }

    private void layEncoder(String word, Path place) throws IOException {
        if (word.endsWith("/encoder.pt") && !Files.exists(place)) {
            copy(folder.resolve("output/ptretrain/vis/run_001"), place.getParent());
        }
    }

    private void layRun(Path weights) throws IOException {
        if (Files.exists(weights)) {
            return;
        }
        Path run = shelf.resolve("run");
        if (weights.getParent().endsWith("checkpoints")) {
            copy(run, weights.getParent().getParent());
            copy(run.resolve("checkpoints/1"), weights);
        } else {
            boolean file = WEIGHTS.contains(weights.getFileName().toString());
            copy(file ? run.resolve(weights.getFileName()) : run, weights);
        }
    }

    private void races(byte[] replay) throws IOException {
        for (String name : List.of("best.Replay.Gbx", "race.Replay.Gbx", "A01.Replay.Gbx", "pos1.replay.gbx",
                "maps/replays/924307/pos1_ben3847_89250ms.replay.gbx", "maps/replays/924307/pos1.replay.gbx",
                "maps/replays/2233/pos1_x_12340ms.replay.gbx",
                "maps/replays/2233/pos2_eve 2_99250ms.replay.gbx",
                "eval/demo/best_runs/straight_12340/straight_12340.Replay.Gbx")) {
            write(name, replay);
        }
        for (String list : List.of("track_ids", "track_ids_no_respawn", "track_ids_standard")) {
            write("maps/" + list + ".txt", "924307\n2233\n");
        }
        tmnf("download", "--track-ids", "maps/track_ids.txt", "-r", "maps/replays", "-t", "maps/tracks",
                "--maps", "replay");
        copy(folder.resolve("maps/replays"), folder.resolve("replays_tmnf"));
        copy(folder.resolve("maps/tracks"), folder.resolve("tracks_tmnf"));
        copy(folder.resolve("maps/tracks/2233.Challenge.Gbx"),
                folder.resolve("game/Tracks/Challenges/A01.Challenge.Gbx"));
        for (String empty : List.of("game/Scripts", "game/Tracks/Replays/Autosaves", "tmi/Plugins")) {
            Files.createDirectories(folder.resolve(empty));
        }
        write("launch_game.sh", "#!/bin/sh\nexit 1\n");
        folder.resolve("launch_game.sh").toFile().setExecutable(true);
        for (Map.Entry<String, String> file : DocumentedYamlTest.named().entrySet()) {
            write(file.getKey(), file.getValue());
        }
        for (String name : List.of("start.bin", "states/first.bin")) {
            write(name, SimStateData.blank(1, 1).toBytes());
        }
        tmnf("vcp", "A01.Replay.Gbx", "-o", "maps/A01.npy");
        tmnf("capture", "--sim", "--width", "64", "--height", "64", "--fps", "2", "--max-replays-per-track",
                "2", "--output-dir", "maps/img");
    }

    private void learned() throws IOException {
        copy(CliTestBase.projectRoot().resolve("config/pretrain"), folder.resolve("config/pretrain"));
        for (String name : List.of("pretrain_config_simclr.yaml",
                "config_files/pretrain/vis/pretrain_config_simclr.yaml")) {
            write(name, "task: simclr\nlightning:\n  patience: 5\n");
        }
        for (String name : List.of("pretrain_config_bc.yaml",
                "config_files/pretrain/bc/pretrain_config_bc.yaml")) {
            write(name, "bc_mode: backbone\nlightning:\n  patience: 5\n");
        }
        for (String name : List.of("rl.yaml", "config/rl/default.yaml",
                "config_files/rl/config_default.yaml")) {
            write(name, SEEING);
        }
        for (String name : List.of("config/rl/demo.yaml", "demo/driver/demo.yaml")) {
            write(name, BLIND);
        }
        write("mine.yaml", "log-level: info\n");
        write("limits.yaml", "tmnf:\n  limit_speed_schedule: [[0, 0.5]]\n");
        tmnf("pretrain", "--data-dir", "maps/img", "--epochs", "1", "--batch-size", "32",
                "--image-normalization", "rl");
        tmnf("pretrain", "bc", "--data-dir", "maps/img", "--epochs", "1", "--batch-size", "32", "--bc-mode",
                "full_policy", "--use-actions-head", "--rl-config-path", "rl.yaml");
        tmnf("pretrain", "prepare", "--format", "bc", "-o", "../shelf/cache");
        write("../shelf/cache/skip_indices.json", "{\"train\": [0], \"val\": []}");
        Path vis = folder.resolve("output/ptretrain/vis/run_001");
        copy(vis.resolve("encoder.pt"), folder.resolve("run_001/encoder.pt"));
        for (String name : List.of("encoder.pt", "pretrain_meta.json")) {
            copy(vis.resolve(name), folder.resolve(name));
        }
        copy(newest(vis.resolve("checkpoints")), folder.resolve("checkpoints/last.ckpt"));
        for (String name : List.of("float_head.pt", "actions_head.pt")) {
            copy(folder.resolve("output/ptretrain/bc/run_001").resolve(name), folder.resolve(name));
        }
        tmnf("init-iqn", "encoder.pt", "--save-dir", "../shelf/pair");
        tmnf("train", "--sim", "--map", "chicane", "--rl-config", "config/rl/demo.yaml", "--save-dir",
                "../shelf", "--run-name", "run", "--collectors", "1", "--max-frames", "60");
    }

    private static Path newest(Path checkpoints) throws IOException {
        try (Stream<Path> files = Files.list(checkpoints)) {
            return files.filter(file -> file.toString().endsWith(".ckpt")).sorted().findFirst().orElseThrow();
        }
    }

    private void demo() throws IOException {
        SyntheticDownload.write(folder.resolve("demo/maps"), 1, () -> false);
        DrivenReplays.write(folder.resolve("demo/exchange"), "700001", "straight", 3, 1, () -> false);
        write("demo/races/track_ids.txt", "700001\n");
        tmnf("fix-names", "-r", "demo/maps/replays");
    }

    private void write(String file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String file, byte[] bytes) throws IOException {
        write(folder.resolve(file), bytes);
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private void tmnf(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Environment environment = new Environment(new ByteArrayInputStream(new byte[0]), out, out,
                variables(folder), Set.of(), 100, folder, folder.resolveSibling("home"), Optional.empty(),
                false, false, Clock.systemUTC());
        int code = new Tmnf(environment).run(words);
        if (code != 0) {
            throw new AssertionError(String.join(" ", words) + " ended with " + code + ":\n"
                    + out.toString(StandardCharsets.UTF_8));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        each(from, to, Files::copy);
    }

    /** How one file gets to its place. */
    private interface Laying {
        void lay(Path from, Path to) throws IOException;
    }

    private static void each(Path from, Path to, Laying laying) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else if (!Files.exists(target)) {
                    Files.createDirectories(target.getParent());
                    laying.lay(path, target);
                }
            }
        }
    }
}
