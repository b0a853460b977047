package tmnf.gbx;

import java.io.IOException;
import java.nio.file.Path;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.GbxContent;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.Replay;

/**
 * The entrance: reads game files. Bad content throws {@link GbxFormatException}, trouble of the file system other
 * {@link IOException}s. Safe for use from several threads.
 */
public final class GbxFiles {

    private GbxFiles() {}

    /** Reads a replay, challenge, ghost or clip completely. */
    public static GbxFile<GbxContent> read(Path file) throws IOException {
        return read(file, GbxReadOptions.FULL);
    }

    public static GbxFile<GbxContent> read(Path file, GbxReadOptions options) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Reads a whole file that is already in memory; {@code label} names it in messages. */
    public static GbxFile<GbxContent> read(String label, byte[] bytes, GbxReadOptions options)
            throws GbxFormatException {
        throw new UnsupportedOperationException();
    }

    public static GbxFile<Replay> readReplay(Path file) throws IOException {
        return readReplay(file, GbxReadOptions.FULL);
    }

    public static GbxFile<Replay> readReplay(Path file, GbxReadOptions options) throws IOException {
        throw new UnsupportedOperationException();
    }

    public static GbxFile<Challenge> readChallenge(Path file) throws IOException {
        throw new UnsupportedOperationException();
    }

    public static GbxFile<Ghost> readGhost(Path file) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Reads the header only; the body is not touched, nor even read from disk. */
    public static GbxHeaderFacts readHeader(Path file) throws IOException {
        throw new UnsupportedOperationException();
    }
}
