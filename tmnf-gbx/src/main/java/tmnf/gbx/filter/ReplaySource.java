package tmnf.gbx.filter;

import java.io.IOException;
import java.nio.file.Path;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxReadOptions;
import tmnf.gbx.model.Replay;

/** Where a filter gets replays from. Called from several threads. */
@FunctionalInterface
public interface ReplaySource {

    /** Game files, read as far as the inputs of their ghosts. */
    ReplaySource FILES = file -> GbxFiles.readReplay(file, GbxReadOptions.INPUTS).content();

    Replay read(Path file) throws IOException;
}
