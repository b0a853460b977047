package tmnf.capture.plan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxReadOptions;
import tmnf.gbx.line.LineOptions;
import tmnf.gbx.line.NpyFiles;
import tmnf.gbx.line.ReferenceLine;
import tmnf.gbx.line.ReferenceLines;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.Replay;

/** Reads and makes lines, and refuses those that are not fit, with the reason. Stateless. */
final class VcpLines {

    private VcpLines() {
    }

    /** Something that cannot be used as zone centres; the message says why, without the file. */
    static final class UnfitLineException extends IOException {

        private static final long serialVersionUID = 1L;

        UnfitLineException(String message) {
            super(message);
        }
    }

    /** The line of a file, if its spacing is right. */
    static ReferenceLine read(Path file, double distance) throws IOException {
        ReferenceLine line = NpyFiles.read(file);
        refuse(VcpCheck.spacing(line, distance));
        return line;
    }

    /** The line of a ghost as the file has it: rounded. */
    static ReferenceLine make(Ghost ghost, double distance) throws IOException {
        ReferenceLine line =
                ReferenceLines.of(ghost, LineOptions.DEFAULT.withSpacingMetres(distance)).rounded();
        refuse(VcpCheck.spacing(line, distance));
        return line;
    }

    /** Holds a line against the blocks of its challenge, if that can be read. */
    static void checkBlocks(ReferenceLine line, Optional<Challenge> challenge, int checkpointTimes)
            throws UnfitLineException {
        if (challenge.isPresent()) {
            refuse(VcpCheck.blocks(line, challenge.get(), checkpointTimes));
        }
    }

    /** The challenge that was chosen; empty when its blocks cannot be read. */
    static Optional<Challenge> challenge(ChallengeChoice choice, Path replayFile, Replay replay) {
        try {
            if (choice.file().isPresent()) {
                return Optional.of(GbxFiles.readChallenge(choice.file().get()).content());
            }
            Object content = GbxFiles.read(replayFile + " (challenge)", replay.challengeBytes(),
                    GbxReadOptions.FULL).content();
            return content instanceof Challenge challenge ? Optional.of(challenge) : Optional.empty();
        } catch (IOException e) {
            // It was chosen by its header; that its body is damaged is for the game to say.
            return Optional.empty();
        }
    }

    private static void refuse(Optional<String> problem) throws UnfitLineException {
        if (problem.isPresent()) {
            throw new UnfitLineException(problem.get());
        }
    }
}
