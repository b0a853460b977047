package tmnf.cli.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

import tmnf.cli.CliTestBase;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.TmnfCommand;

/** What a batch does with failures of its items. */
class ReplayBatchTest extends CliTestBase {

    private static final List<String> TRIED = new ArrayList<>();

    @Command(name = "batch", header = "Fails.", footer = "Examples:")
    static final class BatchCommand extends TmnfCommand {
        @Override
        protected CommandResult run(CommandContext context) throws IOException {
            ReplayBatch batch = new ReplayBatch(context);
            batch.each("Trying", List.of("damaged", "full", "later"), Path::of, item -> {
                TRIED.add(item);
                throw new IOException(item.equals("full") ? "No space left on device" : "it is cut");
            });
            return batch.finish(3);
        }
    }

    @Test
    void aFullDiskEndsTheBatchWhereADamagedFileDoesNot() {
        commands = List.of(BatchCommand.class);
        TRIED.clear();

        CliRun run = tmnf("batch");

        assertThat(run.code()).isEqualTo(1);
        assertThat(TRIED).containsExactly("damaged", "full");
        assertThat(run.err()).contains("warning: damaged: it is cut", "tmnf: error: the disk is full");
    }
}
