package tmnf.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import tmnf.gbx.filter.RenameLog;
import tmnf.gbx.synthetic.SyntheticDownload;

/**
 * The commands of the demo: those that look at game files and lists, on the faults of {@link
 * SyntheticDownload}, then the pipeline from end to end, on the races of {@link DemoRaces} and with the
 * configuration of {@link DemoDriver}.
 */
final class DemoPlan {

    private static final String TWO_BROKEN = "two replays are damaged: they were listed, the rest was done";

    /** Where the driver learns. */
    private static final String TRACK = "straight";
    /** About what the simulated driver takes, who looks ahead: seconds. */
    private static final String GOAL = "15";
    /** So slow that the time is over before everything is there, on any machine. */
    private static final List<Object> SLOWLY = List.of("--max-rate", "4", "--max-runtime", "1s");
    private static final String TIME_OVER = "the time was over; typed again, it goes on";

    private final DemoFolder folder;
    private final String exchange;
    private final Practice practice;
    private final Function<List<String>, String> line;
    private final Path maps;
    private final Path replays;
    private final Path tracks;
    private final Path races;
    private final Path images;

    /**
     * How long is learned.
     *
     * @param epochs of the encoder
     * @param frames most frames of the driver, if it does not reach its goal before
     * @param time longest time of the driver, as {@code --max-runtime} takes it
     */
    record Practice(int epochs, long frames, String time) {
    }

    /**
     * The plan.
     *
     * @param exchange address of the one that serves the races
     * @param line makes of words a line that can be typed
     */
    DemoPlan(DemoFolder folder, String exchange, Practice practice, Function<List<String>, String> line) {
        this.folder = folder;
        this.exchange = exchange;
        this.practice = practice;
        this.line = line;
        this.maps = folder.asGiven().resolve("maps");
        this.replays = maps.resolve("replays");
        this.tracks = maps.resolve("tracks");
        this.races = folder.asGiven().resolve("races");
        this.images = folder.asGiven().resolve("frames");
    }

    List<DemoStep> steps() throws IOException {
        List<DemoStep> steps = new ArrayList<>(lists());
        steps.addAll(conversions());
        steps.addAll(downloads());
        steps.addAll(List.of(racesNoRespawn(), racesNames(), capture(), cleanup(), pretrain(), initIqn(),
                train(), eval()));
        return steps;
    }

    /** What is in files, and which tracks are worth something. */
    private List<DemoStep> lists() throws IOException {
        Path log = replays.resolve(RenameLog.FILE_NAME);
        return List.of(
                DemoStep.of("what is in a replay",
                        "The challenge, the driver, the times, the recorded keys and the recorded positions.",
                        "inspect", replay(SyntheticDownload.CLEAN, 1)).showing(0, 11),
                extractMaps(),
                noRespawn(),
                mapType(),
                fixNames("names that the game cannot load, as a preview",
                        "Accents go, other unsafe characters become _; nothing is renamed yet.", "--dry-run"),
                fixNames("the same, for real",
                        "The old names are kept in .fix_names.tsv; --undo takes them back.")
                        .making(log).exhibiting(FileExhibits.renamed(absolute(log))));
    }

    /** What can be made of files. */
    private List<DemoStep> conversions() throws IOException {
        Path scripts = folder.asGiven().resolve("scripts");
        Path vcp = maps.resolve("vcp");
        Path drive = folder.asGiven().resolve("pictures").resolve("drive.png");
        Path track = folder.asGiven().resolve("pictures").resolve("track.png");
        return List.of(
                DemoStep.of("one replay as a TMInterface script",
                        "A comment header, then one key event a line.",
                        "script", replay(SyntheticDownload.CLEAN, 1)).showing(0, 10),
                DemoStep.of("all replays as scripts", "One script a replay, in the folder of its track.",
                        "script", replays, "-o", scripts).showing(0, 3).ending(3, TWO_BROKEN).making(scripts)
                        .exhibiting(FileExhibits.counted(absolute(scripts), ".txt", "script")),
                DemoStep.of("reference lines",
                        "One line of zone centres a track, from its fastest replay that can be read.",
                        "vcp", replays, "--vcp-dir", vcp).showing(0, 4).ending(3, TWO_BROKEN).making(vcp)
                        .exhibiting(FileExhibits.referenceLines(absolute(vcp))),
                stripIntro(),
                DemoStep.of("a drive from above", "The picture: the line is coloured by speed.",
                        "inspect", replay(SyntheticDownload.ALSO_CLEAN, 1), "--trajectory", drive)
                        .showing(1, 1).making(drive).exhibiting(FileExhibits.picture(absolute(drive),
                                "A drive from above, coloured by speed")),
                DemoStep.of("all drives of a track from above", "The picture: five drivers on one road.",
                        "inspect", replays.resolve(SyntheticDownload.CLEAN), "--trajectory", track)
                        .showing(1, 1).making(track).exhibiting(FileExhibits.picture(absolute(track),
                                "All drives of a track from above, a colour for each driver")));
    }

