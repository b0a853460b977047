package tmnf.tminterface.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages from 64, byte by byte against the table in docs/design/tminterface.md. */
class PluginExtendedTest {
    private static final int INPUTS = 1;
    private static final int FRAMES = 2;
    private static final int HEARTBEAT = 4;
    private static final int POLLING = 8;
    private static final int STEPS = 16;
    private static final int QUERIES = 32;
    private static final int CALLS = 64;
    private static final int FRAME_STATES = 128;
    private static final int STATE_LENGTH = 8356 + 4 * 3 + 8 * 3;

    @RegisterExtension
    final PluginHosts hosts = new PluginHosts();

    @Test
    void enablesOnlyWhatItHas() throws Exception {
        PluginHost host = hosts.start();
        try (RawClient client = RawClient.greeted(host)) {
            client.send(65, 4, -1);
            client.expect(4, 255);
            client.send(65, 4, 0x100 | QUERIES);
            client.expect(4, QUERIES);
            client.send(13);
        }
    }

    @Test
    void skipsWhatItDoesNotKnowOrWasNotEnabled() throws Exception {
        PluginHost host = hosts.start();
        try (RawClient client = RawClient.greeted(host)) {
            enable(client, QUERIES);
            client.send(127, 8, 22, 22);
            client.send(100, 0);
            client.send(67, 0, 69, 4, 10, 72, 0, 75, 8, 1, 22);
            client.send(22);
            client.expect(1);
            client.send(13);
        }
        host.awaitLog("message 127 skipped", Duration.ofSeconds(1));
    }

    @Test
    void readsPastWhatALaterVersionAppends() throws Exception {
        PluginHost host = hosts.start();
        try (RawClient client = RawClient.greeted(host)) {
            client.send(65, 8, QUERIES, 22);
            client.expect(4, QUERIES);
            client.send(70, 12, 22, 22, 22, 22);
            client.expect(16, 32);
            client.read(12);
            client.expect(1);
            client.send(13);
        }
    }

    @Test
    void skipsMessagesThatAreTooShort() throws Exception {
        PluginHost host = hosts.start();
        try (RawClient client = RawClient.greeted(host)) {
            enable(client, 255);
            client.send(66, 12, 22, 22, 22, 68, 4, 22, 69, 0, 74, 0, 75, 0, 22);
            client.expect(1);
            client.send(13);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 60_001, Integer.MAX_VALUE})
    void dropsAClientThatNamesAnImpossibleLength(int length) throws Exception {
        PluginHost host = hosts.start();
        try (RawClient client = RawClient.greeted(host)) {
            client.send(65, length);
            client.expectEnd();
        }
    }

    @Test
    void takesAsManyBytesAsALengthMayName() throws Exception {
        PluginHost host = hosts.start();
        try (RawClient client = RawClient.greeted(host)) {
            enable(client, CALLS);
            for (int id : new int[] {7, 75, 99}) {
                client.send(id, 60_000);
                client.sendBytes(new byte[60_000]);
                client.send(22);
                client.expect(1);
            }
            client.send(75, 60_001);
            client.expectEnd();
        }
    }

    @Test
    void endsATurnOfItsOwnAlsoAfterItWasSwitchedOffInIt() throws Exception {
        PluginHost host = hosts.start("--fast");
        try (RawClient client = RawClient.greeted(host)) {
            enable(client, STEPS);
            client.send(19, 100);
            client.command("map A01-Race.Challenge.Gbx");
            client.send(5);
            client.expect(130);
            client.read(16 + STATE_LENGTH);
            enable(client, 0);
            client.send(130);
            client.expect(1, -2500);
            client.send(13);
        }
    }

    @Test
    void setsOnlyTheInputsOfTheMask() throws Exception {
        PluginHost host = hosts.start("--fast");
        try (RawClient client = RawClient.greeted(host)) {
            enable(client, INPUTS);
            client.driveTo(-2500, 10);
            setInputs(client, 63, 1, 0, 1, 0, -12_345, 65_537);
            client.send(1);
            client.expect(1, -2490);
            expectInputs(client, 1, 0, 1, 0, -12_345, 65_536);
            setInputs(client, 2 | 4 | 32, 0, 1, 0, 1, 7, -30_000);
            client.send(1);
            client.expect(1, -2480);
            expectInputs(client, 1, 1, 0, 0, -12_345, -30_000);
            client.send(13);
        }
    }

