package tmnf.cli.convert;

import tmnf.gbx.GbxFile;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxReadOptions;
import tmnf.gbx.model.GbxContent;
import tmnf.gbx.model.Replay;

/** Reads replays of which the bytes are needed too. */
final class Replays {

    private Replays() {
    }

    static GbxFile<Replay> read(String label, byte[] bytes, GbxReadOptions options)
            throws GbxFormatException {
        GbxFile<GbxContent> file = GbxFiles.read(label, bytes, options);
        if (file.content() instanceof Replay replay) {
            return file.withContent(replay);
        }
        throw new GbxFormatException(GbxFormatException.Reason.UNSUPPORTED_CLASS, label,
                "this is a " + file.header().kind().label() + ", not a replay");
    }
}