    /** From the exchange that the demo serves itself. */
    private List<DemoStep> downloads() {
        Path list = races.resolve("track_ids.txt");
        LeaderboardExhibit there = new LeaderboardExhibit(absolute(races),
                folder.path().resolve(DemoExchange.FOLDER));
        return List.of(
                DemoStep.of("the tracks that an exchange has",
                        "Simulated drivers raced while the demo began; their replays are served as on the "
                        + "real site.",
                        "download", "--base-url", exchange, "--list-popular", "--order", "name", "--output",
                        list)
                        .showing(0, 3).making(list).as("download, the list")
                        .exhibiting(FileExhibits.listed(absolute(list))),
                download("their replays and challenges, and an interruption",
                        "Too slow for the time it is given, it stops by itself, as at a power cut or Ctrl+C.",
                        list, SLOWLY).ending(75, TIME_OVER).as("download, interrupted")
                        .exhibiting(FileExhibits.resultOf(there)),
                download("the same once more",
                        "It goes on where it stopped: what is there is not fetched again.", list, List.of())
                        .as("download, resumed").making(races.resolve("replays"), races.resolve("tracks"))
                        .exhibiting(there));
    }

    private DemoStep download(String title, String lookAt, Path list, List<Object> more) {
        List<Object> words = new ArrayList<>(List.of("download", "--base-url", exchange, "--track-ids", list,
                "-r", races.resolve("replays"), "-t", races.resolve("tracks"), "--maps", "site"));
        words.addAll(more);
        return DemoStep.of(title, lookAt, words.toArray()).showing(1, 4);
    }

    private DemoStep racesNames() {
        return DemoStep.of("their names",
                "None is left to change: the download gave them names that the game can load.",
                "fix-names", "-r", races.resolve("replays")).as("fix-names").exhibiting(FileExhibits.counted(
                        absolute(races.resolve("replays")), ".replay.gbx", "replay"));
    }

    private DemoStep cleanup() {
        return DemoStep.of("frames of which no observation can be made", "None: all of them are whole.",
                "cleanup", "metadata", "--data-dir", images, "--apply", "--yes").as("cleanup")
                .exhibiting(FileExhibits.resultOf(new FramesExhibit(absolute(images))));
    }

    private DemoStep train() {
        Path driver = folder.asGiven().resolve(DemoDriver.FOLDER);
        return DemoStep.of("a driver that learns on a straight track, from nothing",
                "It ends when a greedy race takes at most " + GOAL + " s, or when it has had its frames or "
                        + "its time.",
                "train", "--sim", "--map", TRACK, "--rl-config", driver.resolve(DemoDriver.CONFIG),
                "--save-dir", driver.resolve("save"), "--goal", GOAL, "--max-frames",
                practice.frames(), "--max-runtime", practice.time())
                .orEnding(75, TIME_OVER).as("train")
                .showing(0, 2).making(run(driver).resolve("manifest.json"),
                        run(driver).resolve("report.html"))
                .exhibiting(new LearningExhibit(absolute(run(driver))));
    }

    private DemoStep eval() {
        Path driver = folder.asGiven().resolve(DemoDriver.FOLDER);
        Path out = driver.resolve("eval");
        return DemoStep.of("how well it drives",
                "The weights of its best race drive, or the newest. Finished or not, it says so. Look at "
                        + TRACK + ".png.",
                "eval", run(driver), "--best", "--sim", "--map", TRACK, "--film", "--out", out,
                "--overwrite").showing(1, 8).making(out.resolve("statistics.json"),
                        out.resolve(TRACK + ".png"), out.resolve(TRACK + ".gif")).as("eval")
                .exhibiting(evaluation(folder));
    }

    /** What the evaluation at the end leaves. */
    static EvalExhibit evaluation(DemoFolder folder) {
        return new EvalExhibit(folder.path().resolve(DemoDriver.FOLDER).resolve("eval"), TRACK);
    }

    /** The run is called as its configuration says. */
    private static Path run(Path driver) {
        return driver.resolve("save").resolve("demo");
    }

    private DemoStep pretrain() {
        Path output = folder.asGiven().resolve("pretrain");
        return DemoStep.of("an encoder that has seen these frames",
                "The loss falls; one track is learned from, the other only looked at. Few epochs leave a "
                        + "blur.",
                "pretrain", "--data-dir", images, "--output-dir", output, "--run-name", "first",
                "--overwrite", "--epochs", practice.epochs(), "--batch-size", "32", "--image-normalization",
                "rl")
                .showing(9, 3).making(output.resolve("first").resolve("encoder.pt")).as("pretrain")
                .exhibiting(new EncoderExhibit(absolute(output.resolve("first"))));
    }

