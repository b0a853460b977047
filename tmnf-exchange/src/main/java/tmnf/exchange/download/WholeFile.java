package tmnf.exchange.download;

import java.io.IOException;
import java.nio.file.Path;
import tmnf.gbx.GbxHeaderFacts;
import tmnf.gbx.GbxHeaderFacts.Kind;

/** A file of which nothing was written down, found whole on disk: what its header says, and its hash. */
record WholeFile(GbxHeaderFacts facts, FileHash hash) {

    /** In the place of one that is not whole. */
    static final WholeFile NONE = new WholeFile(GbxHeaderFacts.NONE, new FileHash(-1, "", false));

    /**
     * Checks it; unpacks it where that is asked for, or where the file looks as after a power cut.
     *
     * @throws tmnf.gbx.GbxFormatException when it is not whole
     */
    static WholeFile check(Path file, Kind kind, boolean fully) throws IOException {
        GbxHeaderFacts facts = GameFileCheck.check(file, kind);
        FileHash hash = FileHash.of(file);
        if (fully || hash.hasHole()) {
            GameFileCheck.checkFully(file, kind);
        }
        return new WholeFile(facts, hash);
    }
}
