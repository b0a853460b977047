package tmnf.cli.learn;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers with a range, so that a mistake is told together with the place it stands in. */
final class Ranges {

    private Ranges() {
    }

    private static int whole(String value, int least, int most) {
        int number;
        try {
            number = Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + value + "' is no whole number");
        }
        if (number < least || number > most) {
            throw new TypeConversionException(most == Integer.MAX_VALUE
                    ? "must be at least " + least + ", not " + value
                    : "must be from " + least + " to " + most + ", not " + value);
        }
        return number;
    }

    private static double number(String value) {
        double number;
        try {
            number = Double.parseDouble(value.strip());
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + value + "' is no number");
        }
        if (!Double.isFinite(number)) {
            throw new TypeConversionException("must be finite, not " + value);
        }
        return number;
    }

    /** 1 and more. */
    static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return whole(value, 1, Integer.MAX_VALUE);
        }
    }

    /** Threads: 0 and more, as many as a process can have at most. */
    static final class Threads implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return whole(value, 0, 256);
        }
    }

    /** Batches that are held ready. */
    static final class Ahead implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return whole(value, 1, 1024);
        }
    }

    /** 2 and more, as wide as a layer can sensibly be. */
    static final class Several implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return whole(value, 2, 1 << 16);
        }
    }

    /** 0 and more, or -1 for all. */
    static final class CountOrAll implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return whole(value, -1, Integer.MAX_VALUE);
        }
    }

    /** Frames of a stack. */
    static final class Stack implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return whole(value, 1, 32);
        }
    }

    /** Above 0. */
    static final class Positive implements ITypeConverter<Double> {
        @Override
        public Double convert(String value) {
            double number = number(value);
            if (number <= 0) {
                throw new TypeConversionException("must be above 0, not " + value);
            }
            return number;
        }
    }

    /** 0 and more. */
    static final class NotNegative implements ITypeConverter<Double> {
        @Override
        public Double convert(String value) {
            double number = number(value);
            if (number < 0) {
                throw new TypeConversionException("must be at least 0, not " + value);
            }
            return number;
        }
    }

    /** 0 to 1. */
    static final class Share implements ITypeConverter<Double> {
        @Override
        public Double convert(String value) {
            double number = number(value);
            if (number < 0 || number > 1) {
                throw new TypeConversionException("must be from 0 to 1, not " + value);
            }
            return number;
        }
    }

    /** 0 to below 1. */
    static final class Dropped implements ITypeConverter<Double> {
        @Override
        public Double convert(String value) {
            double number = number(value);
            if (number < 0 || number >= 1) {
                throw new TypeConversionException("must be from 0 to below 1, not " + value);
            }
            return number;
        }
    }
}