    private DemoStep initIqn() {
        Path save = folder.asGiven().resolve("save");
        Path online = save.resolve("weights1.torch");
        Path target = save.resolve("weights2.torch");
        return DemoStep.of("a network for a driver that starts with this encoder",
                "Two equal files: the image head is the encoder, the rest is drawn. The driver below "
                        + "starts without them.",
                "init-iqn", "--encoder-pt", folder.asGiven().resolve("pretrain").resolve("first")
                .resolve("encoder.pt"), "--save-dir", save, "--overwrite").making(online, target)
                .as("init-iqn").exhibiting(new NetworkExhibit(absolute(online), absolute(target),
                        line.apply(startingFrom(save))));
    }

    /** The training that begins with these weights: it takes the sizes of the same configuration. */
    static List<String> startingFrom(Path save) {
        return List.of("train", "--sim", "--map", TRACK, "--collectors", "2", "--save-dir", save.toString());
    }

    private DemoStep racesNoRespawn() {
        Path list = races.resolve("track_ids_no_respawn.txt");
        return DemoStep.of("races of simulated drivers, none of which respawned",
                "The same filter as before: none of these tracks has to go.",
                "filter", "no-respawn", "-i", races.resolve("track_ids.txt"), "-o", list, "-r",
                races.resolve("replays"), "--only-with-replays").making(list).as("filter")
                .exhibiting(FileExhibits.kept(absolute(races.resolve("track_ids.txt")), absolute(list)));
    }

    private DemoStep capture() {
        return DemoStep.of("frames of these races, from two simulated games",
                "Each race is driven again by its script: same finish to the millisecond, or it is refused.",
                "capture", "--sim", "--workers", "2", "--running-speed", "50", "--max-replays-per-track", "2",
                "-r", races.resolve("replays"), "-t", races.resolve("tracks"), "--track-ids",
                races.resolve("track_ids_no_respawn.txt"), "--vcp-dir", races.resolve("vcp"), "-o", images)
                .showing(8, 2).making(images).as("capture").exhibiting(new FramesExhibit(absolute(images)));
    }

    private DemoStep extractMaps() {
        return DemoStep.of("challenges out of replays",
                "Every replay holds its map file: the one that was missing is written, the others are there.",
                "extract-map", replays, "-o", tracks)
                .ending(3, TWO_BROKEN)
                .making(SyntheticDownload.challenge(maps, SyntheticDownload.ODD_NAMES))
                .exhibiting(FileExhibits.counted(absolute(tracks), ".Challenge.Gbx", "challenge"));
    }

    private DemoStep noRespawn() {
        Path list = maps.resolve("track_ids_no_respawn.txt");
        return DemoStep.of("tracks with replays, none of which respawns",
                "Three tracks go; a cut file and a web page saved as a replay are named, not trusted.",
                "filter", "no-respawn", "-i", maps.resolve("track_ids.txt"), "-o", list, "-r", replays,
                "--only-with-replays")
                .ending(3, TWO_BROKEN).making(list)
                .exhibiting(FileExhibits.kept(absolute(maps.resolve("track_ids.txt")), absolute(list)));
    }

    private DemoStep mapType() {
        Path list = maps.resolve("track_ids_standard.txt");
        return DemoStep.of("races with a short intro",
                "The Stunts challenge and the one with an intro of 20 s go.",
                "filter", "maptype", "-i", maps.resolve("track_ids_no_respawn.txt"), "-o", list, "-t", tracks,
                "--max-preview-duration", "15").making(list).exhibiting(FileExhibits.kept(
                        absolute(maps.resolve("track_ids_no_respawn.txt")), absolute(list)));
    }

    private DemoStep fixNames(String title, String lookAt, Object... more) {
        List<Object> words = new ArrayList<>(List.of("fix-names", "-r", replays));
        words.addAll(List.of(more));
        return DemoStep.of(title, lookAt, words.toArray());
    }

    private DemoStep stripIntro() {
        Path whole = SyntheticDownload.challenge(maps, SyntheticDownload.LONG_INTRO);
        Path shorter = maps.resolve("no-intro").resolve(SyntheticDownload.LONG_INTRO + ".Challenge.Gbx");
        return DemoStep.of("a challenge without its intro", "The map's UID stays, so its replays still fit.",
                "strip-intro", whole, "-o", shorter, "--force").making(shorter)
                .exhibiting(FileExhibits.shorter(absolute(whole), absolute(shorter)));
    }

    /** Where a path lies that the user would type. */
    private Path absolute(Path typed) {
        return folder.path().resolve(folder.asGiven().relativize(typed));
    }

    /** The path as the user would type it. */
    private Path replay(String track, int rank) throws IOException {
        Path found = SyntheticDownload.replay(folder.path().resolve("maps"), track, rank);
        return folder.asGiven().resolve(folder.path().relativize(found));
    }
}
