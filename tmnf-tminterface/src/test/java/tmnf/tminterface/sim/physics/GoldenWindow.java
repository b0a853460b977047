package tmnf.tminterface.sim.physics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import tmnf.gbx.model.Quaternion;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.sim.mesh.MeshBuilder;
import tmnf.tminterface.sim.mesh.SurfaceMesh;

/** A piece of a real ghost: where it began, its inputs, and what it did. */
final class GoldenWindow {

    private static final double PLANE_HALF_SIZE = 400;

    private final JsonNode json;

    private GoldenWindow(JsonNode json) {
        this.json = json;
    }

    /** Those of a file in the resources. */
    static List<GoldenWindow> read(String file) {
        try (InputStream in = new GZIPInputStream(GoldenWindow.class.getResourceAsStream(file))) {
            List<GoldenWindow> windows = new ArrayList<>();
            new ObjectMapper().readTree(in).get("windows").forEach(w -> windows.add(new GoldenWindow(w)));
            return windows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String id() {
        return json.get("id").asText();
    }

    String surface() {
        return json.get("surface").asText();
    }

    String category() {
        return json.path("category").asText();
    }

    boolean isSuspect() {
        return json.path("suspectScenery").asBoolean();
    }

    int lengthMs() {
        return json.get("lengthMs").asInt();
    }

    int startMs() {
        return json.get("startMs").asInt();
    }

    /** An error of the independent simulation. */
    double reference(String name) {
        return json.get("reference").get(name).asDouble();
    }

    /** One sample every 100 ms. */
    List<Sample> expected() {
        List<Sample> samples = new ArrayList<>();
        json.get("expected").forEach(s -> samples.add(new Sample(s)));
        return samples;
    }

    /** What the driver does in the tick of that index. */
    CarInputs inputs(int tick) {
        JsonNode last = null;
        for (JsonNode change : json.get("inputs")) {
            if (change.get(0).asInt() <= tick) {
                last = change;
            }
        }
        return last == null ? CarInputs.NONE : new CarInputs(
                last.get(1).asDouble() > 0, last.get(2).asDouble() > 0, last.get(3).asDouble());
    }

    CarState start() {
        CarState car = new CarState();
        JsonNode initial = json.get("initial");
        double[] q = numbers(initial.get("quaternion"));
        double length = Math.sqrt(q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
        car.setPosition(vec3(initial.get("position")));
        car.setQuaternion(new Quaternion((float) (q[1] / length), (float) (q[2] / length),
                (float) (q[3] / length), (float) (q[0] / length)));
        car.setVelocity(vec3(initial.get("velocity")));
        car.setAngularVelocity(vec3(initial.get("angularVelocity")));
        car.setRpm((float) initial.path("rpm").asDouble());
        car.setGear(initial.path("gear").asInt(1));
        car.setGearboxState(initial.path("gearboxState").asInt());
        car.setSteerFiltered((float) initial.path("filteredSteer").asDouble());
        boolean onGround = json.has("plane");
        car.numbers[CarSlots.GRAVITY_SCALE] = (float)
                (onGround ? Tuning.GROUND_GRAVITY_SCALE : Tuning.AIR_GRAVITY_SCALE);
        car.numbers[CarSlots.AIR_DRAG] = onGround ? 0 : (float) Tuning.AIR_DRAG;
        for (int axis = 0; axis < 3; axis++) {
            car.numbers[CarSlots.AIR_MEMORY + axis] = (float) local(car, car.angularVelocity(), axis);
        }
        car.integers[CarSlots.AIR_MEMORY_MS] = startMs() - CarEngine.TICK_MS;
        for (int wheel = 0; wheel < 4 && onGround; wheel++) {
            startWheel(car, wheel, initial.get("wheels").get(wheel));
        }
        return car;
    }

    private void startWheel(CarState car, int wheel, JsonNode from) {
        boolean contact = from.get("onGround").asBoolean();
        car.setWheelAbsorb(wheel, (float) from.get("absorb").asDouble());
        car.setWheelContact(wheel, contact);
        car.setWheelSliding(wheel, from.get("sliding").asBoolean());
        Vec3 normal = vec3(json.get("plane").get("normal"));
        if (contact) {
            car.setWheelMaterial(wheel, json.get("materialId").asInt());
            car.integers[CarSlots.ANY_CONTACT] = 1;
            for (int axis = 0; axis < 3; axis++) {
                car.numbers[CarSlots.wheel(wheel, CarSlots.CONTACT_NORMAL + axis)] =
                        (float) local(car, normal, axis);
            }
        }
    }

    private static double local(CarState car, Vec3 world, int axis) {
        return (double) car.rotation(0, axis) * world.x() + (double) car.rotation(1, axis) * world.y()
                + (double) car.rotation(2, axis) * world.z();
    }

    /** The plane of the window as one large triangle, or nothing. */
    SurfaceMesh mesh() {
        MeshBuilder builder = new MeshBuilder();
        if (json.has("plane")) {
            double[] n = numbers(json.get("plane").get("normal"));
            double offset = json.get("plane").get("offset").asDouble();
            double[] p = numbers(json.get("initial").get("position"));
            double height = n[0] * p[0] + n[1] * p[1] + n[2] * p[2] - offset;
            double[] u = unit(n[1], -n[0], 0);
            double[] v = {n[1] * u[2] - n[2] * u[1], n[2] * u[0] - n[0] * u[2], n[0] * u[1] - n[1] * u[0]};
            double[][] corners = new double[3][3];
            for (int corner = 0; corner < 3; corner++) {
                double a = 2 * Math.PI * corner / 3;
                for (int axis = 0; axis < 3; axis++) {
                    corners[corner][axis] = p[axis] - height * n[axis]
                            + PLANE_HALF_SIZE * (Math.cos(a) * u[axis] + Math.sin(a) * v[axis]);
                }
            }
            builder.triangle(corners[0][0], corners[0][1], corners[0][2],
                    corners[1][0], corners[1][1], corners[1][2],
                    corners[2][0], corners[2][1], corners[2][2], json.get("materialId").asInt());
        }
        return builder.build();
    }

    private static double[] unit(double x, double y, double z) {
        double length = Math.sqrt(x * x + y * y + z * z);
        return new double[] {x / length, y / length, z / length};
    }

    private static double[] numbers(JsonNode array) {
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).asDouble();
        }
        return values;
    }

    private static Vec3 vec3(JsonNode array) {
        return new Vec3((float) array.get(0).asDouble(), (float) array.get(1).asDouble(),
                (float) array.get(2).asDouble());
    }

    /** What the ghost did at one moment of the window. */
    static final class Sample {

        private final JsonNode json;

        Sample(JsonNode json) {
            this.json = json;
        }

        int ms() {
            return json.get("ms").asInt();
        }

        double distance(CarState car) {
            double[] p = numbers(json.get("position"));
            double x = car.position(0) - p[0];
            double y = car.position(1) - p[1];
            double z = car.position(2) - p[2];
            return Math.sqrt(x * x + y * y + z * z);
        }

        /** Between the attitudes, degrees. */
        double angle(CarState car) {
            double[] q = numbers(json.get("quaternion"));
            Quaternion mine = car.quaternion();
            double dot = Math.abs(q[0] * mine.w() + q[1] * mine.x() + q[2] * mine.y() + q[3] * mine.z());
            return Math.toDegrees(2 * Math.acos(Math.min(dot, 1)));
        }

        double rpm() {
            return json.get("rpm").asDouble();
        }

        boolean onGround(int wheel) {
            return json.get("onGround").get(wheel).asInt() != 0;
        }

        boolean sliding(int wheel) {
            return json.get("sliding").get(wheel).asInt() != 0;
        }
    }
}
