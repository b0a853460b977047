package tmnf.gbx.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static tmnf.gbx.chunk.TestBodies.CHALLENGE;
import static tmnf.gbx.chunk.TestBodies.CLIP;
import static tmnf.gbx.chunk.TestBodies.GHOST_BLOCK;
import static tmnf.gbx.chunk.TestBodies.REPLAY;
import static tmnf.gbx.chunk.TestBodies.TRACK;
import static tmnf.gbx.chunk.TestBodies.blocks;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tmnf.gbx.GbxFile;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxReadOptions;
import tmnf.gbx.container.BodyWriter;
import tmnf.gbx.container.ClassIds;
import tmnf.gbx.model.Block;
import tmnf.gbx.model.BlockCoord;
import tmnf.gbx.model.BlockSkin;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.CheckpointTime;
import tmnf.gbx.model.ControlEntry;
import tmnf.gbx.model.Direction;
import tmnf.gbx.model.FileRef;
import tmnf.gbx.model.GbxContent;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.GhostSamples;
import tmnf.gbx.model.Ident;
import tmnf.gbx.model.InputTape;
import tmnf.gbx.model.MapType;
import tmnf.gbx.model.Medals;
import tmnf.gbx.model.Password;
import tmnf.gbx.model.RaceProgram;
import tmnf.gbx.model.Replay;
import tmnf.gbx.model.Vec3;

/** What is written is read again, equal and without warnings; no real files are needed. */
class WritersTest {

    private static final String BOM = "\uFEFF";
    private static final byte[] KEY =
            {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20};
    private static final FileRef SKIN =
            new FileRef(3, new byte[32], "Skins\\Vehicles\\caf\u00e9.zip", "http://host/a.zip");

    private static GbxContent read(byte[] file) throws GbxFormatException {
        GbxFile<GbxContent> read = GbxFiles.read("written", file, GbxReadOptions.CHECKED);
        assertThat(read.warnings()).isEmpty();
        return read.content();
    }

    private static Challenge challenge() {
        return Challenge.builder()
                .uid("abcdefghijklmnopqrstuvwxyz0")
                .name(BOM + "$f00Name <\"&'> \u65e5")
                .author("author")
                .environment("Bay")
                .decoration(new Ident("Sunset ", "Bay", "Nadeo"))
                .mapType(MapType.PUZZLE)
                .laps(true, 5)
                .medals(new Medals(4000, 3000, 2000, 1000))
                .authorScore(12)
                .timeLimitMs(120_000)
                .kind(6)
                .size(new BlockCoord(36, 24, 36))
                .checkpoints(List.of(new BlockCoord(1, 2, 3), new BlockCoord(-1, 0, 300)))
                .vehicle(new Ident("SnowCar", "Vehicles", "Nadeo"))
                .comments("two\nlines")
                .password(new Password(Arrays.copyOf(KEY, 16), 17))
                .simpleEditor(true)
                .blocks(List.of(
                        Block.of("StadiumRoadMain", Direction.WEST, new BlockCoord(255, 0, 31)),
                        new Block("Sign", Direction.EAST, new BlockCoord(1, 1, 1), 0x9000, "me",
                                new BlockSkin("text", SKIN, FileRef.NONE)),
                        new Block("NoSkin", Direction.SOUTH, new BlockCoord(1, 1, 1), 0x8000, "", null),
                        new Block("", Direction.NORTH, new BlockCoord(0, 0, 0), 0xFFFF_FFFF, "Speed", null)))
                .build();
    }

    private static Ghost ghost(String login) {
        byte[] states = new byte[5 * GhostSamples.STATE_SIZE];
        new SplittableRandom(login.hashCode()).nextBytes(states);
        return Ghost.builder()
                .raceTimeMs(45_670)
                .respawns(2)
                .stuntsScore(9)
                .checkpoints(List.of(new CheckpointTime(10_000, 3), new CheckpointTime(45_670, 9)))
                .uid("ghost of " + login)
                .login(login)
                .nickname(BOM + "$o" + login)
                .validationMapUid("map")
                .skins(List.of(SKIN, FileRef.NONE))
                .skinNickname(login)
                .avatarName("Avatars\\a.dds")
                .vehicle(new Ident("StadiumCar", "Vehicles", "Nadeo"))
                .lightTrailColour(new Vec3(0.25f, 0.5f, 1))
                .version(8)
                .eventsDurationMs(45_670)
                .inputs(InputTape.of(List.of(
                        new ControlEntry("Accelerate", -500, 1),
                        new ControlEntry("Steer", 0, 0x00FF_1234),
                        new ControlEntry("Accelerate", Integer.MAX_VALUE - 100_000, 0))))
                .program(new RaceProgram(
                        "TmForever.2.11.26", 0xFFFF_FFFEL, 3, 4, "<laps>1</laps>", 0x8000_0000L))
                .samples(GhostSamples.packed(100, states))
                .key(KEY)
                .build();
    }

