package tmnf.exchange.embedded;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/** Makes a fault of its description. */
final class FaultKinds {

    /** All kinds, for messages and help. */
    static final String WORDS =
            "a status such as 503, cut, dribble, drop, page, empty, garbage, gzip, redirect or delay";

    private static final Pattern STATUS = Pattern.compile("[45][0-9]{2}");
    private static final int SHORT_PAGE = 470;

    private FaultKinds() {}

    static Fault of(FaultSpec spec, long seed) {
        if (STATUS.matcher(spec.kind()).matches()) {
            return status(spec, Integer.parseInt(spec.kind()));
        }
        return switch (spec.kind()) {
            case "cut" -> spec.has("bytes") ? Fault.cut(spec.number("bytes", 0, 0)) : Fault.cut();
            case "dribble" -> Fault.dribble(spec.number("bytes", 1, 1),
                    spec.duration("pause", Duration.ofSeconds(1)));
            case "drop" -> Fault.drop();
            case "page" -> Fault.page(spec.text("type", "text/html"), spec.number("bytes", 0, SHORT_PAGE));
            case "empty" -> Fault.empty();
            case "garbage" -> Fault.garbage();
            case "gzip" -> Fault.gzip();
            case "redirect" -> Fault.redirect(spec.number("status", 300, 302), spec.text("to", ""));
            case "delay" -> delay(spec, seed);
            default -> throw spec.refused("'" + spec.kind() + "' is no fault; give " + WORDS);
        };
    }

    private static Fault status(FaultSpec spec, int status) {
        if (spec.has("retry-after-date")) {
            return Fault.retryAfterDate(status, spec.duration("retry-after-date", Duration.ZERO));
        }
        return spec.has("retry-after") ? Fault.retryAfter(status, spec.number("retry-after", 0, 0))
                : Fault.status(status);
    }

    private static Fault delay(FaultSpec spec, long seed) {
        Duration by = spec.duration("by", Duration.ofSeconds(1));
        long jitter = spec.duration("jitter", Duration.ZERO).toMillis();
        return (request, honest) -> {
            double share = new SplittableRandom(seed + request.number()).nextDouble();
            return honest.get().delayed(by.plusMillis(Math.round(share * jitter)));
        };
    }
}
