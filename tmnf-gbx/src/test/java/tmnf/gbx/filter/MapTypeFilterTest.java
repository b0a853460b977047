package tmnf.gbx.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tmnf.gbx.GameVersion;
import tmnf.gbx.GbxHeaderFacts;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.MapType;
import tmnf.gbx.model.MediaBlock;
import tmnf.gbx.model.MediaClip;
import tmnf.gbx.model.MediaTrack;
import tmnf.gbx.model.NodeImage;

class MapTypeFilterTest {

    @TempDir
    Path dir;

    private final Map<String, Challenge> challenges = new HashMap<>();
    private final Set<String> bodies = ConcurrentHashMap.newKeySet();
    private final List<MapTypeJudgement> judged = new ArrayList<>();
    private GbxHeaderFacts.Kind kind = GbxHeaderFacts.Kind.CHALLENGE;
    private GameVersion game = GameVersion.FOREVER;
    private boolean bareHeaders;

    private final ChallengeSource source = new ChallengeSource() {
        @Override
        public GbxHeaderFacts header(Path file) throws IOException {
            Challenge body = known(file);
            String type = body.mapType().map(MapType::label).orElse("");
            String environment = bareHeaders ? "" : body.environment();
            return new GbxHeaderFacts(0x03043000, kind, game, "", "", "", environment, "", "",
                    bareHeaders ? "" : type, 0, -1, -1, 0, "", "", -1, -1);
        }

        @Override
        public Challenge challenge(Path file) throws IOException {
            bodies.add(file.getFileName().toString());
            return known(file);
        }

        private Challenge known(Path file) throws IOException {
            Challenge challenge = challenges.get(file.getFileName().toString());
            if (challenge == null) {
                throw new IOException("it is damaged");
            }
            return challenge;
        }
    };

    private void map(String track, Challenge.Builder challenge) throws IOException {
        String name = track + ".Challenge.Gbx";
        Files.writeString(dir.resolve(name), "");
        challenges.put(name, challenge.build());
    }

    private static Challenge.Builder race() {
        return Challenge.builder();
    }

    private static MediaClip intro(float seconds) {
        MediaBlock block = new MediaBlock(0x030A2000, "custom camera", 0, seconds);
        return new MediaClip("intro", List.of(new MediaTrack("camera", List.of(block), false)),
                new NodeImage(new byte[0], List.of()));
    }

    private MapTypeConfig config(ParseErrorPolicy policy, boolean onlyWithMaps, int maxIntroMs) {
        return new MapTypeConfig(dir, onlyWithMaps, 2, FilterStyle.DEFAULT, policy, Environments.STANDARD,
                Set.of(MapType.RACE), maxIntroMs);
    }

    private List<String> run(MapTypeConfig config, String... ids) throws IOException {
        return new MapTypeFilter(config, source).run(TrackList.of(List.of(ids)), FilterOutputs.NONE,
                (judgement, done, total) -> judged.add((MapTypeJudgement) judgement), () -> false).keptIds();
    }

    @Test
    void keepsRacesInStandardEnvironmentsFromTheHeaderAlone() throws IOException {
        map("1", race());
        map("2", race().mapType(MapType.STUNTS));
        map("3", race().environment("Alpine"));
        map("4", race().environment("Moon"));

        List<String> kept =
                run(config(ParseErrorPolicy.IGNORE, false, MapTypeConfig.ANY_INTRO), "4", "3", "2", "1");

        assertThat(kept).containsExactly("3", "1");
        assertThat(judged).extracting(MapTypeJudgement::reason)
                .containsExactly(Reason.ENVIRONMENT, Reason.STANDARD, Reason.MAP_TYPE, Reason.STANDARD);
        assertThat(bodies).isEmpty();
    }

    @Test
    void looksIntoTheBodyWhereTheHeaderIsSilent() throws IOException {
        bareHeaders = true;
        map("1", race());
        map("2", race().mapType(MapType.PUZZLE));
        map("3", race().mapType(null));

        List<String> kept = run(config(ParseErrorPolicy.DROP, false, MapTypeConfig.ANY_INTRO), "1", "2", "3");

        assertThat(kept).containsExactly("1");
        assertThat(judged.get(2).unreadable().get(0).why()).contains("play mode");
    }

    @Test
    void acceptsTheChosenEnvironmentsAndPlayModes() throws IOException {
        map("1", race());
        map("2", race().environment("Speed").mapType(MapType.PLATFORM));
        MapTypeConfig config = new MapTypeConfig(dir, false, 1, FilterStyle.DEFAULT, ParseErrorPolicy.IGNORE,
                List.of("desert"), Set.of(MapType.RACE, MapType.PLATFORM), MapTypeConfig.ANY_INTRO);

        assertThat(run(config, "1", "2")).containsExactly("2");
    }

