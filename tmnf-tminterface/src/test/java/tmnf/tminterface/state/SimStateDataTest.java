package tmnf.tminterface.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import tmnf.gbx.model.Quaternion;
import tmnf.gbx.model.Vec3;

class SimStateDataTest {

    private static final float[] QUARTER_AROUND_Y = {0, 0, 1, 0, 1, 0, -1, 0, 0};

    @Test
    void wrongLengthsAreRefusedWithWhatIsExpected() throws IOException {
        byte[] good = Golden.bytes("simstate/state_full.bin");

        assertThatThrownBy(() -> SimStateData.wrap(new byte[100])).isInstanceOf(StateFormatException.class)
                .hasMessageStartingWith(
                        "simulation state has 100 bytes, but 8356 + 4 x checkpoints + 8 x checkpoint times");
        assertThatThrownBy(() -> SimStateData.wrap(Arrays.copyOf(good, good.length - 1)))
                .isInstanceOf(StateFormatException.class).hasMessageContaining("8415 bytes")
                .hasMessageContaining("it claims 5 checkpoints and 5 times, which make 8416");
        assertThatThrownBy(() -> SimStateData.wrap(Arrays.copyOf(good, good.length + 8)))
                .isInstanceOf(StateFormatException.class);
        byte[] negative = good.clone();
        negative[8351] = (byte) 0xFF;
        assertThatThrownBy(() -> SimStateData.wrap(negative)).isInstanceOf(StateFormatException.class)
                .hasMessageContaining("checkpoints at byte 8348");
    }

