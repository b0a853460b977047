package tmnf.gbx.synthetic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import tmnf.gbx.file.AtomicFile;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.MapType;
import tmnf.gbx.synthetic.SyntheticReplays.Driver;
import tmnf.gbx.synthetic.SyntheticReplays.Options;

/**
 * A made-up folder as a download leaves it, with what real downloads are full of: a respawn, a Stunts map, a
 * long intro, a cut file, a web page in the place of a replay, names that the game cannot load, tracks
 * without replays.
 *
 * <pre>
 *   track_ids.txt
 *   replays/&lt;track id&gt;/pos&lt;rank&gt;_&lt;name&gt;_&lt;time&gt;ms.replay.gbx
 *   tracks/&lt;track id&gt;.Challenge.Gbx
 * </pre>
 *
 * The same seed gives the same files. Files below the names used here are replaced, others are not touched.
 */
public final class SyntheticDownload {

    /** Track on which nothing is wrong. */
    public static final String CLEAN = "900001";
    /** Track with a respawning replay: the second. */
    public static final String RESPAWNING = "900002";
    /** Track whose challenge is no race. */
    public static final String STUNTS = "900003";
    /** Track whose intro lasts 20 s. */
    public static final String LONG_INTRO = "900004";
    /** Track whose second replay was cut while it was downloaded. */
    public static final String CUT_REPLAY = "900005";
    /** Track whose first replay is a web page. */
    public static final String WEB_PAGE = "900006";
    /** Track with file names that the game cannot load; its challenge is missing. */
    public static final String ODD_NAMES = "900007";
    /** Track without a replay folder. */
    public static final String NO_REPLAYS = "900008";
    /** Track with an empty replay folder. */
    public static final String EMPTY_FOLDER = "900009";
    /** Track on which nothing is wrong either. */
    public static final String ALSO_CLEAN = "900010";

    /** What may be wrong with a track. */
    private enum Fault { NONE, RESPAWN, CUT, WEB_PAGE, NAMES, NO_FOLDER, EMPTY_FOLDER }

    private record Track(
            String id, String name, int cells, MapType type, double intro, int replays, Fault fault) {}

    /** In the order of the list, which is not that of the numbers: lists come sorted by popularity. */
    private static final List<Track> TRACKS = List.of(
            new Track(CLEAN, "Sunday Cruise", 24, MapType.RACE, 0, 5, Fault.NONE),
            new Track(RESPAWNING, "Second Try", 26, MapType.RACE, 0, 4, Fault.RESPAWN),
            new Track(ODD_NAMES, "$f80Über$fffholspur", 22, MapType.RACE, 0, 5, Fault.NAMES),
            new Track(STUNTS, "Trick Garden", 18, MapType.STUNTS, 0, 3, Fault.NONE),
            new Track(LONG_INTRO, "Film Night", 25, MapType.RACE, 20, 3, Fault.NONE),
            new Track(CUT_REPLAY, "Bad Connection", 28, MapType.RACE, 0, 4, Fault.CUT),
            new Track(WEB_PAGE, "Please Log In", 20, MapType.RACE, 0, 3, Fault.WEB_PAGE),
            new Track(NO_REPLAYS, "Nobody Was Here", 20, MapType.RACE, 0, 0, Fault.NO_FOLDER),
            new Track(EMPTY_FOLDER, "Empty Garage", 20, MapType.RACE, 0, 0, Fault.EMPTY_FOLDER),
            new Track(ALSO_CLEAN, "Night Shift", 32, MapType.RACE, 4, 5, Fault.NONE));

    private static final List<Driver> DRIVERS = List.of(
            new Driver("anna", "Anna", false), new Driver("bert", "$f00Bert$z", false),
            new Driver("chloe.k", "Chloé $oK", false), new Driver("dmitri", "Дмитрий", false),
            new Driver("eve-7", "$00fE$08fv$0ffe", false));

