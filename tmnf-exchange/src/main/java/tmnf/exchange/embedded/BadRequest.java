package tmnf.exchange.embedded;

/** A question that the API does not understand; the message is the {@code detail} of the answer. */
final class BadRequest extends Exception {

    private static final long serialVersionUID = 1;

    BadRequest(String detail) {
        super(detail, null, false, false); // no stack trace: it is an answer
    }

    static BadRequest invalid(String parameter) {
        return new BadRequest("Invalid value for '" + parameter + "'");
    }
}
