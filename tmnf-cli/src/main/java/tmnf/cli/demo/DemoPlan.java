package tmnf.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import tmnf.gbx.synthetic.SyntheticDownload;

/**
 * The commands of the demo in the order of the pipeline, on the files of {@link SyntheticDownload}, of
 * {@link DemoRaces} and of {@link DemoDriver}.
 */
final class DemoPlan {

    private static final String TWO_BROKEN = "two replays are damaged: they were listed, the rest was done";

    /** Where the driver learns. */
    private static final String TRACK = "straight";
    /** Longer than a race there may take: any finish will do. */
    private static final String GOAL = "60";
    private static final String MOST_TIME = "4m";

    private final DemoFolder folder;
    private final long frames;
    private final Path maps;
    private final Path replays;
    private final Path tracks;
    private final Path races;
    private final Path images;

    /**
     * The plan.
     *
     * @param frames after which the driver stops learning
     */
    DemoPlan(DemoFolder folder, long frames) {
        this.folder = folder;
        this.frames = frames;
        this.maps = folder.asGiven().resolve("maps");
        this.replays = maps.resolve("replays");
        this.tracks = maps.resolve("tracks");
        this.races = folder.asGiven().resolve("races");
        this.images = folder.asGiven().resolve("frames");
    }

    List<DemoStep> steps() throws IOException {
        Path best = replay(SyntheticDownload.CLEAN, 1);
        Path scripts = folder.asGiven().resolve("scripts");
        Path pictures = folder.asGiven().resolve("pictures");
        Path vcp = maps.resolve("vcp");
        return List.of(
                DemoStep.of("what is in a replay",
                        "The challenge, the driver, the times, the recorded keys and the recorded positions.",
                        "inspect", best).showing(0, 11),
                extractMaps(),
                noRespawn(),
                mapType(),
                fixNames("names that the game cannot load, as a preview",
                        "Accents go, other unsafe characters become _; nothing is renamed yet.", "--dry-run"),
                fixNames("the same, for real",
                        "The old names are kept in .fix_names.tsv; --undo takes them back.")
                        .making(replays.resolve(".fix_names.tsv")),
                DemoStep.of("one replay as a TMInterface script",
                        "A comment header, then one key event a line.",
                        "script", best).showing(0, 10),
                DemoStep.of("all replays as scripts", "One script a replay, in the folder of its track.",
                        "script", replays, "-o", scripts).showing(0, 3).ending(3, TWO_BROKEN).making(scripts),
                DemoStep.of("reference lines",
                        "One line of zone centres a track, from its fastest replay that can be read.",
                        "vcp", replays, "--vcp-dir", vcp).showing(0, 4).ending(3, TWO_BROKEN).making(vcp),
                stripIntro(),
                DemoStep.of("a drive from above", "The picture: the line is coloured by speed.",
                        "inspect", replay(SyntheticDownload.ALSO_CLEAN, 1), "--trajectory",
                        pictures.resolve("drive.png")).showing(1, 1).making(pictures.resolve("drive.png")),
                DemoStep.of("all drives of a track from above", "The picture: five drivers on one road.",
                        "inspect", replays.resolve(SyntheticDownload.CLEAN), "--trajectory",
                        pictures.resolve("track.png")).showing(1, 1).making(pictures.resolve("track.png")),
                racesNoRespawn(),
                DemoStep.of("their names", "The names of files that the game cannot load.",
                        "fix-names", "-r", races.resolve("replays"))
                        .making(races.resolve("replays").resolve(".fix_names.tsv")),
                capture(),
                DemoStep.of("frames of which no observation can be made", "None: all of them are whole.",
                        "cleanup", "metadata", "--data-dir", images, "--apply", "--yes"),
                pretrain(),
                initIqn(),
                train(),
                eval());
    }

    private DemoStep train() {
        Path driver = folder.asGiven().resolve(DemoDriver.FOLDER);
        return DemoStep.of("a driver that learns on a straight track, from nothing",
                "It ends when a greedy race reaches the finish, or when it has had its frames or its time.",
                "train", "--sim", "--map", TRACK, "--rl-config", driver.resolve(DemoDriver.CONFIG),
                "--save-dir", driver.resolve("save"), "--goal", GOAL, "--max-frames", frames,
                "--max-runtime", MOST_TIME)
                .orEnding(75, "the time was over; typed again, it goes on")
                .showing(0, 2).making(run(driver).resolve("manifest.json"),
                run(driver).resolve("report.html"));
    }

