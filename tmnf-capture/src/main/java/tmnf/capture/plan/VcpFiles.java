package tmnf.capture.plan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;

import tmnf.gbx.GbxFile;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxReadOptions;
import tmnf.gbx.file.AtomicFile;
import tmnf.gbx.line.LineOptions;
import tmnf.gbx.line.NpyFiles;
import tmnf.gbx.line.ReferenceLine;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.Replay;

/**
 * Uses and makes the files of zone centres. Thread-safe. Within a program one thread makes a file and the
 * others wait for it; two programs that make it at the same time write the same bytes, each in one piece.
 */
public final class VcpFiles {

    private static final ObjectWriter JSON = new ObjectMapper().writer(
            new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

    private final VcpSettings settings;
    private final String toolVersion;
    /** One lock for each file; as many as there are tracks. */
    private final Map<Path, Object> locks = new ConcurrentHashMap<>();

    /**
     * Files as these settings say.
     *
     * @param toolVersion name and version of the program, for what is kept beside the files
     */
    public VcpFiles(VcpSettings settings, String toolVersion) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.toolVersion = Objects.requireNonNull(toolVersion, "toolVersion");
    }

    /**
     * The zone centres of a track; makes the file first where the plan says so, in one piece, with a JSON
     * file beside it ({@code <file>.json}) that says what it was made from, as {@code tmnf vcp} does.
     *
     * @return empty when the plan has none
     * @throws IOException if the file cannot be made or is no longer fit; the track can be captured without
     */
    public Optional<ZoneCentres> centres(TrackTask track) throws IOException {
        if (track.vcp().isEmpty() || track.vcp().get().kind() == VcpPlan.Kind.NONE) {
            return Optional.empty();
        }
        VcpPlan plan = track.vcp().get();
        synchronized (locks.computeIfAbsent(plan.file(), any -> new Object())) {
            if (plan.source().isPresent() && !Files.exists(plan.file())) {
                make(plan.source().get(), plan.file());
            }
            return Optional.of(ZoneCentres.read(plan.file(), settings.distanceMetres()));
        }
    }

    private void make(Path replayFile, Path file) throws IOException {
        GbxReadOptions depth =
                new GbxReadOptions(GbxReadOptions.FULL.limits(), GbxReadOptions.Samples.NOW, false);
        byte[] bytes = GbxFiles.bytes(replayFile, depth.limits());
        GbxFile<Replay> replay = GbxFiles.readReplay(replayFile.toString(), bytes, depth);
        Ghost ghost = replay.content().bestGhost().orElseThrow(
                () -> new VcpLines.UnfitLineException(replayFile + ": the replay holds no ghost any more"));
        ReferenceLine line = VcpLines.make(ghost, settings.distanceMetres());
        byte[] content = NpyFiles.format(line);
        Map<String, Object> papers = new LinkedHashMap<>();
        papers.put("schema", 1);
        papers.put("line", file.getFileName().toString());
        papers.put("lineSha256", Sha.hex256(content));
        papers.put("points", line.size());
        papers.put("lengthMetres", Math.rint(line.lengthMetres() * 1000) / 1000);
        papers.put("distanceMetres", settings.distanceMetres());
        papers.put("algorithm", LineOptions.DEFAULT.style().label());
        papers.put("mended", false);
        papers.put("replay", replayFile.toString());
        papers.put("replaySha256", Sha.hex256(bytes));
        papers.put("mapUid", replay.header().mapUid());
        papers.put("playerLogin", ghost.login());
        papers.put("raceTimeMs", ghost.raceTimeMs());
        papers.put("tool", toolVersion);
        // Papers first: a line that is there has them.
        AtomicFile.write(file.resolveSibling(file.getFileName() + ".json"),
                (JSON.writeValueAsString(papers) + "\n").getBytes(StandardCharsets.UTF_8));
        AtomicFile.write(file, content);
    }
}