    @ParameterizedTest
    @CsvSource({"0, STANDARD", "15, STANDARD", "15.01, LONG_INTRO", "60, LONG_INTRO"})
    void dropsLongIntros(float seconds, Reason reason) throws IOException {
        map("1", race().intro(seconds == 0 ? null : intro(seconds)));

        run(config(ParseErrorPolicy.IGNORE, false, 15_000), "1");

        assertThat(judged.get(0).reason()).isEqualTo(reason);
        assertThat(judged.get(0).introMs()).isEqualTo(Math.round(seconds * 1000));
    }

    @ParameterizedTest
    @CsvSource({"IGNORE, true", "KEEP, true", "DROP, false"})
    void anUnknownIntroFollowsThePolicy(ParseErrorPolicy policy, boolean kept) throws IOException {
        map("1", race().clipsKnown(false));

        assertThat(run(config(policy, true, 15_000), "1")).isEqualTo(kept ? List.of("1") : List.of());
        assertThat(judged.get(0).reason()).isEqualTo(Reason.UNKNOWN_INTRO);
        assertThat(judged.get(0).unreadableCount()).isEqualTo(1);
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of(ParseErrorPolicy.IGNORE, false, true),
                Arguments.of(ParseErrorPolicy.IGNORE, true, false),
                Arguments.of(ParseErrorPolicy.KEEP, true, true),
                Arguments.of(ParseErrorPolicy.DROP, false, false));
    }

    @ParameterizedTest(name = "{0}, only with maps: {1}")
    @MethodSource("unreadable")
    void unreadableMapsAreDecidedByThePolicy(ParseErrorPolicy policy, boolean onlyWithMaps, boolean kept)
            throws IOException {
        Files.writeString(dir.resolve("1.Challenge.Gbx"), "<html>");
        Files.createDirectories(dir.resolve("2.Challenge.Gbx"));

        List<String> ids = run(config(policy, onlyWithMaps, MapTypeConfig.ANY_INTRO), "1", "2");

        assertThat(ids).isEqualTo(kept ? List.of("1", "2") : List.of());
        assertThat(judged).allMatch(judgement -> judgement.reason() == Reason.UNREADABLE);
    }

    @Test
    void failsOnRequest() throws IOException {
        Files.writeString(dir.resolve("1.Challenge.Gbx"), "<html>");

        assertThatThrownBy(() -> run(config(ParseErrorPolicy.FAIL, false, MapTypeConfig.ANY_INTRO), "1"))
                .isInstanceOf(UnreadableInputException.class);
    }

    @Test
    void refusesReplaysAndFilesOfOtherGames() throws IOException {
        map("1", race());
        kind = GbxHeaderFacts.Kind.REPLAY;
        run(config(ParseErrorPolicy.DROP, false, MapTypeConfig.ANY_INTRO), "1");
        kind = GbxHeaderFacts.Kind.CHALLENGE;
        game = GameVersion.MANIAPLANET;
        run(config(ParseErrorPolicy.DROP, false, MapTypeConfig.ANY_INTRO), "1");

        assertThat(judged).extracting(judgement -> judgement.unreadable().get(0).why()).containsExactly(
                "it is a replay, no challenge", "it was written by " + GameVersion.MANIAPLANET.title());
    }

    @Test
    void dropsTracksWithoutMapWhenAsked() throws IOException {
        map("1", race());

        assertThat(run(config(ParseErrorPolicy.IGNORE, false, -1), "1", "2")).containsExactly("1", "2");
        assertThat(run(config(ParseErrorPolicy.IGNORE, true, -1), "1", "2")).containsExactly("1");
    }

    @Test
    void upstreamLooksOnlyAtTheEnvironmentAsSpelled() throws IOException {
        map("1", race().mapType(MapType.STUNTS).intro(intro(99)));
        map("2", race().environment("stadium"));
        map("3", race().environment(""));
        Files.writeString(dir.resolve("4.Challenge.Gbx"), "<html>");
        MapTypeConfig config = new MapTypeConfig(dir, true, 1, FilterStyle.UPSTREAM, ParseErrorPolicy.KEEP,
                Environments.STANDARD, Set.of(MapType.RACE), 1000);

        assertThat(run(config, "1", "2", "3", "4", "5")).containsExactly("1", "3", "4");
    }
}
