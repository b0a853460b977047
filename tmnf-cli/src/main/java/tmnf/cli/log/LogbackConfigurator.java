package tmnf.cli.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusListener;
import org.slf4j.ILoggerFactory;

import tmnf.cli.run.CommonSettings;
import tmnf.cli.run.Journal;

/**
 * Configures Logback from {@link LogSetup}; found by Logback as a service. A configuration file would cost
 * the XML parser at every start, and its level could not follow the command line.
 */
public final class LogbackConfigurator extends ContextAwareBase implements Configurator {

    /** Warns of every machine without a GPU, twice; what it means for us, the engine says itself. */
    private static final String GPU_COUNTER = "ai.djl.util.cuda.CudaUtils";

    /** For the service loader. */
    public LogbackConfigurator() {
        // nothing to prepare
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        apply(context, LogSetup.begin());
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    static void reconfigure(ILoggerFactory factory) {
        if (factory instanceof LoggerContext context) {
            context.reset();
            apply(context, LogSetup.begin());
        }
    }

    private static void apply(LoggerContext context, LogSetup.Plan plan) {
        LineLayout layout = new LineLayout(plan.format());
        Level level = Level.toLevel(plan.level().name());
        Level fileLevel = level.isGreaterOrEqual(Level.DEBUG) ? Level.DEBUG : level;
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(plan.file() == null ? level : fileLevel);
        if (level.isGreaterOrEqual(Level.WARN)) {
            context.getLogger(GPU_COUNTER).setLevel(Level.ERROR);
        }
        context.getLogger(Journal.TOLD).setLevel(Level.INFO);
        context.getLogger(Journal.UNTOLD).setLevel(Level.INFO);

        start(stderr(plan, layout, level), "stderr", context);
        if (plan.file() != null) {
            context.getStatusManager().add(new FirstFailure(plan));
            start(file(context, plan, layout), "file", context);
        }
    }

    private static void start(Appender<ILoggingEvent> appender, String name, LoggerContext context) {
        appender.setName(name);
        appender.setContext(context);
        appender.start();
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }

    private static Appender<ILoggingEvent> stderr(LogSetup.Plan plan, LineLayout layout, Level level) {
        return new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                if (isWanted(event)) {
                    layout.lines(event).forEach(plan.stderr());
                }
            }

            private boolean isWanted(ILoggingEvent event) {
                String logger = event.getLoggerName();
                if (logger.equals(Journal.TOLD)) {
                    // As plain text it stands on stderr already.
                    return plan.format() == CommonSettings.LogFormat.JSON;
                }
                return !logger.equals(Journal.UNTOLD) && event.getLevel().isGreaterOrEqual(level);
            }
        };
    }

    private static Appender<ILoggingEvent> file(LoggerContext context, LogSetup.Plan plan,
            LineLayout layout) {
        FileAppender<ILoggingEvent> file = new FileAppender<>();
        file.setFile(plan.file().toString());
        file.setAppend(true);
        LineEncoder encoder = new LineEncoder(layout);
        encoder.setContext(context);
        encoder.start();
        file.setEncoder(encoder);
        return file;
    }

    /** Says once that the log file does not get what it should, for Logback itself keeps silent. */
    private static final class FirstFailure implements StatusListener {
        private final LogSetup.Plan plan;
        private final AtomicBoolean told = new AtomicBoolean();

        FirstFailure(LogSetup.Plan plan) {
            this.plan = plan;
        }

        @Override
        public void addStatusEvent(Status status) {
            if (status.getEffectiveLevel() >= Status.WARN && status.getThrowable() instanceof IOException e
                    && told.compareAndSet(false, true)) {
                plan.stderr().accept("tmnf: warning: the log file " + plan.file()
                        + " is not complete: " + e.getMessage());
            }
        }
    }

    /** The lines of an event as bytes. */
    private static final class LineEncoder extends EncoderBase<ILoggingEvent> {
        private final LineLayout layout;

        LineEncoder(LineLayout layout) {
            this.layout = layout;
        }

        @Override
        public byte[] headerBytes() {
            return new byte[0];
        }

        @Override
        public byte[] encode(ILoggingEvent event) {
            return (String.join("\n", layout.lines(event)) + "\n").getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] footerBytes() {
            return new byte[0];
        }
    }
}
