package tmnf.cli.sim;

import java.util.List;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import tmnf.exchange.embedded.FaultRules;

/** Takes a fault as it is written, if it can be understood. */
public final class FaultText implements ITypeConverter<String> {

    /**
     * Faults are separated by commas, and so are the options of one: a comma before {@code name=} belongs to
     * the fault.
     */
    public static final String SEPARATOR = ",(?![a-z-]+=)";

    @Override
    public String convert(String value) {
        try {
            FaultRules.parse(List.of(value), 0);
            return value;
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
