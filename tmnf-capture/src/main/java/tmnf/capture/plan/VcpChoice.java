package tmnf.capture.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import tmnf.gbx.line.ReferenceLine;

/**
 * Decides where a track's zone centres come from, while its replays are judged: a file that is there, else
 * the best replay that gives a fit line, or only the first. Confined to the thread that plans.
 */
final class VcpChoice {

    /** How many of the fastest replays are kept until all are known. */
    private static final int KEPT = 4;

    private static final Comparator<Candidate> FASTEST =
            Comparator.comparingInt(candidate -> candidate.drive().ghost().raceTimeMs());

    private record Candidate(Path file, ChallengeChoice challenge, CapturedDrive drive) {
    }

    private final VcpSettings settings;
    private final Path file;
    private final boolean exists;
    private final List<Candidate> candidates = new ArrayList<>();
    /** Hash of the file that is there and fit; empty until {@link #plan} has read it. */
    private Optional<String> sha256 = Optional.empty();

    VcpChoice(VcpSettings settings, String trackId) {
        this.settings = settings;
        this.file = settings.file(trackId);
        this.exists = Files.exists(file);
    }

    /** A replay that can be captured, in the order of work. */
    void offer(PlannedReplay replay, CapturedDrive drive) {
        Candidate candidate = new Candidate(
                replay.file(), replay.work().orElseThrow().challenge(), drive);
        boolean best = settings.autoGenerate() && settings.source() == VcpSettings.Source.BEST;
        if ((exists || !best) && !candidates.isEmpty()) {
            return;
        }
        candidates.add(candidate);
        candidates.sort(FASTEST); // stable: of equal times the first by name
        if (candidates.size() > KEPT) {
            candidates.remove(KEPT);
        }
    }

    VcpPlan plan() {
        if (exists) {
            return existing();
        }
        if (!settings.autoGenerate()) {
            return none("no zone centres " + file + ", and none are to be made");
        }
        String why = "";
        for (Candidate candidate : candidates) {
            try {
                ReferenceLine line = VcpLines.make(candidate.drive().ghost(), settings.distanceMetres());
                checkBlocks(line, candidate);
                return new VcpPlan(VcpPlan.Kind.GENERATE, file, Optional.of(candidate.file()), "");
            } catch (IOException e) {
                why = why.isEmpty() ? candidate.file().getFileName() + ": " + text(e) : why;
            }
        }
        return none("no zone centres can be made from the " + (settings.source() == VcpSettings.Source.FIRST
                ? "first replay" : "best replays") + ", " + why);
    }

    /** Whether a capture that refers to these zone centres may differ from what a new one would refer to. */
    boolean mayDiffer(String captured) {
        return exists || settings.autoGenerate() == captured.equals(ExistingCaptures.Found.NO_ZONES);
    }

    /** Whether a capture that refers to these zone centres differs from what a new one would refer to. */
    boolean differs(VcpPlan plan, String captured) {
        boolean has = !captured.equals(ExistingCaptures.Found.NO_ZONES);
        return switch (plan.kind()) {
            case EXISTING -> !sha256.equals(Optional.of(captured));
            case GENERATE -> !has; // a file that was removed is made again
            case NONE -> has;
        };
    }

    private VcpPlan existing() {
        try {
            ZoneCentres centres = ZoneCentres.read(file, settings.distanceMetres());
            if (!candidates.isEmpty()) {
                checkBlocks(centres.line(), candidates.get(0));
            }
            sha256 = Optional.of(centres.sha256());
            return new VcpPlan(VcpPlan.Kind.EXISTING, file, Optional.empty(), "");
        } catch (IOException e) {
            String problem = text(e);
            return none("the zone centres are not used: " + (problem.startsWith(file.toString())
                    ? problem : file + ": " + problem) + ". Remove the file to have it made anew");
        }
    }

    private static void checkBlocks(ReferenceLine line, Candidate candidate) throws IOException {
        CapturedDrive drive = candidate.drive();
        VcpLines.checkBlocks(line,
                VcpLines.challenge(candidate.challenge(), candidate.file(), drive.replay()),
                drive.ghost().checkpoints().size());
    }

    private VcpPlan none(String why) {
        return new VcpPlan(VcpPlan.Kind.NONE, file, Optional.empty(), why);
    }

    private static String text(IOException e) {
        return Objects.requireNonNullElse(e.getMessage(), e.toString());
    }
}
