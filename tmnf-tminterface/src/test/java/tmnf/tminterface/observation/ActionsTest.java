package tmnf.tminterface.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class ActionsTest {

    private static final float NAN = Float.NaN;

    @Test
    void hasTheTwelveRecordedActions() {
        JsonNode recorded = Golden.json("float/actions.json");
        assertThat(recorded.get("actions")).hasSize(ActionIndex.COUNT);
        assertThat(ActionIndex.all()).hasSize(ActionIndex.COUNT);
        assertThat(ActionIndex.FORWARD).isEqualTo(recorded.get("action_forward_idx").asInt());
        assertThat(ActionIndex.BACKWARD).isEqualTo(recorded.get("action_backward_idx").asInt());

        for (int index = 0; index < ActionIndex.COUNT; index++) {
            JsonNode keys = recorded.get("actions").get(index);
            assertThat(ActionIndex.action(index)).isEqualTo(new Action(
                    keys.get("accelerate").asBoolean(), keys.get("brake").asBoolean(),
                    keys.get("left").asBoolean(), keys.get("right").asBoolean()));
        }
    }

    @Test
    void findsTheNumberOfEveryCombinationOfKeys() {
        for (int index = 0; index < ActionIndex.COUNT; index++) {
            assertThat(ActionIndex.of(ActionIndex.action(index))).isEqualTo(index);
            assertThat(ActionIndex.find(ActionIndex.action(index))).hasValue(index);
        }
    }

    @Test
    void leftAndRightTogetherCancelEachOther() {
        assertThat(ActionIndex.of(true, false, true, true)).isEqualTo(0);
        assertThat(ActionIndex.of(false, false, true, true)).isEqualTo(3);
        assertThat(ActionIndex.of(false, true, true, true)).isEqualTo(6);
        assertThat(ActionIndex.of(true, true, true, true)).isEqualTo(9);
        assertThat(ActionIndex.find(new Action(true, false, true, true))).isEmpty();
    }

    @Test
    void aNumberThatIsNoActionHasNoKeys() {
        assertThatThrownBy(() -> ActionIndex.action(12)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("12");
    }

    @Test
    void vectorsHoldAccelerateBrakeLeftRight() {
        assertThat(ActionVectors.of(new Action(true, false, false, true), 1)).containsExactly(1, 0, 0, 1);
        assertThat(ActionVectors.of(new Action(true, false, true, false), 2))
                .containsExactly(1, 1, 0, 0, 1, 1, 0, 0);
    }

    @Test
    void aKeyIsPressedWhenAnyOfItsNumbersIsAtLeastHalf() {
        assertThat(ActionVectors.pressed(new float[] {0.5f, 0.49f, 0, 1}))
                .isEqualTo(new Action(true, false, false, true));
        assertThat(ActionVectors.pressed(new float[] {0, 0.5f, 0.1f, 0.2f, 0, 0, 0.9f, 0}))
                .isEqualTo(new Action(true, false, false, true));
    }

    @Test
    void vectorsComeBackAsTheirAction() {
        for (int index = 0; index < ActionIndex.COUNT; index++) {
            for (int numbers = 1; numbers <= 3; numbers++) {
                float[] vector = ActionVectors.of(ActionIndex.action(index), numbers);
                assertThat(ActionVectors.index(vector)).isEqualTo(index);
                assertThat(ActionVectors.pressed(vector)).isEqualTo(ActionIndex.action(index));
            }
        }
    }

    @Test
    void otherVectorsAreTheNearestAction() {
        assertThat(ActionVectors.index(new float[] {1.000005f, 0, 0, 0})).isEqualTo(0);
        assertThat(ActionVectors.index(new float[] {0.1f, 0.8f, 0, 0.7f})).isEqualTo(8);
        // As far from every key as from none: the first action wins.
        assertThat(ActionVectors.index(new float[] {0.5f, 0.5f, 0.5f, 0.5f})).isEqualTo(0);
        // Left and right together is no action: as near to 1 as to 2.
        assertThat(ActionVectors.index(new float[] {1, 0, 1, 1})).isEqualTo(1);
    }

    @Test
    void refusesVectorsThatAreNone() {
        assertThatThrownBy(() -> ActionVectors.index(new float[5]))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("5");
        assertThatThrownBy(() -> ActionVectors.pressed(new float[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ActionVectors.index(new float[] {NAN, 0, 0, 0}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ActionVectors.of(ActionIndex.action(0), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void printsThePressedKeys() {
        assertThat(ActionIndex.action(0)).hasToString("accelerate");
        assertThat(ActionIndex.action(3)).hasToString("nothing");
        assertThat(ActionIndex.action(11)).hasToString("accelerate+brake+right");
    }
}
