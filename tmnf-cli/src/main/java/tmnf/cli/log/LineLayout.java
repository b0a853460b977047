package tmnf.cli.log;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;

import tmnf.cli.run.CommonSettings;
import tmnf.cli.run.JsonText;

/** Writes log events as lines: for people, or one JSON object each. */
final class LineLayout {

    private final CommonSettings.LogFormat format;

    LineLayout(CommonSettings.LogFormat format) {
        this.format = format;
    }

    List<String> lines(ILoggingEvent event) {
        return format == CommonSettings.LogFormat.JSON ? List.of(json(event)) : plain(event);
    }

    private static List<String> plain(ILoggingEvent event) {
        List<String> lines = new ArrayList<>();
        lines.add(Instant.ofEpochMilli(event.getTimeStamp()) + " "
                + event.getLevel().toString().toLowerCase(Locale.ROOT) + " "
                + shortName(event.getLoggerName()) + context(event) + ": " + event.getFormattedMessage());
        trace(event).lines().forEach(lines::add);
        return lines;
    }

    private static String json(ILoggingEvent event) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", Instant.ofEpochMilli(event.getTimeStamp()));
        line.put("level", event.getLevel().toString().toLowerCase(Locale.ROOT));
        line.put("logger", event.getLoggerName());
        line.put("thread", event.getThreadName());
        line.put("message", event.getFormattedMessage());
        line.putAll(event.getMDCPropertyMap());
        if (event.getThrowableProxy() != null) {
            line.put("trace", trace(event));
        }
        return JsonText.of(line);
    }

    private static String context(ILoggingEvent event) {
        Map<String, String> context = event.getMDCPropertyMap();
        return context.isEmpty() ? "" : " " + context;
    }

    private static String trace(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        return thrown == null ? "" : ThrowableProxyUtil.asString(thrown);
    }

    private static String shortName(String logger) {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }
}
