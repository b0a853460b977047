package tmnf.tminterface.observation;

import java.util.List;
import tmnf.tminterface.observation.Feature.Scale;
import tmnf.tminterface.state.HmsDynaState;
import tmnf.tminterface.state.RealTimeState;

/**
 * The features of the Python projects in their order. This list and its numbers are what to edit for another
 * observation; everything else asks the layout.
 */
final class StandardFeatures {

    static final int WHEELS = 4;

    private StandardFeatures() {}

    /** Long because it is the list. */
    static List<Feature> of(ObservationConfig config) {
        int actions = config.previousActions();
        int categories = config.contactCategories();
        int half = config.miniRaceActions() / 2;
        double cap = config.marginCapMetres();
        return List.of(
                new Feature(ObservationLayout.TEMPORAL, "actions", "0; set when a batch is put together",
                        StoredAs.NOTHING, Scale.repeated(1, half, half),
                        (input, target, at) -> target[at] = 0),
                new Feature(ObservationLayout.PREVIOUS_ACTIONS, "0/1",
                        "the actions sent, oldest first: accelerate, brake, left, right",
                        StoredAs.ACTIONS, StandardScales.previousActions(actions),
                        (input, target, at) -> input.previousActions().write(target, at)),
                wheels(ObservationLayout.WHEEL_SLIDING, "0/1", "isSliding", new Scale(0.1f, 0.5f),
                        (input, target, at) -> {
                            for (int i = 0; i < WHEELS; i++) {
                                target[at + i] = wheel(input, i).isSliding() ? 1 : 0;
                            }
                        }),
                wheels(ObservationLayout.WHEEL_CONTACT, "0/1", "hasGroundContact", new Scale(0.9f, 0.5f),
                        (input, target, at) -> {
                            for (int i = 0; i < WHEELS; i++) {
                                target[at + i] = wheel(input, i).hasGroundContact() ? 1 : 0;
                            }
                        }),
                wheels(ObservationLayout.WHEEL_DAMPER, "absorption", "damperAbsorb",
                        new Scale(0.02f, config.damperStd()),
                        (input, target, at) -> {
                            for (int i = 0; i < WHEELS; i++) {
                                target[at + i] = wheel(input, i).damperAbsorb();
                            }
                        }),
                gear(ObservationLayout.GEARBOX_STATE, "state", "sceneMobil().gearboxState()", 0.3, 1,
                        (input, target, at) -> target[at] = input.state().sceneMobil().gearboxState()),
                gear(ObservationLayout.GEAR, "gear", "sceneMobil().engine().gear()", 2.5, 2,
                        (input, target, at) -> target[at] = input.state().sceneMobil().engine().gear()),
                gear(ObservationLayout.RPM, "1/min", "sceneMobil().engine().actualRpm()", 7000, 3000,
                        (input, target, at) ->
                                target[at] = input.state().sceneMobil().engine().actualRpm()),
                gear(ObservationLayout.GEARBOX_COUNTER, "observations",
                        "for how long sceneMobil().gearboxState() has not been 0", 0.1, 10,
                        (input, target, at) -> target[at] = input.gearboxCounter().value()),
                new Feature(ObservationLayout.CONTACT_MATERIALS, "0/1",
                        "category of wheel(i).realTimeState().contactMaterialId(), one-hot for each wheel",
                        StoredAs.GEAR_AND_WHEELS, Scale.repeated(WHEELS * categories, 0.5, 0.5),
                        (input, target, at) -> contactMaterials(input, categories, target, at)),
                new Feature(ObservationLayout.ANGULAR_VELOCITY, "rad/s",
                        "dyna().currentState().angularSpeed() in the car's frame",
                        StoredAs.ANGULAR_VELOCITY, List.of(
                                new Scale(0, 0.5f), new Scale(0, 1), new Scale(0, 0.5f)),
                        StandardFeatures::angularVelocity),
                new Feature(ObservationLayout.VELOCITY, "m/s",
                        "dyna().currentState().linearSpeed() in the car's frame: sideways, up, forward",
                        StoredAs.VELOCITY, List.of(new Scale(0, 5), new Scale(0, 5), new Scale(55, 20)),
                        StandardFeatures::velocity),
                new Feature(ObservationLayout.UP, "1", "the world's up in the car's frame, from its rotation",
                        StoredAs.ORIENTATION, List.of(
                                new Scale(0, 0.5f), new Scale(1, 0.5f), new Scale(0, 0.5f)),
                        (input, target, at) -> input.toCarFrame(0, 1, 0, target, at)),
                new Feature(ObservationLayout.ZONE_CENTRES, "m",
                        "the line's zone centres in the car's frame, nearest first: x, y, z",
                        StoredAs.ZONE_CENTRES, StandardScales.zoneCentres(config.zoneCentres()),
                        ObservationInput::writeZoneCentres),
                new Feature(ObservationLayout.MARGIN, "m", "distance to the finish along the line, capped",
                        StoredAs.MARGIN, Scale.repeated(1, cap, cap / 2),
                        (input, target, at) -> target[at] = input.margin()),
                new Feature(ObservationLayout.FREEWHEELING, "0/1", "sceneMobil().isFreewheeling()",
                        StoredAs.FREEWHEELING, Scale.repeated(1, 0, 1),
                        (input, target, at) ->
                                target[at] = input.state().sceneMobil().isFreewheeling() ? 1 : 0));
    }

    private static Feature wheels(String name, String unit, String field, Scale scale, FeatureSource live) {
        return new Feature(name, unit, "wheel(i).realTimeState()." + field + "()", StoredAs.GEAR_AND_WHEELS,
                Scale.repeated(WHEELS, scale.mean(), scale.std()), live);
    }

    private static Feature gear(
            String name, String unit, String source, double mean, double std, FeatureSource live) {
        return new Feature(
                name, unit, source, StoredAs.GEAR_AND_WHEELS, Scale.repeated(1, mean, std), live);
    }

    private static RealTimeState wheel(ObservationInput input, int wheel) {
        return input.state().wheel(wheel).realTimeState();
    }

    private static void contactMaterials(ObservationInput input, int categories, float[] target, int at) {
        for (int i = 0; i < WHEELS; i++) {
            int category = input.materials().category(wheel(input, i).contactMaterialId());
            for (int bit = 0; bit < categories; bit++) {
                target[at + i * categories + bit] = bit == category ? 1 : 0;
            }
        }
    }

    private static void angularVelocity(ObservationInput input, float[] target, int at) {
        HmsDynaState car = input.state().dyna().currentState();
        input.toCarFrame(car.angularSpeed(0), car.angularSpeed(1), car.angularSpeed(2), target, at);
    }

    private static void velocity(ObservationInput input, float[] target, int at) {
        HmsDynaState car = input.state().dyna().currentState();
        input.toCarFrame(car.linearSpeed(0), car.linearSpeed(1), car.linearSpeed(2), target, at);
    }
}
