package tmnf.cli.learn;

import tmnf.cli.command.CliException;
import tmnf.cli.command.ExitStatus;
import tmnf.pretrain.data.FrameCacheException;

/** How a command ends that cannot have decoded frames. */
final class CacheRefusal {

    private CacheRefusal() {
    }

    static CliException of(FrameCacheException refusal) {
        ExitStatus status = switch (refusal.reason()) {
            case NOTHING_READABLE -> ExitStatus.NO_INPUT;
            case BUSY -> ExitStatus.BUSY;
            case MISSING, BROKEN, NO_SPACE, NO_MEMORY, NOT_READ -> ExitStatus.FAILURE;
        };
        return new CliException(status, refusal.reason().name(), refusal.getMessage(), "", "", refusal);
    }
}
