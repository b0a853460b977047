package tmnf.cli.demo;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How much data {@code --bulk} writes: {@code 500x20} means 500 tracks of 20 replays each. */
record BulkSize(int tracks, int replaysPerTrack) {

    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,5})[xX]([1-9][0-9]{0,4})");

    long replays() {
        return (long) tracks * replaysPerTrack;
    }

    /** Reads the option. */
    static final class Converter implements ITypeConverter<BulkSize> {
        @Override
        public BulkSize convert(String value) {
            Matcher form = FORM.matcher(value);
            if (!form.matches()) {
                throw new TypeConversionException("'" + value
                        + "' is no number of tracks and of replays a track such as 500x20");
            }
            return new BulkSize(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
        }
    }
}
