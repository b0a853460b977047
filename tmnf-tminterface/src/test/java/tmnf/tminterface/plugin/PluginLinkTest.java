package tmnf.tminterface.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tmnf.tminterface.link.AnalogProbe;
import tmnf.tminterface.link.GameClosedException;
import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.GameTimeoutException;
import tmnf.tminterface.link.LinkSettings;
import tmnf.tminterface.link.PluginSettings;
import tmnf.tminterface.protocol.GameState;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.protocol.ServerReply;

/** Our client and our plugin: whole sessions, with every fault that the plugin host can play. */
class PluginLinkTest {
    private static final Duration LIMIT = Duration.ofSeconds(8);
    private static final String SILENT_MENUS = "--silent-menus --map A01.Challenge.Gbx";

    @RegisterExtension
    final PluginHosts hosts = new PluginHosts();

    @ParameterizedTest
    @ValueSource(strings = {"", "--slow-render 20 --fps 6", "--silent-loading", "--null-outside-race",
            "--no-analog", "--keep-old", "--queue-frames 1", "--preview-ms 300", SILENT_MENUS})
    void drivesAWholeSessionWithTheMessagesOfTheOriginal(String faults) throws Exception {
        try (GameLink link = link(start(faults))) {
            RaceSession session = new RaceSession(link, false);

            enterRace(session, faults);
            byte[] start = session.countdown();
            session.race();
            session.preventFinishAndRewind(start);
            session.giveUp();
            session.countdown();
            session.race();
            session.finish();

            assertThat(session.beats()).isEmpty();
            link.shutdown();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--slow-render 20 --fps 6", "--silent-loading", "--null-outside-race",
            "--no-analog", "--keep-old", "--queue-frames 1", "--preview-ms 300", SILENT_MENUS})
    void drivesAWholeSessionWithTheExtendedSet(String faults) throws Exception {
        boolean analog = !faults.contains("--no-analog");
        try (GameLink link = link(start(faults))) {
            RaceSession session = new RaceSession(link, true);

            enterRace(session, faults);
            byte[] start = session.countdown();
            assertThat(session.probeAnalog()).isEqualTo(new AnalogProbe.Result(analog, analog));
            session.giveUp();
            session.countdown();
            session.race();
            session.preventFinishAndRewind(start);
            ServerReply.GameStatus status = link.extended().getGameStatus();
            assertThat(status).isEqualTo(
                    new ServerReply.GameStatus(GameState.LOCAL_RACE.value(), true, 100, 100));
            assertThat(link.extended().getChallenge().orElseThrow().name())
                    .isEqualTo("A01.Challenge.Gbx");
            link.extended().respawn();
            link.extended().horn();
            session.giveUp();
            session.countdown();
            session.race();
            session.finish();

            if (faults.contains("--preview")) {
                assertThat(session.beats()).contains(GameState.LOCAL_INIT.value());
            }
            link.shutdown();
        }
    }

    @Test
    void goesFromTheEndOfARaceToTheNextMapByAHeartbeat() throws Exception {
        try (GameLink link = link(start("--end-ms 200"))) {
            RaceSession session = new RaceSession(link, true);
            session.connect(RaceSession.MAP);
            session.countdown();
            session.race();
            session.finish();
            link.acknowledge();

            session.awaitBeat(GameState.LOCAL_RACE_END_DIALOG);
            link.executeCommand("map B02.Challenge.Gbx");
            link.acknowledge();
            session.countdown();

            assertThat(link.extended().getChallenge().orElseThrow().name())
                    .isEqualTo("B02.Challenge.Gbx");
            link.shutdown();
        }
    }

    @Test
    void leavesThePreviewByAskingForATurn() throws Exception {
        try (GameLink link = link(start("--preview-ms 60000"))) {
            RaceSession session = new RaceSession(link, true);
            session.connect(RaceSession.MAP);
            session.awaitBeat(GameState.LOCAL_INIT);
            link.extended().setHeartbeat(Duration.ZERO);
            link.acknowledge();

            link.extended().askForTurn();

            assertThat(link.await(LIMIT)).isInstanceOf(ServerMessage.Heartbeat.class);
            assertThat(link.isInMenus()).isFalse();
            link.shutdown();
        }
    }

    @Test
    void drivesAScript(@TempDir Path scripts) throws Exception {
        Files.writeString(scripts.resolve("drive.txt"), "0.00 press up\n0.20-0.50 press left\n");
        hosts.scripts(scripts);
        try (GameLink link = link(start(""))) {
            RaceSession session = new RaceSession(link, false);

            session.connect("load drive.txt", RaceSession.MAP);
            session.countdown();
            link.setOnStepPeriod(1000);
            link.acknowledge();
            link.await(LIMIT);

            assertThat(link.getInputs().lines()).containsExactly("0.00 press up", "0.20 press left",
                    "0.50 rel left");
            link.shutdown();
        }
    }

    @Test
    void comesBackAfterAnotherClientDiedInItsTurn() throws Exception {
        PluginHost host = start("");
        RawClient dead = RawClient.greeted(host);
        dead.driveTo(-2500, 100);
        dead.send(15, 600_000_000, 17, 16, 16);
        dead.close();
        try (GameLink link = link(host)) {
            link.recover(new PluginSettings(Duration.ofSeconds(5), 500, 1), LIMIT);

            assertThat(link.await(LIMIT)).isEqualTo(new ServerMessage.RunStep(-2000));
            link.shutdown();
        }
    }

    @Test
    void keepsATurnByItsLeaseWhileAnotherClientWaits() throws Exception {
        PluginHost host = start("");
        try (GameLink owner = link(host); GameLink other = link(host)) {
            new RaceSession(owner, false).connect(RaceSession.MAP);
            owner.await(LIMIT);
            other.connect(LIMIT);
            List<ServerMessage> early = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                owner.renewLease(Duration.ofMillis(700));
                assertThatThrownBy(() -> early.add(other.await(Duration.ofMillis(300))))
                        .isInstanceOf(GameTimeoutException.class);
            }

            owner.acknowledge();

            assertThat(other.await(LIMIT)).isEqualTo(new ServerMessage.Connected());
            other.shutdown();
            assertThatThrownBy(() -> {
                while (true) {
                    owner.await(LIMIT);
                    owner.acknowledge();
                }
            }).isInstanceOf(GameClosedException.class);
            assertThat(early).isEmpty();
        }
    }

    /** Without rendering in the menus nobody can connect there, so the race is under way already. */
    private static void enterRace(RaceSession session, String faults) throws Exception {
        if (faults.equals(SILENT_MENUS)) {
            session.connect();
            session.awaitStep();
            session.giveUp();
        } else {
            session.connect(RaceSession.MAP);
        }
    }

    private PluginHost start(String faults) throws Exception {
        List<String> options = new ArrayList<>(
                List.of("--fast", "--cps", "2", "--laps", "2", "--cp-distance", "12"));
        if (!faults.isEmpty()) {
            options.addAll(List.of(faults.split(" ")));
        }
        return hosts.start(options.toArray(String[]::new));
    }

    private static GameLink link(PluginHost host) {
        return new GameLink(LinkSettings.of(host.port()));
    }
}
