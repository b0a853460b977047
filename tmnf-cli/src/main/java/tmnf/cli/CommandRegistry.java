package tmnf.cli;

import java.util.List;

import tmnf.cli.capture.CaptureCommand;
import tmnf.cli.capture.ValidateCommand;
import tmnf.cli.challenge.StripIntroCommand;
import tmnf.cli.config.ConfigCommand;
import tmnf.cli.convert.ExtractMapCommand;
import tmnf.cli.convert.ScriptCommand;
import tmnf.cli.convert.VcpCommand;
import tmnf.cli.dataset.BackfillActionsCommand;
import tmnf.cli.dataset.CleanupCommand;
import tmnf.cli.demo.DemoCommand;
import tmnf.cli.doctor.DoctorCommand;
import tmnf.cli.download.DownloadCommand;
import tmnf.cli.filter.FilterCommand;
import tmnf.cli.filter.FixNamesCommand;
import tmnf.cli.info.CompletionCommand;
import tmnf.cli.info.HelpCommand;
import tmnf.cli.info.VersionCommand;
import tmnf.cli.inspect.InspectCommand;
import tmnf.cli.iqn.InitIqnCommand;
import tmnf.cli.learn.PretrainCommand;
import tmnf.cli.pipeline.PipelineCommand;
import tmnf.cli.session.RecordSessionCommand;
import tmnf.cli.sim.SimCommand;
import tmnf.cli.train.EvalCommand;
import tmnf.cli.train.CompareCommand;
import tmnf.cli.train.TrainCommand;

/**
 * The commands directly under {@code tmnf}, in the order of the help. A class is only named here: its model
 * is built when the command line names it.
 */
final class CommandRegistry {

    /** The tour first, then pipeline steps, then helpers, then what is about the program itself. */
    static final List<Class<?>> COMMANDS = List.of(
            DemoCommand.class,
            DownloadCommand.class,
            FilterCommand.class,
            FixNamesCommand.class,
            CaptureCommand.class,
            ValidateCommand.class,
            CleanupCommand.class,
            BackfillActionsCommand.class,
            PretrainCommand.class,
            InitIqnCommand.class,
            TrainCommand.class,
            EvalCommand.class,
            CompareCommand.class,
            PipelineCommand.class,
            InspectCommand.class,
            ScriptCommand.class,
            ExtractMapCommand.class,
            VcpCommand.class,
            StripIntroCommand.class,
            SimCommand.class,
            RecordSessionCommand.class,
            DoctorCommand.class,
            ConfigCommand.class,
            CompletionCommand.class,
            VersionCommand.class,
            HelpCommand.class);

    private CommandRegistry() {
    }
}
