package tmnf.tminterface.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.Test;

/** The recording script with games that do not play along; whole sessions are in {@link LoopbackTest}. */
class SessionScriptTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final LinkSettings SETTINGS = LinkSettings.of(8480)
            .withPatience(Duration.ofMillis(250), Duration.ofSeconds(1));

    private final FakeTime time = new FakeTime();
    private final List<String> progress = new ArrayList<>();

    private SessionScript.Outcome run(Connector connector, BooleanSupplier cancelled) throws IOException {
        GameLink link = new GameLink(SETTINGS, connector, time, LinkTap.NONE);
        try {
            return new SessionScript(link, time, true, cancelled, progress::add).run(MINUTE, MINUTE);
        } finally {
            assertThat(link.state()).isEqualTo(LinkState.DISCONNECTED);
        }
    }

    @Test
    void anEndThatIsAskedForDuringAnUnansweredQuestionComesSoonAndPolitely() throws IOException {
        ScriptedWire wire = new ScriptedWire(time).says(Bytes.ints(5));
        long began = time.millis();

        SessionScript.Outcome outcome = run((address, wait) -> wire, () -> time.millis() - began >= 1000);

        assertThat(time.millis() - began).isBetween(1000L, 1250L);
        assertThat(outcome.cancelled()).isTrue();
        assertThat(outcome.greeted()).isTrue();
        assertThat(wire.takeSent()).isEqualTo(Bytes.ints(64, 22, 13));
        assertThat(wire.isClosed()).isTrue();
    }

    @Test
    void aQuestionThatIsNeverAnsweredIsAskedOnceAndEndsAfterTenSeconds() {
        ScriptedWire wire = new ScriptedWire(time).says(Bytes.ints(5));
        long began = time.millis();

        assertThatThrownBy(() -> run((address, wait) -> wire, () -> false))
                .isInstanceOf(GameTimeoutException.class).hasMessageContaining("waited 10.0 s")
                .hasMessageContaining("C_PROBE").hasMessageContaining("Connected[]");

        assertThat(time.millis() - began).isBetween(10_000L, 10_250L);
        assertThat(wire.takeSent()).isEqualTo(Bytes.ints(64, 22, 13));
    }

    @Test
    void aSlowReplyIsNotLostBetweenTwoLooks() throws IOException {
        ScriptedWire wire = new ScriptedWire(time).says(Bytes.ints(5)).afterBytes(8).pauses(3000)
                .says(Bytes.ints(1)).afterBytes(4).pauses(3000).says(Bytes.ints(1));
        long began = time.millis();

        SessionScript.Outcome outcome = run((address, wait) -> wire, () -> time.millis() - began > 7000);

        assertThat(outcome.capabilities()).isEqualTo(Capabilities.ORIGINAL);
        assertThat(outcome.inMenus()).isTrue();
        assertThat(progress).containsExactly("connected; the game shows its menus, so start a race now");
    }

    @Test
    void connectingCanBeCalledOff() throws IOException {
        List<Long> attempts = new ArrayList<>();
        long began = time.millis();

        SessionScript.Outcome outcome = run((address, wait) -> {
            attempts.add(time.millis() - began);
            throw new ConnectException("Connection refused");
        }, () -> time.millis() - began >= 4000);

        assertThat(attempts).containsExactly(0L, 100L, 300L, 700L, 1500L, 3100L);
        assertThat(time.millis() - began).isBetween(4000L, 4200L);
        assertThat(outcome).isEqualTo(
                new SessionScript.Outcome(false, Capabilities.ORIGINAL, false, 0, false, true));
    }
}
