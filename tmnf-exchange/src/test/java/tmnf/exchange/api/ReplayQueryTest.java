package tmnf.exchange.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReplayQueryTest {

    private static String sent(ReplayQuery query) {
        return query.parameters().stream().map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                .collect(Collectors.joining("&"));
    }

    @Test
    void asksForReplaysOfATrack() {
        ReplayQuery query = new ReplayQuery(5, 40, true, -1);

        assertThat(sent(query)).isEqualTo("trackId=5&count=40&best=1");
        assertThat(sent(query.behind(7))).isEqualTo("trackId=5&count=40&best=1&after=7");
        assertThat(sent(query.by(9))).isEqualTo("trackId=5&userId=9&count=40&best=1");
        assertThat(new ReplayQuery(5, 40, true, 7)).isEqualTo(query.behind(7));
    }

    @Test
    void asksForReplaysOfADriver() {
        assertThat(sent(ReplayQuery.ofDriver(9, 40))).isEqualTo("userId=9&count=40");
    }

    @Test
    void asksForAnyPlaceOfTheList() {
        ReplayQuery query = new ReplayQuery(5, 1, false, -1);

        assertThat(sent(query.at(Cursor.before(7)))).isEqualTo("trackId=5&count=1&before=7");
        assertThat(sent(query.at(Cursor.from(7)))).isEqualTo("trackId=5&count=1&from=7");
        assertThat(sent(query.at(Cursor.from(7)).at(Cursor.START))).isEqualTo("trackId=5&count=1");
    }

    @Test
    void refusesAQuestionForNothing() {
        assertThatThrownBy(() -> new ReplayQuery(5, 0, false, -1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ReplayQuery(-1, 5, false, -1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