    private DemoStep eval() {
        Path driver = folder.asGiven().resolve(DemoDriver.FOLDER);
        Path out = driver.resolve("eval");
        return DemoStep.of("how well it drives",
                "Finished or not, what it says is true: it learned for a short time. Look at "
                        + TRACK + ".png.",
                "eval", run(driver), "--sim", "--map", TRACK, "--out", out, "--overwrite")
                .showing(0, 8).making(out.resolve("statistics.json"), out.resolve(TRACK + ".png"));
    }

    /** The run is called as its configuration says. */
    private static Path run(Path driver) {
        return driver.resolve("save").resolve("demo");
    }

    private DemoStep pretrain() {
        Path output = folder.asGiven().resolve("pretrain");
        return DemoStep.of("an encoder that has seen these frames",
                "The loss falls; one track is learned from, the other only looked at. Open report.html.",
                "pretrain", "--data-dir", images, "--output-dir", output, "--run-name", "first", "--epochs",
                "4", "--batch-size", "32", "--image-normalization", "rl")
                .showing(9, 3).making(output.resolve("first").resolve("encoder.pt"));
    }

    private DemoStep initIqn() {
        Path save = folder.asGiven().resolve("save");
        return DemoStep.of("the network that the driver starts from, with this encoder",
                "Two equal files, for PyTorch too: the image head is the encoder, the rest is drawn.",
                "init-iqn", "--encoder-pt", folder.asGiven().resolve("pretrain").resolve("first")
                .resolve("encoder.pt"), "--save-dir", save).making(save.resolve("weights1.torch"),
                save.resolve("weights2.torch"));
    }

    private DemoStep racesNoRespawn() {
        Path list = races.resolve("track_ids_no_respawn.txt");
        return DemoStep.of("races of simulated drivers, none of which respawned",
                "Drivers of different skill raced on built-in tracks while the demo began.",
                "filter", "no-respawn", "-i", races.resolve("track_ids.txt"), "-o", list, "-r",
                races.resolve("replays"), "--only-with-replays").making(list);
    }

    private DemoStep capture() {
        return DemoStep.of("frames of these races, from two simulated games",
                "Each race is driven again by its script: same finish to the millisecond, or it is refused.",
                "capture", "--sim", "--workers", "2", "--running-speed", "50", "--max-replays-per-track", "2",
                "-r", races.resolve("replays"), "-t", races.resolve("tracks"), "--track-ids",
                races.resolve("track_ids_no_respawn.txt"), "--vcp-dir", races.resolve("vcp"), "-o", images)
                .showing(8, 2).making(images);
    }

    private DemoStep extractMaps() {
        return DemoStep.of("challenges out of replays",
                "Every replay holds its map file: the one that was missing is written, the others are there.",
                "extract-map", replays, "-o", tracks)
                .ending(3, TWO_BROKEN)
                .making(SyntheticDownload.challenge(maps, SyntheticDownload.ODD_NAMES));
    }

    private DemoStep noRespawn() {
        Path list = maps.resolve("track_ids_no_respawn.txt");
        return DemoStep.of("tracks with replays, none of which respawns",
                "Three tracks go; a cut file and a web page saved as a replay are named, not trusted.",
                "filter", "no-respawn", "-i", maps.resolve("track_ids.txt"), "-o", list, "-r", replays,
                "--only-with-replays")
                .ending(3, TWO_BROKEN).making(list);
    }

    private DemoStep mapType() {
        Path list = maps.resolve("track_ids_standard.txt");
        return DemoStep.of("races with a short intro",
                "The Stunts challenge and the one with an intro of 20 s go.",
                "filter", "maptype", "-i", maps.resolve("track_ids_no_respawn.txt"), "-o", list, "-t", tracks,
                "--max-preview-duration", "15").making(list);
    }

    private DemoStep fixNames(String title, String lookAt, Object... more) {
        List<Object> words = new ArrayList<>(List.of("fix-names", "-r", replays));
        words.addAll(List.of(more));
        return DemoStep.of(title, lookAt, words.toArray());
    }

    private DemoStep stripIntro() {
        Path shorter = maps.resolve("no-intro").resolve(SyntheticDownload.LONG_INTRO + ".Challenge.Gbx");
        return DemoStep.of("a challenge without its intro", "The map's UID stays, so its replays still fit.",
                "strip-intro", SyntheticDownload.challenge(maps, SyntheticDownload.LONG_INTRO), "-o", shorter,
                "--force").making(shorter);
    }

    /** The path as the user would type it. */
    private Path replay(String track, int rank) throws IOException {
        Path found = SyntheticDownload.replay(folder.path().resolve("maps"), track, rank);
        return folder.asGiven().resolve(folder.path().relativize(found));
    }
}