    @Test
    void showsByTheInputStateThatTheGameTakesNoAnalogInput() throws Exception {
        PluginHost host = hosts.start("--fast", "--no-analog");
        try (RawClient client = RawClient.greeted(host)) {
            enable(client, INPUTS);
            client.driveTo(-2500, 10);
            setInputs(client, 63, 0, 1, 1, 0, -12_345, 30_000);
            client.send(1);
            client.expect(1, -2490);
            expectInputs(client, 0, 1, 1, 0, 0, 0);
            client.send(13);
        }
    }

    @Test
    void setsNoInputOutsideARace() throws Exception {
        PluginHost host = hosts.start();
        try (RawClient client = RawClient.greeted(host)) {
            enable(client, INPUTS);
            setInputs(client, 63, 1, 1, 1, 1, 1, 1);
            expectInputs(client, 0, 0, 0, 0, 0, 0);
            client.send(13);
        }
    }

    @Test
    void sendsFramesThatSayTheirSizeAndTakesTheNextRequestInTheirTurn() throws Exception {
        PluginHost host = hosts.start();
        try (RawClient client = RawClient.greeted(host)) {
            enable(client, FRAMES);
            client.send(68, 8, 0, 0, 68, 8, 4, 3, 5);
            client.expect(128, 20 + 48, 4, 3);
            client.readInt();
            client.expect(0, 48);
            client.read(48);
            client.send(68, 8, 2, 1, 68, 8, 4097, 1, 128);
            client.expect(128, 20 + 8, 2, 1);
            client.readInt();
            client.expect(0, 8);
            client.read(8);
            client.send(17, 1, 1, 128);
            client.expect(4);
            client.read(4);
            client.send(68, 8, 1, 1, 4);
            client.expect(128, 24, 1, 1);
            client.send(13);
        }
    }

    @Test
    void sendsTheStateOfARaceWithItsFrames() throws Exception {
        PluginHost host = hosts.start("--fast");
        try (RawClient client = RawClient.greeted(host)) {
            enable(client, FRAMES | FRAME_STATES);
            client.send(68, 8, 1, 1, 5);
            client.expect(128, 24, 1, 1);
            client.readInt();
            client.expect(0, 4);
            client.read(4);
            client.command("map A01-Race.Challenge.Gbx");
            client.send(19, 100, 128);
            client.expect(1, -2600);
            client.send(6, 0, 68, 8, 2, 2, 1);
            client.expect(128, 20 + STATE_LENGTH + 16, 2, 2, -2600, STATE_LENGTH, 16);
            assertThat(client.readBuffer(STATE_LENGTH).getInt(7892)).isEqualTo(-2600);
            assertThat(client.readBuffer(16).getInt(0)).as("race time in the first pixel").isEqualTo(-2600);
            client.send(13);
        }
    }

    @Test
    void putsTheStateIntoTheTurnOfARunStep() throws Exception {
        PluginHost host = hosts.start("--fast");
        try (RawClient client = RawClient.greeted(host)) {
            enable(client, STEPS);
            client.send(19, 100);
            client.command("map A01-Race.Challenge.Gbx");
            client.send(5);
            for (int raceTime = -2600; raceTime <= -2400; raceTime += 100) {
                client.expect(130, 12 + STATE_LENGTH, raceTime, raceTime, STATE_LENGTH);
                assertThat(client.readBuffer(STATE_LENGTH).getInt(7892)).isEqualTo(raceTime);
                client.send(130);
            }
            client.expect(130);
            client.read(16 + STATE_LENGTH);
            client.send(13);
        }
    }

    @Test
    void beatsInTheMenusInThePreviewAndWhileTheGameStandsStill() throws Exception {
        PluginHost host = hosts.start("--preview-ms", "400");
        try (RawClient client = RawClient.greeted(host)) {
            enable(client, HEARTBEAT | QUERIES);
            client.send(69, 4, 30, 5);
            client.expect(129, 8, 32, -1);
            client.command("map A01-Race.Challenge.Gbx");
            client.send(129);
            int state = heartbeat(client);
            while (state == 32) {
                client.send(129);
                state = heartbeat(client);
            }
            assertThat(state).as("loading, as the game calls it").isEqualTo(128);
            client.send(71, 0);
            client.expect(0);
            client.send(129);
            while (client.readInt() == 129) {
                client.read(12);
                client.send(129);
            }
            client.expect(-2610 + 10);
            client.send(6, 0, 1);
            client.expect(129, 8, 512);
            assertThat(client.readInt()).as("milliseconds since the last run step").isBetween(30, 2_000);
            client.send(69, 4, 0, 129);
            assertThat(client.silentFor(150)).isTrue();
        }
    }

