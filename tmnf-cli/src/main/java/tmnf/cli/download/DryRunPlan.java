package tmnf.cli.download;
import java.util.*;
import tmnf.cli.command.*;
import tmnf.exchange.download.*;
final class DryRunPlan {
    DryRunPlan(CommandContext c, ExchangeSession s, DownloadConfig d, Targets t) {}
    CommandResult run(List<Long> ids, Map<String,Object> json) { return CommandResult.ok(); }
}
