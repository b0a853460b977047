package tmnf.cli;

import java.util.Locale;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import tmnf.cli.run.CommonSettings.LogLevel;

/** Reads log levels in any case; {@code WARNING}, Python's word in the old scripts, is {@code warn}. */
final class LogLevelConverter implements ITypeConverter<LogLevel> {

    @Override
    public LogLevel convert(String value) {
        String name = value.toUpperCase(Locale.ROOT);
        try {
            return name.equals("WARNING") ? LogLevel.WARN : LogLevel.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(
                    "expected one of error, warn, info, debug, trace but was '" + value + "'");
        }
    }
}