    @Test
    void challengeWithEveryValueSetComesBack() throws GbxFormatException {
        assertThat(read(ChallengeWriter.file(challenge()))).isEqualTo(challenge());
        assertThat(read(ChallengeWriter.file(Challenge.builder().build())))
                .isEqualTo(Challenge.builder().build());
    }

    @ParameterizedTest
    @EnumSource(MapType.class)
    void everyMapTypeComesBack(MapType type) throws GbxFormatException {
        Challenge challenge = challenge().toBuilder().mapType(type).build();

        assertThat(((Challenge) read(ChallengeWriter.file(challenge))).mapType()).contains(type);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 50_000})
    void thumbnailComesBack(int size) throws GbxFormatException {
        byte[] jpeg = new byte[size];
        new SplittableRandom(size).nextBytes(jpeg);
        Challenge challenge = challenge().toBuilder().thumbnail(jpeg).build();

        assertThat(((Challenge) read(ChallengeWriter.file(challenge))).thumbnail()).isEqualTo(jpeg);
    }

    @Test
    void headerSaysWhatTheBodySays() throws GbxFormatException {
        GbxFile<GbxContent> file =
                GbxFiles.read("written", ChallengeWriter.file(challenge()), GbxReadOptions.FULL);

        assertThat(file.header().mapName()).isEqualTo(challenge().name());
        assertThat(file.header().mood()).isEqualTo("Sunset ");
        assertThat(file.header().mapType()).isEqualTo("Puzzle");
        assertThat(file.header().laps()).isEqualTo(5);
        assertThat(file.header().authorTimeMs()).isEqualTo(1000);
    }

    /** A challenge with all kinds of clips; the group's text is made of the intro's effect if they share. */
    private static Challenge withClips(boolean share) throws GbxFormatException {
        return (Challenge) read(TestBodies.file(CHALLENGE, out -> {
            blocks(out);
            out.chunk(CHALLENGE | 0x021, o -> {
                // Clip 1, track 2, text 3, effect 4.
                TestBodies.clip(o, "intro", 5, TestBodies.effect(7));
                TestBodies.group(o, g -> TestBodies.clip(
                        g, "in the race", 2, share ? e -> e.i32(4) : TestBodies.effect(3)));
                TestBodies.group(o, g -> TestBodies.clip(g, "at the end", 1, TestBodies.effect(2)));
            });
            out.chunk(CHALLENGE | 0x026, o -> TestBodies.clip(o, "global", 1, TestBodies.effect(9)));
        }));
    }

    @Test
    void clipsComeBack() throws GbxFormatException {
        Challenge challenge = withClips(false);

        Challenge again = (Challenge) read(ChallengeWriter.file(challenge));

        assertThat(again).isEqualTo(challenge);
        assertThat(again.introDurationMs()).hasValue(7000);
        assertThat(again.intro().orElseThrow().cameraDurationSeconds()).hasValue(5);
        assertThat(again.inGameClips().orElseThrow().clips().get(0).durationMs()).isEqualTo(3000);
        assertThat(again.endRaceClips().orElseThrow().clips().get(0).name()).isEqualTo("at the end");
        assertThat(again.globalClip().orElseThrow().tracks().get(0).keepPlaying()).isTrue();
    }

    @Test
    void clipsThatShareANodeComeBack() throws GbxFormatException {
        Challenge challenge = withClips(true);
        assertThat(challenge.inGameClips().orElseThrow().clips().get(0).durationMs()).isEqualTo(7000);

        Challenge again = (Challenge) read(ChallengeWriter.file(challenge));

        assertThat(again).isEqualTo(challenge);
        assertThat(again.inGameClips().orElseThrow().clips().get(0).durationMs()).isEqualTo(7000);
    }

    @Test
    void clipThatPlaysTwiceComesBack() throws GbxFormatException {
        Challenge challenge = (Challenge) read(TestBodies.file(CHALLENGE, out -> {
            blocks(out);
            out.chunk(CHALLENGE | 0x021, o -> {
                TestBodies.clip(o, "intro", 5, TestBodies.effect(7));
                TestBodies.group(o, g -> g.i32(1));
                o.nullNode();
            });
            out.chunk(CHALLENGE | 0x026, o -> o.i32(1));
        }));

        Challenge again = (Challenge) read(ChallengeWriter.file(challenge));

        assertThat(again.inGameClips()).isEqualTo(challenge.inGameClips());
        assertThat(again.inGameClips().orElseThrow().clips().get(0).durationMs()).isEqualTo(7000);
        assertThat(again.globalClip()).isEqualTo(challenge.globalClip());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void replayComesBack(int ghosts) throws GbxFormatException {
        byte[] map = ChallengeWriter.file(challenge());
        List<Ghost> drivers = List.of(ghost("one"), ghost("two")).subList(0, ghosts);

        Replay again = (Replay) read(ReplayWriter.file(new Replay(map, challenge(), drivers, null)));

        assertThat(again.ghosts()).isEqualTo(drivers);
        assertThat(again.challenge()).contains(challenge());
        assertThat(again.challengeBytes()).isEqualTo(map);
        assertThat(again.clip()).isEmpty();
    }

    @Test
    void ghostWithoutInputsAndSamplesComesBack() throws GbxFormatException {
        Ghost bare = Ghost.builder().login("bare").build();

        assertThat(read(GhostWriter.file(bare))).isEqualTo(bare);
        assertThat(read(GhostWriter.file(ghost("rich")))).isEqualTo(ghost("rich"));
    }

    /** A replay whose clip shows the first ghost, or one of its own. */
    private static Replay withClip(boolean share) throws GbxFormatException {
        return (Replay) read(TestBodies.file(REPLAY, out -> {
            out.chunk(REPLAY | 0x014, o -> {
                o.nodeList(2);
                o.node(ClassIds.CGameCtnGhost, g -> GhostWriter.chunks(g, ghost("one")));
                o.node(ClassIds.CGameCtnGhost, g -> GhostWriter.chunks(g, ghost("two")));
                o.i32(0);
                o.i32(0);
            });
            out.chunk(REPLAY | 0x015, o -> o.node(CLIP, clip -> clip.chunk(CLIP | 0x005, c -> {
                c.nodeList(1);
                c.node(TRACK, track -> track.chunk(TRACK | 0x001, t -> {
                    t.str("ghosts");
                    t.nodeList(1);
                    t.node(GHOST_BLOCK, block -> block.chunk(GHOST_BLOCK | 0x001, b -> film(b, share)));
                    t.i32(-1);
                }));
                c.str("film");
            })));
        }));
    }

    private static void film(BodyWriter out, boolean share) {
        out.f32(1);
        out.f32(46);
        if (share) {
            out.i32(2);
        } else {
            out.node(ClassIds.CGameCtnGhost, g -> GhostWriter.chunks(g, ghost("third")));
        }
        out.f32(0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void filmOfAReplayComesBack(boolean share) throws GbxFormatException {
        Replay replay = withClip(share);

        byte[] file = ReplayWriter.file(replay);
        Replay again = (Replay) read(file);

        assertThat(again).isEqualTo(replay);
        assertThat(again.clip().orElseThrow().durationMs()).isEqualTo(46_000);
        assertThat(ReplayWriter.file(again)).isEqualTo(file);
    }

    @Test
    void filmOfAGhostThatIsNotWrittenShowsNone() throws GbxFormatException {
        Replay replay = withClip(true);

        Replay again = (Replay) read(ReplayWriter.file(
                new Replay(new byte[0], null, replay.ghosts().subList(0, 1), replay.clip().orElseThrow())));

        assertThat(again.ghosts()).hasSize(1);
        assertThat(again.clip().orElseThrow().durationMs()).isEqualTo(46_000);
    }
}
