package tmnf.cli.command;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 15}, {@code 15.0}, {@code 1m30s} or {@code 500ms}; a plain number means seconds. */
public final class Seconds implements ITypeConverter<Duration> {

    private static final Pattern PLAIN = Pattern.compile("[0-9]{1,9}(?:\\.[0-9]{0,9})?|\\.[0-9]{1,9}");
    private static final Pattern PART = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ms|s|m|h)");

    @Override
    public Duration convert(String value) {
        if (PLAIN.matcher(value).matches()) {
            return millis(value, 1000);
        }
        Duration sum = Duration.ZERO;
        int end = 0;
        Matcher part = PART.matcher(value);
        while (part.find() && part.start() == end) {
            end = part.end();
            sum = sum.plus(millis(part.group(1), switch (part.group(2)) {
                case "ms" -> 1;
                case "s" -> 1000;
                case "m" -> 60_000;
                default -> 3_600_000;
            }));
        }
        if (value.isEmpty() || end != value.length()) {
            throw new TypeConversionException("'" + value
                    + "' is no duration such as 15, 15.0, 1m30s or 500ms");
        }
        return sum;
    }

    private static Duration millis(String number, int unit) {
        return Duration.ofMillis(new BigDecimal(number).multiply(BigDecimal.valueOf(unit))
                .setScale(0, RoundingMode.HALF_UP).longValueExact());
    }
}
