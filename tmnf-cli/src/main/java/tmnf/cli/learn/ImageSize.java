package tmnf.cli.learn;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Size of the frames that an encoder gets, in pixels.
 *
 * @param width of a row
 * @param height of a column
 */
record ImageSize(int width, int height) {

    /** The smallest side that the encoder's layers leave anything of. */
    static final int LEAST = 34;
    static final int MOST = 4096;

    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})(?:[xX]([0-9]{1,6}))?");

    /** Whether an encoder can have it. */
    boolean fits() {
        return Math.min(width, height) >= LEAST && Math.max(width, height) <= MOST;
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }

    /** Reads {@code 160x120}, or {@code 64} for a square. */
    static final class Converter implements ITypeConverter<ImageSize> {
        @Override
        public ImageSize convert(String value) {
            Matcher form = FORM.matcher(value.strip());
            if (!form.matches()) {
                throw new TypeConversionException("'" + value + "' is no size such as 64 or 160x120");
            }
            int width = Integer.parseInt(form.group(1));
            ImageSize size = new ImageSize(width,
                    form.group(2) == null ? width : Integer.parseInt(form.group(2)));
            if (!size.fits()) {
                throw new TypeConversionException("sides must be from " + LEAST + " to " + MOST
                        + " pixels, not " + value);
            }
            return size;
        }
    }
}
