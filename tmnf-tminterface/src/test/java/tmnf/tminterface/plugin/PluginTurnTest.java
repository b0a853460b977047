package tmnf.tminterface.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The original's messages where the recorded session doesn't go: misuse, cut messages, lost clients. */
class PluginTurnTest {
    private static final int FOREVER = 600_000_000;

    @RegisterExtension
    final PluginHosts hosts = new PluginHosts();

    @Test
    void dropsAClientThatDoesNotAnswerInTime() throws Exception {
        PluginHost host = hosts.start();
        try (RawClient client = RawClient.greeted(host)) {
            client.send(15, 100);
            client.expectEnd();
        }
        host.awaitLog("no answer within 100 ms", Duration.ofSeconds(1));
    }

    @Test
    void measuresTheTimeoutFromTheBeginningOfTheTurn() throws Exception {
        PluginHost host = hosts.start();
        try (RawClient client = RawClient.greeted(host)) {
            client.send(15, 300);
            int queries = 0;
            while (queries < 1_000_000) {
                try {
                    client.send(22);
                    client.readInt();
                    queries++;
                } catch (IOException e) {
                    break;
                }
            }
            assertThat(queries).as("answered before the end").isBetween(1, 999_999);
        }
        host.awaitLog("no answer within 300 ms", Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0600", "06000000", "06000000000080", "0700000000200000", "0a0000000101",
            "0e0000000a0000006d6170", "0f000000", "1100000010000000"})
    void meetsTheTimeoutAfterAMessageCutShort(String hex) throws Exception {
        PluginHost host = hosts.start();
        try (RawClient client = RawClient.greeted(host)) {
            client.send(15, 150);
            client.sendBytes(HexFormat.of().parseHex(hex));
            client.expectEnd();
        }
        host.awaitLog("no answer within 150 ms", Duration.ofSeconds(1));
        try (RawClient next = RawClient.greeted(host)) {
            next.send(13);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 60_001, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void dropsAClientThatNamesAnImpossibleLength(int length) throws Exception {
        PluginHost host = hosts.start();
        try (RawClient client = RawClient.greeted(host)) {
            client.send(14, length);
            client.expectEnd();
        }
        try (RawClient client = RawClient.greeted(host)) {
            client.send(7, length);
            client.expectEnd();
        }
    }

    @Test
    void readsOnlyFourBytesOfAnUnknownMessageAndGoesOn() throws Exception {
        PluginHost host = hosts.start();
        try (RawClient client = RawClient.greeted(host)) {
            client.send(24, 66, 75, 127, 128, 96_354, -1, 1, 2, 3, 4, 22);
            client.expect(1);
            client.send(13);
            client.expectEnd();
        }
        host.awaitLog("unknown message 96354", Duration.ofSeconds(1));
    }

    @Test
    void sendsNothingOfTheExtendedSetUnlessAsked() throws Exception {
        PluginHost host = hosts.start("--fast");
        try (RawClient client = RawClient.greeted(host)) {
            client.send(64, 22);
            client.expect(0x31584D54, 1, 255, 1);
            client.driveTo(-2500, 100);
            client.send(13);
        }
    }

    @Test
    void refusesAStepPeriodThatWouldDivideByZero() throws Exception {
        PluginHost host = hosts.start("--fast");
        try (RawClient client = RawClient.greeted(host)) {
            client.driveTo(-2500, 100);
            client.send(19, 0, 19, -50, 1);
            client.expect(1, -2400);
            client.send(13);
        }
    }

    @Test
    void opensStepsAtThePeriodAndEveryTickAfterTheFinish() throws Exception {
        PluginHost host = hosts.start("--fast", "--cps", "1", "--laps", "1", "--cp-distance", "1");
        try (RawClient client = RawClient.greeted(host)) {
            client.driveTo(0, 70);
            client.sendBytes(new byte[] {10, 0, 0, 0, 0, 0, 1, 0});
            client.send(1);
            int last = 0;
            int id = client.readInt();
            while (id == 1) {
                assertThat(client.readInt()).isEqualTo(last += 70);
                client.send(1);
                id = client.readInt();
            }
            assertThat(id).isEqualTo(2);
            client.expect(1, 1);
            client.send(16);
            client.expect(0);
            client.send(2);
            client.expect(1);
            int finish = client.readInt();
            client.send(16);
            client.expect(1);
            client.send(1);
            client.expect(1, finish);
            client.send(13);
        }
    }

    @Test
    void losesAFrameRequestMadeInTheTurnOfAFrame() throws Exception {
        PluginHost host = hosts.start();
        try (RawClient client = RawClient.greeted(host)) {
            client.send(17, 2, 2, 17, 4, 3, 5);
            client.expect(4);
            client.read(4 * 3 * 4);
            client.send(17, 4, 3, 4);
            assertThat(client.silentFor(300)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, 4", "4, -1", "0, 0", "4097, 4", "4, 4097"})
    void takesAFrameOfAnImpossibleSizeForNoRequest(int width, int height) throws Exception {
        PluginHost host = hosts.start();
        try (RawClient client = RawClient.greeted(host)) {
            client.send(17, 2, 2, 17, width, height, 5);
            assertThat(client.silentFor(200)).isTrue();
        }
    }

    @Test
    void executesAShutDownSentOutsideATurnInTheNext() throws Exception {
        PluginHost host = hosts.start("--fast");
        try (RawClient client = RawClient.greeted(host)) {
            client.driveTo(-2500, 100);
            client.send(1, 13);
            client.expect(1, -2400);
            client.expectEnd();
        }
    }

    @Test
    void swallowsStatesOfAnyLengthOutsideARace() throws Exception {
        PluginHost host = hosts.start();
        try (RawClient client = RawClient.greeted(host)) {
            client.send(7, 0, 7, 8, 1, 2, 8, 11, 12, 22);
            client.expect(1);
            client.send(5);
        }
    }

    @Test
    void goesBackToItsDefaultsForANewClient() throws Exception {
        PluginHost host = hosts.start("--fast");
        RawClient first = RawClient.greeted(host);
        first.driveTo(-2500, 100);
        first.send(15, FOREVER, 17, 16, 16);

        try (RawClient second = RawClient.greeted(host)) {
            second.send(5);
            second.expect(1, -2490);
            second.expectEnd();
        }
        first.expectEnd();
        first.close();
        host.awaitLog("no answer within 2000 ms", Duration.ofSeconds(1));
    }

    @Test
    void replacesAClientWhoseOldSocketStaysOpen() throws Exception {
        PluginHost host = hosts.start("--fast", "--keep-old");
        try (RawClient first = RawClient.greeted(host)) {
            first.driveTo(-2500, 100);
            first.send(6, 0, 1);
            try (RawClient second = RawClient.greeted(host)) {
                second.send(6, Float.floatToIntBits(1), 19, 100, 5);
                second.expect(1, -2400);
                assertThat(first.silentFor(50)).isTrue();
                second.send(13);
            }
        }
    }

    @Test
    void handsTheTurnOfADeadClientToTheNext() throws Exception {
        PluginHost host = hosts.start("--fast");
        RawClient dead = RawClient.greeted(host);
        dead.driveTo(-2500, 100);
        dead.send(15, FOREVER);
        dead.close();

        try (RawClient next = RawClient.greeted(host)) {
            next.send(9, 19, 100);
            ByteBuffer state = next.readBuffer(next.readInt());
            assertThat(state.getInt(7892)).as("race time of the held turn").isEqualTo(-2500);
            next.send(5);
            next.expect(1, -2400);
            next.send(13);
        }
        host.awaitLog("another client connected", Duration.ofSeconds(1));
    }

    @Test
    void keepsTheFrameThatAClientRequestedWhenItTookOverTheTurnOfAFrame() throws Exception {
        PluginHost host = hosts.start();
        RawClient dead = RawClient.greeted(host);
        dead.send(15, FOREVER, 17, 8, 8, 5);
        dead.expect(4);
        dead.close();

        try (RawClient next = RawClient.greeted(host)) {
            next.send(17, 2, 2, 5);
            next.expect(4);
            next.read(2 * 2 * 4);
            next.send(4);
        }
    }

    @Test
    void leavesTheTurnToAClientThatSpeaksWhileAnotherWaits() throws Exception {
        PluginHost host = hosts.start();
        try (RawClient owner = RawClient.greeted(host); RawClient other = new RawClient(host.port())) {
            owner.send(15, FOREVER);
            for (int i = 0; i < 15; i++) {
                assertThat(other.silentFor(100)).isTrue();
                owner.send(22);
                owner.expect(1);
            }
            owner.send(5);
            other.expect(5);
            other.send(13);
            owner.expectEnd();
        }
    }

    @Test
    void givesTheTurnToTheNewestOfThoseWhoWait() throws Exception {
        PluginHost host = hosts.start();
        RawClient dead = RawClient.greeted(host);
        dead.send(15, FOREVER);
        dead.close();
        try (RawClient second = new RawClient(host.port()); RawClient third = new RawClient(host.port())) {
            third.expect(5);
            second.expectEnd();
            third.send(5);
        }
    }

    @Test
    void rendersOnUntilItsPortIsKnown() throws Exception {
        PluginHost host = hosts.start("--queue-frames", "20");
        try (RawClient client = RawClient.greeted(host)) {
            client.send(13);
        }
    }

    @Test
    void asksForAPortWhenItHasNoneAndTakesItLater() throws Exception {
        PluginHost host = hosts.start("--config", "set custom_port 0; queue_processed");

        assertThat(host.log()).contains("custom_port is 0");
        try (RawClient client = RawClient.greeted(host)) {
            client.send(13);
        }
    }

    @Test
    void pausesInALongTurnInsteadOfBurningACore() throws Exception {
        PluginHost host = hosts.start();
        try (RawClient client = RawClient.greeted(host)) {
            client.send(15, FOREVER);
            Duration before = host.cpu();
            assertThat(client.silentFor(1_500)).isTrue();
            // Without the pauses it takes some 150 ms even here, where a look at an empty socket naps.
            assertThat(host.cpu().minus(before)).isLessThan(Duration.ofMillis(100));
            client.send(5);
        }
    }

    @Test
    void answersWhenThereIsNoPlayer() throws Exception {
        PluginHost host = hosts.start("--null-outside-race");
        try (RawClient client = RawClient.greeted(host)) {
            client.send(16, 23, 22);
            client.expect(0, 0, 1);
            client.send(5);
        }
    }
}
