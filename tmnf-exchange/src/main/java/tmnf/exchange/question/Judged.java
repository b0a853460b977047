package tmnf.exchange.question;

/** What an answer says, in words, and what that means. */
record Judged(Verdict verdict, String words) {

    static Judged asSupposed(String words) {
        return new Judged(Verdict.AS_SUPPOSED, words);
    }

    static Judged otherwise(String words) {
        return new Judged(Verdict.OTHERWISE, words);
    }

    static Judged untold(String words) {
        return new Judged(Verdict.UNTOLD, words);
    }

    static Judged unexpected(String words) {
        return new Judged(Verdict.UNEXPECTED, words);
    }
}