    @Test
    void doesNotBeatWhileRunStepsCome() throws Exception {
        PluginHost host = hosts.start();
        try (RawClient client = RawClient.greeted(host)) {
            enable(client, HEARTBEAT);
            client.driveTo(-2400, 600);
            client.send(69, 4, 300, 1);
            client.expect(1, -1800);
            client.send(1);
            client.expect(1, -1200);
            client.send(13);
        }
    }

    @Test
    void opensATurnForWhatArrivesOutsideOne() throws Exception {
        PluginHost host = hosts.start("--preview-ms", "10000");
        try (RawClient client = RawClient.greeted(host)) {
            enable(client, POLLING);
            client.send(5);
            client.send(22);
            client.expect(129, 8, 32, -1, 1);
            client.command("map A01-Race.Challenge.Gbx");
            client.send(129);
            host.awaitLog("game state 128", Duration.ofSeconds(5));
            client.send(22);
            client.expect(129, 8, 128, -1, 0);
            client.send(129);
            assertThat(client.silentFor(100)).isTrue();
            client.send(13);
            client.expect(129, 8, 128, -1);
            client.expectEnd();
        }
    }

    @Test
    void unlocksAGameAtSpeedZeroByPolling() throws Exception {
        PluginHost host = hosts.start("--fast");
        try (RawClient client = RawClient.greeted(host)) {
            enable(client, POLLING);
            client.driveTo(-2500, 100);
            client.send(6, 0, 1);
            assertThat(client.silentFor(100)).isTrue();
            client.send(6, Float.floatToIntBits(1));
            client.expect(129, 8, 512);
            client.readInt();
            client.send(129);
            client.expect(1, -2400);
            client.send(13);
        }
    }

    @Test
    void answersQueriesInARace() throws Exception {
        PluginHost host = hosts.start("--fast");
        try (RawClient client = RawClient.greeted(host)) {
            enable(client, QUERIES);
            client.send(71, 0);
            client.expect(0);
            client.driveTo(-2500, 100);
            client.send(70, 0);
            client.expect(16, 512, 1, -2500, -2500);
            client.send(71, 0);
            ByteBuffer challenge = client.readBuffer(client.readInt());
            assertThat(text(challenge)).startsWith("HOST_");
            assertThat(text(challenge)).isEqualTo("A01-Race.Challenge.Gbx");
            assertThat(text(challenge)).isEqualTo("host");
            assertThat(challenge.hasRemaining()).isFalse();
            client.send(13);
        }
    }

    @Test
    void respawnsSoundsTheHornAndRewindsWithoutTheCamera() throws Exception {
        PluginHost host = hosts.start("--fast");
        try (RawClient client = RawClient.greeted(host)) {
            enable(client, CALLS);
            client.driveTo(0, 100);
            client.send(9);
            byte[] state = client.read(client.readInt());
            client.send(72, 0, 73, 0, 1);
            client.expect(1, 100);
            client.send(9);
            assertThat(client.readBuffer(client.readInt()).getInt(8340)).as("respawns").isEqualTo(1);
            client.send(75, 4 + state.length, 0);
            client.sendBytes(state);
            client.send(1);
            client.expect(1, 100);
            client.send(13);
        }
    }

    @Test
    void rendersAgainOnceTheClientOfASimulationOnlyGameHasGone() throws Exception {
        PluginHost host = hosts.start();
        try (RawClient client = RawClient.greeted(host)) {
            enable(client, CALLS);
            client.driveTo(-2600, 10);
            client.send(74, 4, 1, 1);
            client.expect(1, -2590);
        }
        try (RawClient next = RawClient.greeted(host)) {
            next.send(13);
        }
        host.awaitLog("SimulationOnly 1", Duration.ofSeconds(5));
        host.awaitLog("SimulationOnly 0", Duration.ofSeconds(5));
    }

