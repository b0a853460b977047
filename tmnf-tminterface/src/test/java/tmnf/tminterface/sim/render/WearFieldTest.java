package tmnf.tminterface.sim.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import tmnf.tminterface.sim.mesh.MeshBuilder;

class WearFieldTest {

    private static final float Y = 9.4f;

    private static int offset(WearField field, float x, float y, float z) {
        return at(field, x, y, z).offset;
    }

    private static WearField.Place at(WearField field, float x, float y, float z) {
        WearField.Place place = new WearField.Place();
        field.look(x, y, z, place);
        return place;
    }

    private static void rectangle(MeshBuilder mesh, double x0, double z0, double x1, double z1, double y,
            int material) {
        mesh.triangle(x0, y, z0, x0, y, z1, x1, y, z1, material);
        mesh.triangle(x0, y, z0, x1, y, z1, x1, y, z0, material);
    }

    @Test
    void bordersAreWhereNoRoadGoesOn() {
        MeshBuilder mesh = new MeshBuilder();
        rectangle(mesh, -10.4, 0, 10.4, 40, Y, 16);
        rectangle(mesh, 10.4, 0, 12.7, 40, Y, 4);

        WearField field = BorderFinder.find(mesh.build());

        assertThat(field.isOfMiddle()).isFalse();
        assertThat(offset(field, 10.35f, Y, 20)).isGreaterThan(235);
        assertThat(offset(field, -10.35f, Y, 20)).isGreaterThan(235);
        assertThat(offset(field, 5.2f, Y, 20)).isCloseTo(127, within(14));
        assertThat(offset(field, 0, Y, 20)).isLessThan(16);
    }

    @Test
    void seamsThatDoNotMatchAreNoBorders() {
        MeshBuilder mesh = new MeshBuilder();
        rectangle(mesh, -10.4, 0, 10.4, 40, Y, 16);
        // A block of other facets, a step lower, and a turbo after it.
        for (double x = -10.4; x < 10.3; x += 2.6) {
            rectangle(mesh, x, 40.05, x + 2.6, 80, Y - 0.3, 16);
        }
        rectangle(mesh, -10.4, 80, 10.4, 120, Y - 0.3, 7);

        WearField field = BorderFinder.find(mesh.build());

        for (float z = 25; z < 95; z += 0.5f) {
            assertThat(offset(field, 0, Y - 0.2f, z)).as("z " + z).isLessThan(16);
        }
    }

    @Test
    void aRoadAboveAnotherHasItsOwnBorders() {
        MeshBuilder mesh = new MeshBuilder();
        rectangle(mesh, -10.4, -40, 10.4, 40, Y, 16);
        rectangle(mesh, -40, -10.4, 40, 10.4, Y + 16, 16);

        WearField field = BorderFinder.find(mesh.build());

        assertThat(offset(field, 0, Y, 10.4f)).isLessThan(16);
        assertThat(offset(field, 0, Y + 16, 10.3f)).isGreaterThan(230);
    }

    @Test
    void aKnownMiddleCountsOutwards() {
        WearField.Builder builder = new WearField.Builder(true);
        for (int z = 0; z < 40; z++) {
            builder.add(-3, z, -3, z + 1, Y);
        }
        WearField field = builder.build();

        assertThat(field.isOfMiddle()).isTrue();
        assertThat(offset(field, -3, Y, 20.5f)).isLessThan(3);
        assertThat(offset(field, 5, Y, 20.5f)).isCloseTo(127, within(4));
        assertThat(offset(field, -19.2f, Y, 20.5f)).isEqualTo(255);
        assertThat(offset(field, 500, Y, 20.5f)).isEqualTo(255);
        assertThat(offset(field, -3, Y + 40, 20.5f)).isEqualTo(255);
    }

    @Test
    void looksAcrossTheRoadAreToldFromLooksAlongIt() {
        WearField.Builder builder = new WearField.Builder(true);
        for (int i = 0; i < 40; i++) {
            builder.add(i, i, i + 1, i + 1, Y);
        }
        WearField.Place place = at(builder.build(), 22, Y, 20);

        assertThat(place.across(3, 3)).isCloseTo(0, within(0.01f));
        assertThat(place.across(-1, -1)).isCloseTo(0, within(0.01f));
        assertThat(place.across(1, -1)).isCloseTo(1, within(0.01f));
        assertThat(place.across(0, 5)).isCloseTo(0.5f, within(0.01f));
        assertThat(place.across(0.5f, 1)).isCloseTo(0.1f, within(0.01f));
        assertThat(place.across(0, 0)).isZero();
        assertThat(at(builder.build(), 22, Y + 40, 20).across(1, -1)).as("no road").isZero();
    }

    @Test
    void bordersSayWhichWayARoadRuns() {
        MeshBuilder mesh = new MeshBuilder();
        rectangle(mesh, -10.4, -60, 10.4, 60, Y, 16);

        WearField field = BorderFinder.find(mesh.build());

        for (float x : new float[] {-9, -4, 4, 9}) {
            assertThat(at(field, x, Y, 0).across(0, 1)).isLessThan(0.02f);
            assertThat(at(field, x, Y, 0).across(1, 0)).isGreaterThan(0.98f);
        }
    }

    @Test
    void worldsTooLargeToListHaveNoWear() {
        WearField.Builder builder = new WearField.Builder(true);
        builder.add(0, 0, 1, 0, 0);
        builder.add(900_000, 100_000, 900_001, 100_000, 0);
        builder.add(Float.NaN, 0, 1, 0, 0);
        builder.add(1e20f, 0, 1e20f, 0, 0);

        assertThat(offset(builder.build(), 0.5f, 0, 0)).isEqualTo(255);
    }
}