    /** Names of files on the track with odd names, one for each driver. */
    private static final List<String> ODD_FILE_NAMES =
            List.of("Jürgen Müller", "$f00Bert$z the Great", "Chloé", "Дмитрий", "Eve ★ #1");

    private static final String PAGE = """
            <!DOCTYPE html>
            <html><head><title>Log in</title></head>
            <body><p>Please log in to download replays.</p></body></html>
            """;

    /**
     * What was written.
     *
     * @param complete false when it was stopped before the end
     */
    public record Written(int tracks, int challenges, int replays, boolean complete) {}

    private SyntheticDownload() {}

    /** Writes the folder; {@code stop} is asked between files. The list of tracks comes last. */
    public static Written write(Path maps, long seed, BooleanSupplier stop) throws IOException {
        int challenges = 0;
        int replays = 0;
        for (Track track : TRACKS) {
            SyntheticReplays made = SyntheticReplays.track(
                    track.name(), seed * 7_919 + TRACKS.indexOf(track),
                    new Options(track.cells(), 60, track.type(), track.intro()));
            Path folder = maps.resolve("replays").resolve(track.id());
            if (track.fault() != Fault.NAMES) {
                AtomicFile.write(challenge(maps, track.id()), made.challengeFile());
                challenges++;
            }
            if (track.fault() != Fault.NO_FOLDER) {
                Files.createDirectories(folder);
            }
            for (int rank = 1; rank <= track.replays(); rank++) {
                if (stop.getAsBoolean()) {
                    return new Written(TRACKS.size(), challenges, replays, false);
                }
                replay(track, made, rank, folder);
                replays++;
            }
        }
        AtomicFile.write(maps.resolve("track_ids.txt"),
                String.join("\n", TRACKS.stream().map(Track::id).toList()) + "\n");
        return new Written(TRACKS.size(), challenges, replays, true);
    }

    /** Where the challenge of a track lies. */
    public static Path challenge(Path maps, String trackId) {
        return maps.resolve("tracks").resolve(trackId + ".Challenge.Gbx");
    }

    /** The replay of a track that has this rank, as its folder names it now. */
    public static Path replay(Path maps, String trackId, int rank) throws IOException {
        Path folder = maps.resolve("replays").resolve(trackId);
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "pos" + rank + "_*")) {
            for (Path file : found) {
                return file;
            }
        }
        throw new NoSuchFileException(folder.resolve("pos" + rank + "_*").toString());
    }

    private static void replay(Track track, SyntheticReplays made, int rank, Path folder) throws IOException {
        Driver driver = DRIVERS.get((rank - 1 + TRACKS.indexOf(track)) % DRIVERS.size());
        boolean respawns = track.fault() == Fault.RESPAWN && rank == 2;
        Ghost ghost = made.drive(rank, 40, new Driver(driver.login(), driver.nickname(), respawns));
        byte[] bytes = made.replayFile(ghost);
        if (track.fault() == Fault.CUT && rank == 2) {
            bytes = Arrays.copyOf(bytes, bytes.length * 3 / 5);
        } else if (track.fault() == Fault.WEB_PAGE && rank == 1) {
            bytes = PAGE.getBytes(StandardCharsets.UTF_8);
        }
        String name = track.fault() == Fault.NAMES ? ODD_FILE_NAMES.get(rank - 1) : driver.login();
        String fileName = "pos" + rank + "_" + name + "_" + ghost.raceTimeMs() + "ms.replay.gbx";
        AtomicFile.write(file(folder, fileName), bytes);
    }

    /** Where the system cannot write a name, blanks take the place of letters: still a name to be fixed. */
    private static Path file(Path folder, String name) {
        try {
            return folder.resolve(name);
        } catch (InvalidPathException noSuchLetters) {
            return folder.resolve(name.replaceAll("[^\\x20-\\x7E]", " "));
        }
    }
}
