package tmnf.exchange.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.ExchangeException.Kind;
import tmnf.gbx.GbxHeaderFacts;
import tmnf.gbx.file.AtomicMove;
import tmnf.gbx.model.MapType;
import tmnf.gbx.synthetic.SyntheticReplays;

class FileReceiverTest {

    private static byte[] small;
    private static byte[] large;
    private static byte[] challenge;

    @TempDir
    Path folder;
    private final FileReceiver receiver = new FileReceiver();

    @BeforeAll
    static void makeFiles() {
        SyntheticReplays track = SyntheticReplays.track("Test", 7,
                new SyntheticReplays.Options(20, 60, MapType.RACE, 0));
        SyntheticReplays.Driver driver = new SyntheticReplays.Driver("anna", "Anna", false);
        small = track.replayFile(track.drive(1, 40, driver));
        challenge = track.challengeFile();
        // Extra blocks hardly compress: the challenge inside makes the replay longer than one buffer.
        SyntheticReplays wide = SyntheticReplays.track("Wide", 8,
                new SyntheticReplays.Options(40, 30_000, MapType.RACE, 0));
        large = wide.replayFile(wide.drive(1, 40, driver));
        assertThat(small.length).isLessThan(64 << 10);
        assertThat(large.length).isGreaterThan(150_000);
    }

    private static Stream<byte[]> replays() {
        return Stream.of(small, large);
    }