    /** Wherever a client dies that wished for no rendering, the next one can connect. */
    @Test
    void rendersInTheMenusForTheNextClient() throws Exception {
        PluginHost host = hosts.start();
        try (RawClient client = RawClient.greeted(host)) {
            enable(client, CALLS);
            client.send(74, 4, 1, 5);
        }
        greetAndLeave(host);
        assertThat(host.log()).doesNotContain("SimulationOnly 1");
    }

    @Test
    void rendersAtSpeedZeroForTheNextClient() throws Exception {
        PluginHost host = hosts.start("--fast");
        try (RawClient client = RawClient.greeted(host)) {
            enable(client, CALLS);
            client.driveTo(-2500, 100);
            client.send(74, 4, 1, 1);
            client.expect(1, -2400);
            client.send(6, 0, 1);
            host.awaitLog("SimulationOnly 0", Duration.ofSeconds(5));
        }
        try (RawClient next = RawClient.greeted(host)) {
            next.send(6, Float.floatToIntBits(1), 13);
        }
    }

    @Test
    void rendersAfterTheRaceForTheNextClient() throws Exception {
        PluginHost host = hosts.start("--fast", "--end-ms", "0", "--cps", "1", "--cp-distance", "1");
        try (RawClient client = RawClient.greeted(host)) {
            enable(client, CALLS);
            client.driveTo(-100, 100);
            client.sendBytes(new byte[] {10, 0, 0, 0, 0, 0, 1, 0});
            client.send(74, 4, 1, 19, 10_000_000, 1);
            client.expect(1, 0);
            client.send(1);
            client.expect(2, 1, 1);
            client.send(2);
            while (!client.silentFor(200)) {    // the steps behind the finish
                client.read(7);
                client.send(1);
            }
            host.awaitLog("game state 1024", Duration.ofSeconds(5));
        }
        greetAndLeave(host);
        host.awaitLog("SimulationOnly 0", Duration.ofSeconds(5));    // the log lags behind the socket
        assertThat(host.log()).contains("SimulationOnly 1").doesNotContain("no answer");
    }

    @Test
    void takesTheNextClientInARunStepWhileNothingIsRendered() throws Exception {
        PluginHost host = hosts.start();
        try (RawClient client = RawClient.greeted(host)) {
            enable(client, CALLS);
            client.driveTo(-2500, 100);
            client.send(74, 4, 1, 19, 10_000_000, 1);
            host.awaitLog("SimulationOnly 1", Duration.ofSeconds(5));
            greetAndLeave(host);
            client.expectEnd();
        }
        host.awaitLog("SimulationOnly 0", Duration.ofSeconds(5));    // the log lags behind the socket
    }

    private static void greetAndLeave(PluginHost host) throws IOException {
        try (RawClient next = RawClient.greeted(host)) {
            next.send(13);
        }
    }

    @Test
    void forgetsFeaturesWithTheClient() throws Exception {
        PluginHost host = hosts.start();
        try (RawClient client = RawClient.greeted(host)) {
            enable(client, 255);
            client.send(69, 4, 20, 13);
            client.expectEnd();
        }
        try (RawClient client = RawClient.greeted(host)) {
            client.send(67, 22);
            client.expect(1);
            client.send(5);
            assertThat(client.silentFor(150)).isTrue();
        }
    }

    private static void enable(RawClient client, int features) throws IOException {
        client.send(65, 4, features);
        client.expect(4, features);
    }

    private static void setInputs(RawClient client, int mask, int left, int right, int accelerate, int brake,
            int steer, int gas) throws IOException {
        client.send(66, 13);
        client.sendBytes((byte) mask, (byte) left, (byte) right, (byte) accelerate, (byte) brake);
        client.send(steer, gas);
    }

    private static void expectInputs(RawClient client, int left, int right, int accelerate, int brake,
            int steer, int gas) throws IOException {
        client.send(67, 0);
        client.expect(12);
        assertThat(client.read(4)).containsExactly(left, right, accelerate, brake);
        client.expect(steer, gas);
    }

    private static int heartbeat(RawClient client) throws IOException {
        client.expect(129, 8);
        int state = client.readInt();
        client.expect(-1);
        return state;
    }

    private static String text(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.getInt()];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
