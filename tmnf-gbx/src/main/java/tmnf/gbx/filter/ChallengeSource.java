package tmnf.gbx.filter;

import java.io.IOException;
import java.nio.file.Path;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxHeaderFacts;
import tmnf.gbx.model.Challenge;

/** Where a filter gets challenges from. Called from several threads. */
public interface ChallengeSource {

    /** Game files. */
    ChallengeSource FILES = new ChallengeSource() {
        @Override
        public GbxHeaderFacts header(Path file) throws IOException {
            return GbxFiles.readHeader(file);
        }

        @Override
        public Challenge challenge(Path file) throws IOException {
            return GbxFiles.readChallenge(file).content();
        }
    };

    /** What the header says, without the cost of the body. */
    GbxHeaderFacts header(Path file) throws IOException;

    Challenge challenge(Path file) throws IOException;
}
