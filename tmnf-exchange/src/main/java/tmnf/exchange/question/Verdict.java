package tmnf.exchange.question;

/** What an answer means for a program that was written without knowing it. */
public enum Verdict {
    /** As the downloads suppose. */
    AS_SUPPOSED,
    /** One of the other ways that were possible, which the downloads bear as well. */
    OTHERWISE,
    /** What came does not tell: this site lacks what the question is about. */
    UNTOLD,
    /** Nothing came, or an error: what this question is about is still open. */
    UNANSWERED,
    /** None of the ways that were possible, or one that the downloads do not bear. */
    UNEXPECTED
}
