package tmnf.capture.plan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import tmnf.gbx.filter.ChallengeFiles;
import tmnf.gbx.filter.FileNames;

/** The plan for one replay, wherever its file lies. */
public final class SingleReplay {

    private SingleReplay() {
    }

    /**
     * Says whether and how a replay can be captured, as {@link CapturePlanner} does for those of a folder.
     *
     * @param file the replay
     * @param trackId under which it is captured, and its challenge is looked for in the folder of challenges
     * @throws IOException if the folder of challenges or the dataset cannot be read; a bad replay is a
     *     refusal
     */
    public static PlannedReplay plan(Path file, String trackId, CaptureSettings settings,
            ExistingCaptures existing) throws IOException {
        Objects.requireNonNull(trackId, "trackId");
        TrackChallenge challenge =
                new TrackChallenge(ChallengeFiles.list(settings.places().tracksDir()), trackId);
        return new ReplayJudge(settings, existing).judge(trackId, file, folderName(file), List.of(),
                challenge)
                .planned();
    }

    /** Name of the replay's folder in a dataset: the file name without the last ending, if it has one. */
    public static String folderName(Path file) {
        String name = FileNames.text(file);
        return name.indexOf('.') <= 0 ? name : CapturePlanner.folderName(file);
    }
}
