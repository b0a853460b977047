package tmnf.tminterface.sim.game;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.StringJoiner;

/**
 * Something that goes wrong, and when. Every time that its conditions hold is a chance; it takes the
 * {@code nth} one and those after it, {@code times} at most, each with the probability {@code share}.
 *
 * @param kind what goes wrong
 * @param phase in which phase only; empty for any
 * @param message at which message only; empty for any
 * @param atMs from which race time on only; empty for any time, outside races too
 * @param nth first chance that is taken, from 1 on
 * @param times how often at most
 * @param share probability of each chance, above 0
 * @param time how long a silence lasts, a message is late, a port is taken, a restart takes; empty for ever
 * @param frames how many rendered frames a late frame is late
 * @param name of the wrong challenge; empty for any other one
 */
public record Fault(FaultKind kind, Optional<GamePhase> phase, Optional<FaultMessage> message,
        OptionalInt atMs, int nth, int times, double share, Optional<Duration> time, int frames,
        String name) {

    private static final int USUAL_FRAMES = 10;
    private static final Duration LONGEST = Duration.ofDays(1);

    /** Checks the ranges. */
    public Fault {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(atMs, "atMs");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(name, "name");
        if (nth < 1 || times < 1 || frames < 1 || !(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("nth, times and frames count from 1 on, a share is above 0 and"
                    + " at most 1");
        }
        if (time.isPresent() && (time.get().isNegative() || time.get().compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException("a time is between 0 and a day: " + time.get());
        }
    }

    /** A fault of that kind at the first chance, wherever that is. */
    public static Fault of(FaultKind kind) {
        Optional<Duration> usual = switch (kind) {
            case SLOW -> Optional.of(Duration.ofSeconds(1));
            case CRASH -> Optional.of(Duration.ofSeconds(2));
            case PRESS_ENTER -> Optional.of(Duration.ZERO);
            default -> Optional.empty();
        };
        return new Fault(kind, Optional.empty(), Optional.empty(), OptionalInt.empty(), 1,
                kind.usualTimes(), 1, usual, USUAL_FRAMES, "");
    }

    /**
     * A fault as people write it: {@code KIND} or {@code KIND:OPTION=VALUE,OPTION=VALUE}. Times are
     * {@code 250ms}, {@code 2s}, {@code 1m} or {@code forever}.
     *
     * @throws IllegalArgumentException if it can't be understood; the message says what is wrong
     */
    public static Fault parse(String spec) {
        int colon = spec.indexOf(':');
        String word = colon < 0 ? spec : spec.substring(0, colon);
        Fault fault = of(FaultKind.of(word).orElseThrow(() -> new IllegalArgumentException(
                "there is no fault '" + word + "'; there are " + words())));
        if (colon < 0) {
            return fault;
        }
        for (String option : spec.substring(colon + 1).split(",")) {
            int equals = option.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("'" + option + "' in '" + spec
                        + "' has to be OPTION=VALUE");
            }
            try {
                fault = fault.with(option.substring(0, equals), option.substring(equals + 1));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(e.getMessage() + " (in '" + spec + "')", e);
            }
        }
        return fault;
    }

    private Fault with(String option, String value) {
        boolean general = option.equals("nth") || option.equals("times") || option.equals("p");
        if (!general && !kind.takes(option)) {
            throw new IllegalArgumentException("'" + kind.word() + "' takes no '" + option + "'");
        }
        return switch (option) {
            case "phase" -> with(Optional.of(GamePhase.of(value).orElseThrow(
                    () -> new IllegalArgumentException("there is no phase '" + value + "'"))), message);
            case "message" -> with(phase, Optional.of(FaultMessage.of(value).orElseThrow(
                    () -> new IllegalArgumentException("there is no message '" + value + "'"))));
            case "at" -> new Fault(kind, phase, message, OptionalInt.of(integer(value)), nth, times, share,
                    time, frames, name);
            case "nth" -> with(integer(value), times, share);
            case "times" -> with(nth, integer(value), share);
            case "p" -> with(nth, times, share(value));
            case "for", "by", "restart" -> new Fault(kind, phase, message, atMs, nth, times, share,
                    time(value), frames, name);
            case "frames" -> new Fault(kind, phase, message, atMs, nth, times, share, time, integer(value),
                    name);
            default -> new Fault(kind, phase, message, atMs, nth, times, share, time, frames, value);
        };
    }

    /** The same in that phase, at that message only. */
    public Fault with(Optional<GamePhase> inPhase, Optional<FaultMessage> atMessage) {
        return new Fault(kind, inPhase, atMessage, atMs, nth, times, share, time, frames, name);
    }

    /** The same at other chances. */
    public Fault with(int first, int mostTimes, double probability) {
        return new Fault(kind, phase, message, atMs, first, mostTimes, probability, time, frames, name);
    }

    /** The same with another time. */
    public Fault with(Optional<Duration> duration) {
        return new Fault(kind, phase, message, atMs, nth, times, share, duration, frames, name);
    }

    private static int integer(String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + value + "' is no whole number", e);
        }
    }

    private static double share(String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + value + "' is no number", e);
        }
    }

    private static Optional<Duration> time(String value) {
        if (value.equals("forever")) {
            return Optional.empty();
        }
        String unit = value.replaceFirst("^[0-9]*", "");
        long number = integer(value.substring(0, value.length() - unit.length()));
        return Optional.of(switch (unit) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> throw new IllegalArgumentException("'" + value
                    + "' is no time such as 250ms, 2s, 1m or forever");
        });
    }

    private static String words() {
        StringJoiner words = new StringJoiner(", ");
        Arrays.stream(FaultKind.values()).forEach(kind -> words.add(kind.word()));
        return words.toString();
    }
}
