package tmnf.cli.command;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 64MiB}, {@code 500MB}, {@code 1.5GB} or {@code 20000}; a plain number means bytes. */
public final class ByteSize implements ITypeConverter<Long> {

    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,6})?) ?(b|kb|kib|mb|mib|gb|gib|k|m|g|)");

    @Override
    public Long convert(String value) {
        Matcher form = FORM.matcher(value.toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            throw new TypeConversionException("'" + value + "' is no size such as 64MiB, 500MB or 20000");
        }
        long unit = switch (form.group(2)) {
            case "kb" -> 1_000L;
            case "mb" -> 1_000_000L;
            case "gb" -> 1_000_000_000L;
            case "k", "kib" -> 1L << 10;
            case "m", "mib" -> 1L << 20;
            case "g", "gib" -> 1L << 30;
            default -> 1L;
        };
        BigDecimal bytes = new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(unit));
        if (bytes.compareTo(BigDecimal.ONE) < 0 || bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new TypeConversionException("'" + value + "' is not from 1 byte to 8 EiB");
        }
        return bytes.longValue();
    }
}
