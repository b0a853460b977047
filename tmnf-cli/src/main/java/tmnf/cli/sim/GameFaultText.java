package tmnf.cli.sim;

import java.util.List;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import tmnf.tminterface.sim.game.FaultPlan;

/** Takes a fault of a game as it is written, if it can be understood. */
public final class GameFaultText implements ITypeConverter<String> {

    @Override
    public String convert(String value) {
        try {
            FaultPlan.parse(List.of(value), 0);
            return value;
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