    @Test
    void damagedBytesAreRefusedOrReadableToTheEnd() throws IOException {
        byte[] good = Golden.bytes("simstate/state_laps_sim.bin");
        Random random = new Random(4);
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            byte[] bad = Arrays.copyOf(good, i % 2 == 0 ? good.length : random.nextInt(1, 9_000));
            int from = Math.min(SimStateData.MIN_SIZE - CheckpointData.MIN_SIZE, bad.length - 1);
            bad[random.nextInt(from, bad.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                SimStateData state = SimStateData.wrap(bad);
                state.dump(new StringBuilder());
                assertThat(state.derived()).hasSize(16);
                assertThat(state.size()).isEqualTo(bad.length);
            } catch (StateFormatException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(250, 490);
    }

    @Test
    void aStateCanLieAnywhereInAnArray() throws IOException {
        byte[] blob = Golden.bytes("simstate/state_full.bin");
        byte[] around = new byte[blob.length + 20];
        System.arraycopy(blob, 0, around, 7, blob.length);

        SimStateData state = SimStateData.wrap(around, 7, blob.length);

        assertThat(state).isEqualTo(SimStateData.wrap(blob)).hasSameHashCodeAs(SimStateData.wrap(blob));
        assertThat(state.toBytes()).isEqualTo(blob);
        assertThat(state.buffer()).isEqualTo(ByteBuffer.wrap(blob));
        assertThat(state.buffer().isReadOnly()).isTrue();
        assertThat(state.wheel(3)).isEqualTo(SimStateData.wrap(blob).wheel(3)).isNotEqualTo(state.wheel(2));
        assertThatThrownBy(() -> SimStateData.wrap(around, 21, blob.length))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void viewsShareTheBytesAndCopiesDoNot() throws IOException {
        byte[] blob = Golden.bytes("simstate/state_full.bin");
        SimStateData state = SimStateData.wrap(blob);
        SimStateData copy = state.copy();

        state.dyna().currentState().setPosition(new Vec3(1, 2, 3));
        state.wheel(2).realTimeState().setIsSliding(true);
        state.checkpointData().setCpTimeMs(4, 99_000);

        assertThat(SimStateData.wrap(blob).position()).isEqualTo(new Vec3(1, 2, 3));
        assertThat(state.wheel(2).realTimeState().isSliding()).isTrue();
        assertThat(copy.toBytes()).isEqualTo(Golden.bytes("simstate/state_full.bin"));
        assertThat(copy).isNotEqualTo(state).isNotEqualTo(state.dyna());
    }

    @Test
    void settersOfDerivedPropertiesWriteTheirFields() {
        SimStateData state = SimStateData.blank(2, 1);

        state.setTimeMs(2610);
        state.setRaceTimeMs(-10);
        state.setDisplaySpeed(123);
        state.setPosition(new Vec3(1, 2, 3));
        state.setVelocity(new Vec3(4, 5, 6));
        state.setRotationMatrix(QUARTER_AROUND_Y);

        assertThat(state.timer(1)).isEqualTo(2610);
        assertThat(state.playerInfo().raceTime()).isEqualTo(-10);
        assertThat(state.rewindTimeMs()).isZero();
        assertThat(state.playerInfo().displaySpeed()).isEqualTo(123);
        assertThat(state.dyna().currentState().position()).isEqualTo(new Vec3(1, 2, 3));
        assertThat(state.dyna().currentState().linearSpeed()).isEqualTo(new Vec3(4, 5, 6));
        float half = (float) Math.sqrt(0.5);
        assertThat(state.dyna().currentState().quat()).isEqualTo(new Quaternion(0, half, 0, half));
        assertThat(state.yawPitchRoll().yaw()).isCloseTo(Math.PI / 2, within(1e-12));
    }

    @Test
    void rotationAndQuaternionFollowEachOther() {
        HmsDynaState body = SimStateData.blank(0, 0).dyna().currentState();
        float half = (float) Math.sqrt(0.5);

        body.setQuat(new Quaternion(0, half, 0, half));
        assertThat(body.rotation()).containsExactly(QUARTER_AROUND_Y, within(1e-6f));

        body.setRotation(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
        assertThat(body.quat()).isEqualTo(new Quaternion(0, 0, 0, 1));

        byte[] before = body.toBytes();
        assertThatThrownBy(() -> body.setRotation(new float[] {-1, 0, 0, 0, -0.9f, 0, 0, 0, 1.5f}))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> body.setRotation(new float[8])).isInstanceOf(IllegalArgumentException.class);
        assertThat(body.toBytes()).isEqualTo(before);
    }

    @Test
    void settersRefuseRegionsThatTheGameDidNotFill() throws IOException {
        SimStateData state = Golden.state("state_flags0");
        byte[] before = state.toBytes();

        List<Runnable> setters = List.of(
                () -> state.setTimeMs(1), () -> state.setRaceTimeMs(1), () -> state.setDisplaySpeed(1),
                () -> state.setPosition(Vec3.ZERO), () -> state.setVelocity(Vec3.ZERO),
                () -> state.setRotationMatrix(QUARTER_AROUND_Y));
        for (Runnable setter : setters) {
            assertThatThrownBy(setter::run).isInstanceOf(IllegalStateException.class)
                    .hasMessageMatching("the state has no .* \\(flag 0x\\d+ is not set\\).*");
        }
        assertThat(state.toBytes()).isEqualTo(before);
    }

    @Test
    void aBlankStateIsAtRestAndUpright() throws IOException {
        SimStateData state = SimStateData.blank(3, 2);

        assertThat(SimStateData.wrap(state.toBytes())).isEqualTo(state);
        assertThat(state.size()).isEqualTo(8356 + 4 * 3 + 8 * 6);
        assertThat(state.has(SimStateData.HAS_ALL)).isTrue();
        assertThat(state.contextMode()).isEqualTo(SimStateData.CONTEXT_RUN);
        assertThat(state.yawPitchRoll()).isEqualTo(Rotations.YawPitchRoll.ZERO);
        assertThat(state.checkpointData().passedCount()).isZero();
        assertThat(state.checkpointData()).isEqualTo(CheckpointData.blank(3, 2));
        assertThat(state.dyna().tempState().quat()).isEqualTo(new Quaternion(0, 0, 0, 1));
    }

    @Test
    void otherCheckpointsMakeAnotherState() throws IOException {
        SimStateData state = Golden.state("state_full");
        CheckpointData longer = CheckpointData.blank(7, 3);

        SimStateData other = state.withCheckpointData(longer);

        assertThat(SimStateData.wrap(other.toBytes()).checkpointData()).isEqualTo(longer);
        assertThat(Arrays.copyOf(other.toBytes(), 8344)).isEqualTo(Arrays.copyOf(state.toBytes(), 8344));
        assertThat(state.checkpointData().cpStatesLength()).isEqualTo(5);
    }

    @Test
    void preventingTheFinishWritesTheLastTime() throws IOException {
        SimStateData state = Golden.state("state_full");
        byte[] expected = state.toBytes();
        Arrays.fill(expected, expected.length - 8, expected.length - 4, (byte) 0xFF);
        state.checkpointData().setCpTimeMs(4, 50_000);

        assertThat(state.preventFinish()).isTrue();

        assertThat(state.toBytes()).isEqualTo(expected);
        assertThat(Golden.state("state_nocp").preventFinish()).isFalse();
    }

    @Test
    void unsignedFieldsKeepTheirRange() {
        SimStateData state = SimStateData.blank(0, 0);

        state.playerInfo().setRaceBestTime(0xFFFF_FFFFL);

        assertThat(state.playerInfo().raceBestTime()).isEqualTo(4_294_967_295L);
        assertThatThrownBy(() -> state.setNumRespawns(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> state.setNumRespawns(1L << 32)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> state.setPlugSolid(new byte[67]))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("68 bytes");
    }

    @Test
    void theDumpNamesEveryFieldWithItsPlaceInTheState() throws IOException {
        SimStateData state = Golden.state("state_full");
        StringBuilder dump = new StringBuilder();

        state.dump(dump);

        assertThat(dump.toString().lines()).hasSizeGreaterThan(250)
                .anyMatch(line -> line.matches(
                        " +724  dyna\\.currentState\\.position +float32\\[3\\] +\\[674\\.97.*"))
                .anyMatch(line -> line.matches(" +7892  playerInfo\\.raceTime +int32 +42420"))
                .anyMatch(line -> line.matches(" +4760  wheels\\[1\\]\\.realTimeState\\.damperAbsorb .*"))
                .anyMatch(line -> line.matches(" +8160  internalInputState\\[0\\]\\.event\\.time .*"))
                .anyMatch(line -> line.matches(" +8376  checkpointData\\.cpTimes\\[0\\]\\.time +int32 .*"))
                .anyMatch(line -> line.matches(
                        " +6872  plugSolid +bytes\\[68\\] +[0-9a-f]{32}\\.\\.\\. .68 bytes."));
    }

    @Test
    void mapsHoldPlainValues() throws IOException {
        SimStateData state = Golden.state("state_full");

        Map<String, Object> map = state.toMap();

        assertThat(map.get("wheels")).asInstanceOf(LIST).hasSize(4);
        assertThat(map).containsEntry("flags", 255L).containsKey("checkpointData");
        assertThat(state.derived()).containsEntry("raceTimeMs", 42_420).containsEntry("lapsPassed", 0);
    }

    @Test
    void anglesThatCannotBeComputedAreNull() {
        SimStateData state = SimStateData.blank(0, 0);
        // Through the structure behind it, for the setter refuses such a matrix.
        state.dyna().currentState().putFloat32(16, Float.NaN);

        assertThat(state.derived()).containsEntry("yawPitchRoll", null).containsEntry("lapsPassed", null);
        assertThatThrownBy(state::yawPitchRoll).isInstanceOf(ArithmeticException.class);
    }
}
