package tmnf.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import tmnf.gbx.GbxFiles;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.Replay;
import tmnf.pretrain.run.ReportPage;

/** Downloaded replays as a leaderboard: drivers and race times as the files themselves have them. */
final class LeaderboardExhibit implements Exhibit {

    private static final String ENDING = ".replay.gbx";
    private static final double MS = 1e3;
    private static final int WIDTH = 480;
    private static final int ROW = 26;
    private static final int NAMES = 90;
    private static final int TIMES = 110;
    private static final int BAR = 14;

    private final Path maps;
    private final Path served;

    /**
     * Of a folder of replays and challenges.
     *
     * @param served the folder that they come from
     */
    LeaderboardExhibit(Path maps, Path served) {
        this.maps = maps;
        this.served = served;
    }

    @Override
    public String result() throws IOException {
        int wanted = FileExhibits.files(served.resolve("replays"), ENDING).size();
        return there("replays", ENDING) + " of " + FileExhibits.count(wanted, "replay") + " and "
                + FileExhibits.count(there("tracks", ".Challenge.Gbx"), "challenge") + " are there";
    }

    /** None where a download stopped before it made the folder. */
    private int there(String folder, String ending) throws IOException {
        Path place = maps.resolve(folder);
        return Files.isDirectory(place) ? FileExhibits.files(place, ending).size() : 0;
    }

    @Override
    public void show(ReportPage page) throws IOException {
        Map<String, List<Ghost>> tracks = new TreeMap<>();
        Map<String, String> names = new TreeMap<>();
        for (Path file : FileExhibits.files(maps.resolve("replays"), ENDING)) {
            Replay replay = GbxFiles.readReplay(file).content();
            String id = file.getParent().getFileName().toString();
            replay.challenge().ifPresent(challenge -> names.put(id, challenge.name()));
            replay.bestGhost().ifPresent(ghost -> tracks.computeIfAbsent(id, track -> new ArrayList<>())
                    .add(ghost));
        }
        tracks.forEach((id, ghosts) -> {
            ghosts.sort(Comparator.comparingInt(Ghost::raceTimeMs));
            page.text("Track " + id + ", " + names.getOrDefault(id, "without a challenge"));
            page.element(bars("The leaderboard of track " + id, ghosts));
        });
    }

    private static String bars(String about, List<Ghost> ghosts) {
        StringBuilder svg = new StringBuilder(String.format(Locale.ROOT, "<svg xmlns=\""
                + "http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
                + "role=\"img\" aria-label=\"%s\">\n", WIDTH, ROW * ghosts.size(), WIDTH,
                ROW * ghosts.size(), ReportPage.escaped(about)));
        int best = ghosts.get(0).raceTimeMs();
        int slowest = ghosts.get(ghosts.size() - 1).raceTimeMs();
        for (int i = 0; i < ghosts.size(); i++) {
            int time = ghosts.get(i).raceTimeMs();
            double length = (double) (WIDTH - NAMES - TIMES) * time / slowest;
            int top = ROW * i + (ROW - BAR) / 2;
            svg.append(String.format(Locale.ROOT, "<text x=\"0\" y=\"%d\">%d  %s</text>\n<line class=\"bar "
                    + "%s\" x1=\"%d\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>\n<text x=\"%.1f\" y=\"%d\">%.2f s%s"
                    + "</text>\n", top + BAR - 2, i + 1, ReportPage.escaped(ghosts.get(i).nickname()),
                    i == 0 ? "c" : "a", NAMES, top + BAR / 2, NAMES + length, top + BAR / 2,
                    NAMES + length + 10, top + BAR - 2, time / MS, i == 0 ? "" : String.format(Locale.ROOT,
                            "  +%.2f", (time - best) / MS)));
        }
        return svg.append("</svg>\n").toString();
    }
}
