package tmnf.exchange.download;

import java.io.IOException;
import java.nio.file.Path;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxFormatException.Reason;
import tmnf.gbx.GbxHeaderFacts;
import tmnf.gbx.GbxHeaderFacts.Kind;
import tmnf.gbx.GbxReadOptions;

/**
 * Tells a whole game file from web pages, cut files and files of another kind, by its first kilobytes and its
 * length.
 */
final class GameFileCheck {

    private GameFileCheck() {}

    /**
     * Checks a file in memory.
     *
     * @param head its first bytes; all of a small file
     * @param headLength how many of them count
     * @param fileLength the length of the whole file
     * @return what its header says
     * @throws GbxFormatException when it is no such file, or cut
     */
    static GbxHeaderFacts check(String label, byte[] head, int headLength, long fileLength, Kind kind)
            throws GbxFormatException {
        GbxHeaderFacts facts = GbxFiles.readWholeHeader(label, head, headLength, fileLength);
        require(label, facts, kind);
        return facts;
    }

    /** Checks a file on disk the same way. */
    static GbxHeaderFacts check(Path file, Kind kind) throws IOException {
        GbxHeaderFacts facts = GbxFiles.readWholeHeader(file);
        require(file.toString(), facts, kind);
        return facts;
    }

    /** Unpacks and reads all of a file on disk. */
    static GbxHeaderFacts checkFully(Path file, Kind kind) throws IOException {
        GbxHeaderFacts facts = check(file, kind);
        GbxFiles.read(file, GbxReadOptions.CHECKED);
        return facts;
    }

    private static void require(String label, GbxHeaderFacts facts, Kind kind) throws GbxFormatException {
        if (facts.kind() != kind) {
            throw new GbxFormatException(Reason.UNSUPPORTED_CLASS, label,
                    "this is a " + facts.kind().label() + ", not a " + kind.label());
        }
    }
}
