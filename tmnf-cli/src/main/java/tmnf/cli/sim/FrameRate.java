package tmnf.cli.sim;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import tmnf.tminterface.sim.game.GameSettings;

/** A number above zero, or {@code unlimited}. */
public final class FrameRate implements ITypeConverter<Double> {

    /** The word for no limit. */
    public static final String UNLIMITED = "unlimited";

    @Override
    public Double convert(String value) {
        if (value.equals(UNLIMITED)) {
            return GameSettings.UNLIMITED;
        }
        try {
            double number = Double.parseDouble(value);
            if (number > 0 && Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + value + "' is no number, nor '" + UNLIMITED + "'");
        }
        throw new TypeConversionException("'" + value + "' is not above zero");
    }
}
