package tmnf.exchange.question;

import java.util.List;
import java.util.stream.Collectors;

import tmnf.exchange.http.RawAnswer;

/** What answers that are no lists say about the questions. */
final class OtherAnswers {

    private static final List<String> HEADERS =
            List.of("Content-Type", "Content-Length", "ETag", "Last-Modified", "Cache-Control");
    private static final int BAD_REQUEST = 400;

    private OtherAnswers() {
    }

    /** What the site says of a file without sending it. */
    static Judged head(RawAnswer answer) {
        if (answer.status() != 200) {
            return answer.status() == 405 || answer.status() == 501
                    ? Judged.otherwise("HEAD is not allowed: " + answer.status())
                    : Judged.unexpected("HEAD is answered with " + answer.status());
        }
        String there = HEADERS.stream().filter(name -> answer.header(name).isPresent())
                .map(name -> name + ": " + answer.header(name).orElseThrow())
                .collect(Collectors.joining("; "));
        String absent = HEADERS.stream().filter(name -> answer.header(name).isEmpty())
                .collect(Collectors.joining(", "));
        return Judged.asSupposed("HEAD is allowed: " + there + (absent.isEmpty() ? "" : "; no " + absent));
    }

    /** How the site refuses a field that it does not have. */
    static Judged unknownField(RawAnswer answer) {
        if (answer.status() == 200) {
            return Judged.otherwise("an unknown field is no error: " + answer.start());
        }
        String type = answer.header("Content-Type").orElse("no content type");
        String words = answer.status() + ", " + type + ": " + answer.start();
        return answer.status() == BAD_REQUEST ? Judged.asSupposed(words) : Judged.unexpected(words);
    }

    /** What becomes of a question without fields. */
    static Judged missingFields(RawAnswer answer) {
        if (answer.status() == BAD_REQUEST) {
            return Judged.asSupposed(Listed.otherAnswer(answer));
        }
        Listed list = Listed.of(answer);
        return list.isList() ? Judged.otherwise("no error, but rows with " + TrackAnswers.fieldsOf(list))
                : Judged.unexpected(Listed.otherAnswer(answer));
    }
}
