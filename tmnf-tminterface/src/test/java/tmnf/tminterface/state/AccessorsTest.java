package tmnf.tminterface.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tmnf.gbx.model.Quaternion;
import tmnf.gbx.model.Vec3;

/**
 * Holds every accessor and every setter of every structure to the layout: what they read and write is the
 * field of their name, all of it, and nothing else.
 */
class AccessorsTest {

    private static final int SHIFT = 5;

    /** These two describe one another, so their setters write both; SimStateDataTest looks at them. */
    private static final Set<String> ENTANGLED = Set.of("HmsDynaState.quat", "HmsDynaState.rotation");

    static Stream<StructLayout> layouts() {
        return StructLayoutTest.all().values().stream()
                .filter(layout -> !layout.name().equals("CheckpointData"));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void everyFieldCanBeReadByItsName(StructLayout layout) throws ReflectiveOperationException {
        StateView view = view(layout, 1);
        for (StateField field : layout.fields()) {
            Object expected = field.read(view);
            if (field.type() == FieldType.BYTES || field.shape().isEmpty()) {
                assertThat(call(view, field.accessor())).as(field.name()).isEqualTo(expected);
            } else {
                assertThat(flat(call(view, field.accessor()))).as(field.name()).isEqualTo(flat(expected));
                assertThat(byIndex(view, field)).as(field.name()).isEqualTo(flat(expected));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void everyFieldCanBeWrittenByItsNameAndNothingElseChanges(StructLayout layout)
            throws ReflectiveOperationException {
        for (StateField field : layout.fields()) {
            if (field.type() == FieldType.STRUCT || ENTANGLED.contains(layout.name() + "." + field.name())) {
                continue;
            }
            StateView source = view(layout, 2);
            StateView target = view(layout, 3);
            byte[] expected = target.array.clone();
            for (int i = field.offset(); i < field.offset() + field.size(); i++) {
                expected[SHIFT + i] = source.array[SHIFT + i];
            }
            if (field.type() == FieldType.BOOL32) {
                expected = target.array.clone();
                expected[SHIFT + field.offset()] = 1;
                Arrays.fill(expected, SHIFT + field.offset() + 1, SHIFT + field.offset() + 4, (byte) 0);
            }

            write(source, target, field);

            assertThat(target.array).as(layout.name() + "." + field.name()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void indicesBeyondAnArrayAreRefused(StructLayout layout) throws ReflectiveOperationException {
        StateView view = view(layout, 4);
        for (StateField field : layout.fields()) {
            int dimensions = field.type() == FieldType.BYTES ? 0 : field.shape().size();
            for (int d = 0; d < dimensions; d++) {
                for (int wrong : new int[] {-1, field.shape().get(d)}) {
                    Object[] index = new Object[dimensions];
                    Arrays.fill(index, 0);
                    index[d] = wrong;
                    Method getter = indexed(view, field);
                    assertThat(thrown(getter, view, index)).as(getter + " " + wrong)
                            .isInstanceOf(IndexOutOfBoundsException.class);
                }
            }
        }
    }

    @Test
    void everyPublicSetterBelongsToAFieldOrIsListed() {
        Set<String> extra = new TreeSet<>();
        layouts().forEach(layout -> {
            Set<String> setters = layout.fields().stream().flatMap(field -> Stream.of(
                    setter(field.accessor()), setter(singular(field.accessor()))))
                    .collect(Collectors.toSet());
            for (Method method : view(layout, 5).getClass().getDeclaredMethods()) {
                if (method.getName().startsWith("set") && !setters.contains(method.getName())) {
                    extra.add(layout.name() + "." + method.getName());
                }
            }
        });

        assertThat(extra).containsExactly(
                "Event.setAnalogValue", "Event.setBinaryValue", "Event.setNameIndex", "Event.setValue",
                "SimStateData.setDisplaySpeed", "SimStateData.setPosition", "SimStateData.setRaceTimeMs",
                "SimStateData.setRotationMatrix", "SimStateData.setTimeMs", "SimStateData.setVelocity");
    }

    private static void write(StateView source, StateView target, StateField field)
            throws ReflectiveOperationException {
        Object value = call(source, field.accessor());
        if (field.type() == FieldType.BOOL32) {
            value = true;
        }
        if (field.type() == FieldType.INT32 && !field.shape().isEmpty()) {
            int[] numbers = (int[]) value;
            Method setter = method(target, setter(singular(field.accessor())), 2);
            for (int i = 0; i < numbers.length; i++) {
                setter.invoke(target, i, numbers[i]);
            }
            return;
        }
        method(target, setter(field.accessor()), 1).invoke(target, value);
        if (field.type() == FieldType.FLOAT32 && !field.shape().isEmpty()) {
            writeByIndex(source, target, field);
        }
    }

    /** Moves one number away and back, which shows that the setter with an index reaches it. */
    private static void writeByIndex(StateView source, StateView target, StateField field)
            throws ReflectiveOperationException {
        int dimensions = field.shape().size();
        Method setter = method(target, setter(field.accessor()), dimensions + 1);
        List<Object> wanted = flat(field.read(source));
        for (int i = 0; i < wanted.size(); i++) {
            for (Object value : List.of(12.5f, wanted.get(i))) {
                if (dimensions == 1) {
                    setter.invoke(target, i, value);
                } else {
                    setter.invoke(target, i / 3, i % 3, value);
                }
                assertThat(flat(field.read(target)).get(i)).as(field.name()).isEqualTo(value);
            }
        }
    }

    /** A structure of random bytes that starts a little behind the start of its array. */
    private static StateView view(StructLayout layout, int seed) {
        byte[] bytes = new byte[SHIFT + layout.size() + SHIFT];
        Random random = new Random(seed);
        for (int i = 0; i < bytes.length; i++) {
            // No exponent of all ones: NaN would not be equal to itself.
            bytes[i] = (byte) (random.nextInt() & 0x3F);
        }
        if (layout == SimStateData.LAYOUT) {
            int end = SHIFT + layout.size();
            Arrays.fill(bytes, end - CheckpointData.MIN_SIZE, end, (byte) 0);
        }
        return layout.view(bytes, SHIFT);
    }

    private static Object call(StateView view, String name) throws ReflectiveOperationException {
        return method(view, name, 0).invoke(view);
    }

    private static List<Object> byIndex(StateView view, StateField field)
            throws ReflectiveOperationException {
        Method getter = indexed(view, field);
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < field.shape().get(0); i++) {
            if (field.shape().size() == 1) {
                values.add(getter.invoke(view, i));
            } else {
                for (int j = 0; j < field.shape().get(1); j++) {
                    values.add(getter.invoke(view, i, j));
                }
            }
        }
        return values;
    }

    private static Method indexed(StateView view, StateField field) throws NoSuchMethodException {
        String name = field.accessor();
        boolean plural = name.equals("timers") || name.equals("wheels");
        return method(view, plural ? singular(name) : name, field.shape().size());
    }

    private static Throwable thrown(Method method, Object target, Object... arguments)
            throws IllegalAccessException {
        try {
            method.invoke(target, arguments);
            return null;
        } catch (InvocationTargetException e) {
            return e.getCause();
        }
    }

    private static Method method(Object target, String name, int parameters) throws NoSuchMethodException {
        for (Method method : target.getClass().getMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == parameters) {
                return method;
            }
        }
        throw new NoSuchMethodException(target.getClass().getSimpleName() + "." + name + "/" + parameters);
    }

    private static String singular(String name) {
        return name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
    }

    private static String setter(String name) {
        return "set" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** Vectors, arrays and nested lists as one list of numbers or structures. */
    private static List<Object> flat(Object value) {
        if (value instanceof Vec3 v) {
            return List.of(v.x(), v.y(), v.z());
        }
        if (value instanceof Quaternion q) {
            return List.of(q.w(), q.x(), q.y(), q.z());
        }
        if (value instanceof int[] numbers) {
            return Arrays.stream(numbers).<Object>mapToObj(number -> number).toList();
        }
        if (value instanceof float[] numbers) {
            List<Object> list = new ArrayList<>();
            for (float number : numbers) {
                list.add(number);
            }
            return list;
        }
        if (value instanceof List<?> list) {
            return list.stream().flatMap(element -> flat(element).stream()).toList();
        }
        return List.of(value);
    }
}
