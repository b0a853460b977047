package tmnf.tminterface.sim.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tmnf.tminterface.link.GameClosedException;
import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.GameTimeoutException;
import tmnf.tminterface.link.GameUnreachableException;
import tmnf.tminterface.link.PluginSettings;
import tmnf.tminterface.protocol.ServerMessage;

/** Each fault by itself, in virtual time. */
@Timeout(60)
class FaultTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final PluginSettings PLUGIN = new PluginSettings(Duration.ofSeconds(2), 100, 1);

    private static GameLink connected(VirtualGame game) throws IOException {
        GameLink link = game.link();
        link.reconnect(PLUGIN, SOON);
        link.executeCommand("set skip_map_load_screens true; map short.Challenge.Gbx");
        link.acknowledge();
        return link;
    }

    private static ServerMessage next(GameLink link) throws IOException {
        return link.await("a turn", SOON);
    }

    private static void stepTo(GameLink link, int raceTimeMs) throws IOException {
        while (!next(link).equals(new ServerMessage.RunStep(raceTimeMs))) {
            link.acknowledge();
        }
    }

    /** Goes on until something else than a turn comes of it; how far the race was. */
    private static int lastStep(GameLink link) throws IOException {
        int last = Integer.MIN_VALUE;
        while (true) {
            if (next(link) instanceof ServerMessage.RunStep step) {
                last = step.raceTimeMs();
            }
            link.acknowledge();
        }
    }

    @ParameterizedTest
    @CsvSource({"menus,5", "loading,5", "countdown,5", "race,5", "finish,5", "dialog,5"})
    void aGameHangsInEachPhaseAndGoesOn(String phase, int seconds) throws Exception {
        try (VirtualGame game = VirtualGame.with("silence:phase=" + phase + ",for=" + seconds + "s")) {
            GameLink link = game.link();
            long began = game.time.millis();
            try {
                link.reconnect(PLUGIN, SOON);
                link.executeCommand("set skip_map_load_screens true; map short.Challenge.Gbx");
                link.acknowledge();
                lastStep(link);
            } catch (GameTimeoutException e) {
                assertThat(e.getMessage()).contains("waited ");
            }
            assertThat(game.log).contains("fault: silence in " + phase);
            game.time.sleep(Duration.ofSeconds(6).toNanos());
            link.close();
            link.recover(PLUGIN, SOON);
            assertThat(game.time.millis() - began).isLessThan(40_000);
        }
    }

    @Test
    void aGameThatHangsBeforeItsMenusAcceptsNobody() throws Exception {
        try (VirtualGame game = VirtualGame.with("silence:phase=start-up")) {
            GameLink link = game.link();
            assertThatThrownBy(() -> link.reconnect(PLUGIN, SOON)).isInstanceOf(GameTimeoutException.class)
                    .hasMessageContaining("SC_ON_CONNECT");
        }
    }

    @Test
    void aGameHangsInAPreviewAndTakesEnterAfterwards() throws Exception {
        try (VirtualGame game = VirtualGame.with("press-enter", "silence:phase=preview,for=10s")) {
            GameLink link = connected(game);
            assertThatThrownBy(() -> next(link)).isInstanceOf(GameTimeoutException.class);
            long began = game.time.millis();
            game.game.pressEnter();
            assertThat(link.await(Duration.ofSeconds(10))).isEqualTo(new ServerMessage.RunStep(-2600));
            assertThat(game.time.millis() - began).isBetween(4_500L, 5_500L);
            assertThat(game.log).contains("fault: silence in preview");
        }
    }

    @Test
    void aGameHangsAtARaceTime() throws Exception {
        try (VirtualGame game = VirtualGame.with("silence:at=200,for=2s")) {
            GameLink link = connected(game);
            stepTo(link, 200);
            long began = game.time.millis();
            link.acknowledge();
            assertThat(next(link)).isEqualTo(new ServerMessage.RunStep(300));
            assertThat(game.time.millis() - began).isBetween(2000L, 2200L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "step", "checkpoint", "frame", "reply"})
    void aConnectionEndsAtEachMessage(String message) throws Exception {
        for (String kind : List.of("disconnect", "cut")) {
            try (VirtualGame game = VirtualGame.with(kind + ":message=" + message)) {
                GameLink link = game.link();
                assertThatThrownBy(() -> {
                    link.reconnect(PLUGIN, SOON);
                    link.executeCommand("set skip_map_load_screens true; map short.Challenge.Gbx");
                    link.acknowledge();
                    stepTo(link, 0);
                    link.raceFinished();
                    link.requestFrame(4, 2);
                    link.acknowledge();
                    lastStep(link);
                }).as(kind + " " + message).isInstanceOf(GameClosedException.class);
                assertThat(game.log).anyMatch(line -> line.startsWith("fault: " + kind + " at " + message));
                link.recover(PLUGIN, SOON);
            }
        }
    }

    @Test
    void theThirdHundredthStepDisconnects() throws Exception {
        try (VirtualGame game = VirtualGame.with("disconnect:message=step,nth=5")) {
            GameLink link = connected(game);
            List<Integer> seen = new ArrayList<>();
            assertThatThrownBy(() -> {
                while (next(link) instanceof ServerMessage.RunStep step) {
                    seen.add(step.raceTimeMs());
                    link.acknowledge();
                }
            }).isInstanceOf(GameClosedException.class);
            assertThat(seen).containsExactly(-2600, -2500, -2400, -2300);
        }
    }

    @Test
    void slowAnswersAreLate() throws Exception {
        try (VirtualGame game = VirtualGame.with("slow:message=reply,by=700ms,times=1")) {
            GameLink link = connected(game);
            stepTo(link, 0);
            long began = game.time.millis();
            link.raceFinished();
            assertThat(game.time.millis() - began).isEqualTo(700);
            link.raceFinished();
            assertThat(game.time.millis() - began).isEqualTo(700);
        }
    }

    @Test
    void aLateFrameShowsALaterMoment() throws Exception {
        try (VirtualGame game = VirtualGame.with("late-frame:frames=12,times=1")) {
            GameLink link = connected(game);
            stepTo(link, 0);
            link.requestFrame(4, 2);
            link.acknowledge();
            ServerMessage message = next(link);
            while (!(message instanceof ServerMessage.Frame)) {
                link.acknowledge();
                message = next(link);
            }
            int shown = ((ServerMessage.Frame) message).pixels().order(ByteOrder.LITTLE_ENDIAN).getInt(0);
            assertThat(shown).as("twelve frames of 16.7 ms later").isBetween(180, 220);
        }
    }

    @Test
    void aMissingFrameNeverComesButTheNextOneDoes() throws Exception {
        try (VirtualGame game = VirtualGame.with("no-frame")) {
            GameLink link = connected(game);
            stepTo(link, 0);
            link.setSpeed(0);
            link.requestFrame(4, 2);
            link.acknowledge();
            assertThatThrownBy(() -> next(link)).isInstanceOf(GameTimeoutException.class);
            link.reconnect(PLUGIN, SOON);
            link.setSpeed(0);
            link.requestFrame(4, 2);
            link.acknowledge();
            assertThat(next(link)).isInstanceOf(ServerMessage.Frame.class);
        }
    }

    @Test
    void aPreviewThatNeverEndsEndsWithAnotherMap() throws Exception {
        try (VirtualGame game = VirtualGame.with("preview")) {
            GameLink link = connected(game);
            assertThatThrownBy(() -> next(link)).isInstanceOf(GameTimeoutException.class);
            game.game.pressEnter();
            assertThatThrownBy(() -> next(link)).isInstanceOf(GameTimeoutException.class);
            link.reconnect(PLUGIN, SOON);
            link.executeCommand("map short.Challenge.Gbx");
            link.acknowledge();
            assertThat(next(link)).isEqualTo(new ServerMessage.RunStep(-2600));
        }
    }

    @Test
    void aMapMayWantEnterWhateverTheVariablesSay() throws Exception {
        try (VirtualGame game = VirtualGame.with("press-enter")) {
            GameLink link = connected(game);
            assertThatThrownBy(() -> next(link)).isInstanceOf(GameTimeoutException.class);
            game.game.pressEnter();
            assertThat(next(link)).isEqualTo(new ServerMessage.RunStep(-2600));
        }
    }

    @Test
    void theWrongMapIsLoaded() throws Exception {
        try (VirtualGame game = VirtualGame.with("wrong-map:name=two.Challenge.Gbx,times=1")) {
            GameLink link = connected(game);
            next(link);
            assertThat(game.log).contains("a race begins on two");
        }
    }

    @Test
    void theMedalsComeRightAtTheFinish() throws Exception {
        try (VirtualGame game = VirtualGame.with("medals")) {
            GameLink link = connected(game);
            ServerMessage message = next(link);
            while (!message.equals(new ServerMessage.CheckpointCount(2, 2))) {
                link.acknowledge();
                message = next(link);
            }
            link.acknowledge();
            assertThatThrownBy(() -> next(link)).isInstanceOf(GameTimeoutException.class);
            assertThat(game.log).contains("the game is in dialog");
        }
    }

    @Test
    void aTakenPortRefusesUntilItIsFree() throws Exception {
        try (VirtualGame game = VirtualGame.with("port-taken:for=3s"); GameLink link = game.link()) {
            assertThatThrownBy(() -> link.connect(Duration.ofSeconds(1)))
                    .isInstanceOf(GameUnreachableException.class);
            link.recover(PLUGIN, SOON);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"crash:phase=race,restart=3s", "crash:at=100,restart=3s",
        "crash:message=step,nth=30,restart=3s", "crash:phase=menus,restart=3s"})
    void aCrashedGameRefusesAndComesBackInItsMenus(String fault) throws Exception {
        try (VirtualGame game = VirtualGame.with(fault)) {
            GameLink link = game.link();
            assertThatThrownBy(() -> {
                link.reconnect(PLUGIN, SOON);
                link.executeCommand("set skip_map_load_screens true; map short.Challenge.Gbx");
                link.acknowledge();
                lastStep(link);
            }).isInstanceOf(IOException.class);
            assertThat(game.log).contains("the game has crashed");
            assertThatThrownBy(() -> game.link().connect(Duration.ofSeconds(1)))
                    .isInstanceOf(GameUnreachableException.class);
            link.reconnect(PLUGIN, SOON);
            assertThat(link.isInMenus()).isTrue();
            link.executeCommand("set skip_map_load_screens true; map short.Challenge.Gbx");
            link.acknowledge();
            assertThat(next(link)).isEqualTo(new ServerMessage.RunStep(-2600));
        }
    }

    @Test
    void aCrashForGoodEndsTheGame() throws Exception {
        try (VirtualGame game = VirtualGame.with("crash:phase=countdown,restart=forever")) {
            GameLink link = connected(game);
            assertThatThrownBy(() -> lastStep(link)).isInstanceOf(GameClosedException.class);
            assertThat(game.hasEnded()).isTrue();
        }
    }

    @Test
    void theSameSeedHitsTheSameChances() throws Exception {
        Set<List<Integer>> runs = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            try (VirtualGame game = VirtualGame.with("slow:message=step,by=50ms,p=0.3")) {
                GameLink link = connected(game);
                List<Integer> slow = new ArrayList<>();
                for (int step = 0; step < 20; step++) {
                    int before = game.log.size();
                    next(link);
                    slow.add(game.log.size() - before);
                    link.acknowledge();
                }
                runs.add(slow);
                assertThat(slow).contains(0, 1);
            }
        }
        assertThat(runs).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sillyness                    | there is no fault 'sillyness'; there are silence",
        "silence:race                 | 'race' in 'silence:race' has to be OPTION=VALUE",
        "silence:phase=pause          | there is no phase 'pause'",
        "silence:message=step         | 'silence' takes no 'message'",
        "disconnect:message=hello     | there is no message 'hello'",
        "slow:by=soon                 | is no whole number",
        "slow:by=7                    | is no time such as",
        "slow:p=0                     | a share is above 0",
        "slow:nth=0                   | count from 1 on",
        "late-frame:frames=many       | 'many' is no whole number",
        "medals:for=1s                | 'medals' takes no 'for'"})
    void whatCannotBeUnderstoodIsRefused(String spec, String message) {
        assertThatThrownBy(() -> FaultPlan.parse(List.of(spec), 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }

    @Test
    void aSpecificationSaysAllThatAFaultHas() {
        Fault fault = Fault.parse("silence:phase=race,at=2000,for=5s,nth=2,times=3,p=0.5");

        assertThat(fault.kind()).isEqualTo(FaultKind.SILENCE);
        assertThat(fault.phase()).contains(GamePhase.RACE);
        assertThat(fault.atMs()).hasValue(2000);
        assertThat(fault.time()).isEqualTo(Optional.of(Duration.ofSeconds(5)));
        assertThat(List.of(fault.nth(), fault.times(), fault.share())).isEqualTo(List.of(2, 3, 0.5));
        assertThat(FaultPlan.parse(List.of("random"), 7)).isEqualTo(FaultPlan.random(7));
        assertThat(FaultPlan.random(7)).isNotEqualTo(FaultPlan.random(8));
    }
}