    @ParameterizedTest
    @MethodSource("replays")
    void aWholeReplayGetsItsNameWithLengthHashAndFacts(byte[] replay) throws Exception {
        Path target = folder.resolve("a.replay.gbx");

        FileReceiver.Received received = receive(new ByteArrayInputStream(replay), target);

        assertThat(target).hasBinaryContent(replay);
        assertThat(received.bytes()).isEqualTo(replay.length);
        assertThat(received.sha256())
                .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(replay)));
        assertThat(received.facts().kind()).isEqualTo(GbxHeaderFacts.Kind.REPLAY);
        assertThat(files()).containsExactly("a.replay.gbx");
    }

    @ParameterizedTest
    @MethodSource("replays")
    void aCutReplayIsTransientAndLeavesNothing(byte[] replay) {
        for (int length : List.of(21, 200, replay.length / 2, replay.length - 1)) {
            InputStream cut = new ByteArrayInputStream(Arrays.copyOf(replay, length));

            assertThatThrownBy(() -> receive(cut, folder.resolve("a.replay.gbx")))
                    .as("%s bytes of %s", length, replay.length)
                    .satisfies(e -> assertThat(((ExchangeException) e).kind()).isEqualTo(Kind.TRANSIENT));
            assertThat(files()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("replays")
    void aReplayThatIsCutAlthoughAllOfItCameIsDamagedOnTheSite(byte[] replay) {
        byte[] cut = Arrays.copyOf(replay, replay.length - 1);

        assertThatThrownBy(() -> receive(new ByteArrayInputStream(cut), cut.length,
                folder.resolve("a.replay.gbx"), facts -> ""))
                .satisfies(e -> assertThat(((ExchangeException) e).kind()).isEqualTo(Kind.CONTENT));
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("replays")
    void whatIsOtherwiseThanListedIsKnownBeforeTheFileHasItsName(byte[] replay) throws IOException {
        Path target = folder.resolve("a.replay.gbx");
        boolean[] named = {true};

        FileReceiver.Received received = receive(new ByteArrayInputStream(replay), -1, target, facts -> {
            named[0] = Files.exists(target);
            return "its time is " + facts.bestTimeMs();
        });

        assertThat(named[0]).isFalse();
        assertThat(received.oddity()).isEqualTo("its time is " + received.facts().bestTimeMs());
        assertThat(target).hasBinaryContent(replay);
    }

    @Test
    void aBodyThatBreaksOffInTheMiddleLeavesNothingAndTheNextIsWhole() throws IOException {
        InputStream breaking = new InputStream() {
            private int given;

            @Override
            public int read() throws IOException {
                if (given == 100_000) {
                    throw new ExchangeException(Kind.TRANSIENT, 0, "/recordgbx/1", "connection reset");
                }
                return large[given++] & 0xFF;
            }
        };

        assertThatThrownBy(() -> receive(breaking, folder.resolve("a.replay.gbx")))
                .hasMessage("connection reset");
        assertThat(files()).isEmpty();

        FileReceiver.Received next = receive(new ByteArrayInputStream(small), folder.resolve("b.replay.gbx"));
        assertThat(next.sha256()).isEqualTo(
                receive(new ByteArrayInputStream(small), folder.resolve("c.replay.gbx")).sha256());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "<!DOCTYPE html><p>Maintenance", "\n\t <HTML>", "\uFEFF<html>"})
    void aPageForPeopleMeansThatWeAreTurnedAway(String start) {
        for (int length : List.of(start.length(), 5_000, 200_000)) {
            byte[] page = (start + " ".repeat(length)).getBytes(StandardCharsets.UTF_8);

            assertThatThrownBy(() -> receive(new ByteArrayInputStream(page), folder.resolve("a")))
                    .satisfies(e -> assertThat(((ExchangeException) e).kind()).isEqualTo(Kind.BLOCKED));
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void whatIsNoReplayIsRefused() {
        byte[] wrongClass = small.clone();
        wrongClass[9] ^= 0x55;
        byte[] json = "{\"error\":1}".getBytes(StandardCharsets.US_ASCII);
        for (byte[] body : List.of(new byte[0], new byte[2], "GB".getBytes(StandardCharsets.US_ASCII),
                wrongClass, challenge, json, new byte[300_000])) {
            assertThatThrownBy(() -> receive(new ByteArrayInputStream(body), folder.resolve("a")))
                    .as("%s bytes", body.length)
                    .satisfies(e -> assertThat(((ExchangeException) e).kind()).isEqualTo(Kind.CONTENT));
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void aVirusScannerThatLooksAtTheNewFileDoesNotEndTheRun() throws IOException {
        List<Long> pauses = new ArrayList<>();
        AtomicMove scanned = new AtomicMove((from, to, options) -> {
            if (pauses.isEmpty()) {
                throw new AccessDeniedException(from.toString(), to.toString(), null);
            }
            Files.move(from, to, options);
        }, pauses::add);
        Path target = folder.resolve("a.replay.gbx");

        receive(new FileReceiver(scanned), new ByteArrayInputStream(small), -1, target, facts -> "");

        assertThat(target).hasBinaryContent(small);
        assertThat(pauses).hasSize(1);
        assertThat(files()).containsExactly("a.replay.gbx");
    }

    @Test
    void anOlderFileOfThatNameIsReplaced() throws IOException {
        Path target = Files.writeString(folder.resolve("a.replay.gbx"), "half a fi");

        receive(new ByteArrayInputStream(small), target);

        assertThat(target).hasBinaryContent(small);
    }

    @Test
    void troubleOfTheDiskIsNoTroubleOfTheSite() throws IOException {
        Files.createDirectories(folder.resolve("a.replay.gbx/not empty"));

        assertThatThrownBy(() -> receive(new ByteArrayInputStream(small), folder.resolve("a.replay.gbx")))
                .isInstanceOf(FileSystemException.class).hasMessageContaining("a.replay.gbx");
        assertThat(files()).containsExactly("a.replay.gbx");
        assertThatThrownBy(() -> receive(new ByteArrayInputStream(small), folder.resolve("no/where")))
                .isInstanceOf(FileSystemException.class);
    }

    private FileReceiver.Received receive(InputStream body, Path target) throws IOException {
        return receive(body, -1, target, facts -> "");
    }

    private FileReceiver.Received receive(InputStream body, long length, Path target,
            Function<GbxHeaderFacts, String> check) throws IOException {
        return receive(receiver, body, length, target, check);
    }

    private static FileReceiver.Received receive(FileReceiver receiver, InputStream body, long length,
            Path target, Function<GbxHeaderFacts, String> check) throws IOException {
        return receiver.receive(body, length, new FileReceiver.Wanted(target, StagedFile.partOf(target),
                GbxHeaderFacts.Kind.REPLAY, "/recordgbx/1", check));
    }

    private List<String> files() {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
