package tmnf.tminterface.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is remembered from one observation to the next, and what wheels stand on. */
class DriveMemoryTest {

    private static List<Integer> indices(PreviousActions actions) {
        List<Integer> list = new ArrayList<>();
        for (int i = 0; i < actions.count(); i++) {
            list.add(actions.index(i));
        }
        return list;
    }

    @Test
    void missingActionsAreForwardAndTheOldestComesFirst() {
        PreviousActions actions = new PreviousActions(3);
        assertThat(indices(actions)).containsExactly(0, 0, 0);

        actions.push(5);
        actions.push(7);
        assertThat(indices(actions)).containsExactly(0, 5, 7);

        actions.push(99);
        actions.push(2);
        assertThat(indices(actions)).containsExactly(7, 0, 2);

        actions.clear();
        assertThat(indices(actions)).containsExactly(0, 0, 0);
    }

    @Test
    void noPreviousActionsAreAllowed() {
        PreviousActions none = new PreviousActions(0);
        none.push(3);
        none.recall(new int[] {1, 2}, 10, 50, 100);
        none.write(new float[0], 0);
        assertThat(none.count()).isZero();
    }

    @Test
    void recallsActionsAtTheDistanceOfDrivingTime() {
        int[] tape = new int[100];
        for (int i = 0; i < tape.length; i++) {
            tape[i] = i / 5 % ActionIndex.COUNT;
        }
        PreviousActions actions = new PreviousActions(3);

        // 50 ms actions 0, 1, 2 ... as ticks of 10 ms: before the one at 400 ms came 5, 6 and 7.
        actions.recall(tape, 10, 50, 400);

        assertThat(indices(actions)).containsExactly(5, 6, 7);
        PreviousActions live = new PreviousActions(3);
        for (int action = 0; action < 8; action++) {
            live.push(action);
        }
        assertThat(indices(actions)).isEqualTo(indices(live));
    }

    @Test
    void withActionsOfOneStepRecallsTheLastEntriesAsThePythonProjectsDo() {
        int[] tape = {1, 2, 3, 4, 5, 6};
        PreviousActions actions = new PreviousActions(3);

        actions.recall(tape, 10, 10, 40);
        assertThat(indices(actions)).containsExactly(2, 3, 4);

        // 25 ms is step 2, 35 ms is step 4: half to even.
        actions.recall(tape, 10, 10, 25);
        assertThat(indices(actions)).containsExactly(0, 1, 2);
        actions.recall(tape, 10, 10, 35);
        assertThat(indices(actions)).containsExactly(2, 3, 4);

        actions.recall(tape, 10, 10, 80);
        assertThat(indices(actions)).as("behind the list: forward").containsExactly(6, 0, 0);
        actions.recall(new int[0], 10, 10, 80);
        assertThat(indices(actions)).as("without a list: forward").containsExactly(0, 0, 0);
    }

    @Test
    void refusesDurationsThatAreNone() {
        PreviousActions actions = new PreviousActions(2);
        assertThatThrownBy(() -> actions.recall(new int[1], 0, 50, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PreviousActions(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void countsObservationsWithABusyGearbox() {
        GearboxCounter counter = new GearboxCounter();

        assertThat(counter.value()).isZero();
        assertThat(counter.count(2)).as("first observation").isZero();
        assertThat(counter.count(1)).isEqualTo(1);
        assertThat(counter.count(2)).isEqualTo(2);
        assertThat(counter.count(0)).isZero();
        assertThat(counter.count(1)).isEqualTo(1);
        counter.reset();
        assertThat(counter.count(1)).isZero();
        counter.resume(4);
        assertThat(counter.count(1)).isEqualTo(5);
        assertThatThrownBy(() -> counter.resume(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void materialsHaveNamesAndCategories() {
        ContactMaterials materials = new ContactMaterials(id -> {
            throw new AssertionError("all of these are known, not " + id);
        });
        List<List<Integer>> byCategory = new ArrayList<>();
        for (int category = 0; category < ContactMaterials.CATEGORIES; category++) {
            byCategory.add(new ArrayList<>());
        }
        for (int id = 0; id < ContactMaterials.names().size(); id++) {
            byCategory.get(materials.category(id)).add(id);
            assertThat(materials.category(id | 0x1_0000)).isEqualTo(materials.category(id));
        }

        assertThat(ContactMaterials.names()).hasSize(31);
        assertThat(byCategory.get(ContactMaterials.ASPHALT)).containsExactly(0, 1, 16, 18, 19);
        assertThat(byCategory.get(ContactMaterials.GRASS)).containsExactly(2, 20);
        assertThat(byCategory.get(ContactMaterials.DIRT)).containsExactly(5, 6, 8, 17);
        assertThat(byCategory.get(ContactMaterials.TURBO)).containsExactly(7, 26);
        assertThat(byCategory.get(ContactMaterials.OTHER)).hasSize(18);
        assertThat(ContactMaterials.name(0x1_0010)).isEqualTo("Asphalt");
        assertThat(ContactMaterials.name(30)).isEqualTo("TurboRoulette");
        assertThat(ContactMaterials.name(31)).isEqualTo("unknown 31");
    }

    @Test
    void unknownMaterialsBelongToNoCategoryAndAreReportedOnce() {
        List<Integer> reported = new ArrayList<>();
        ContactMaterials materials = new ContactMaterials(reported::add);

        assertThat(materials.category(31)).isEqualTo(ContactMaterials.OTHER);
        assertThat(materials.category(0xFFFF_FFFF)).isEqualTo(ContactMaterials.OTHER);
        assertThat(materials.category(31)).isEqualTo(ContactMaterials.OTHER);

        assertThat(reported).containsExactly(31);
    }
}
