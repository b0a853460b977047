package tmnf.cli.download;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import tmnf.cli.command.CommandContext;
final class ListFile {
    static List<Long> read(Path f, boolean lenient, CommandContext c) throws IOException { return List.of(); }
}
