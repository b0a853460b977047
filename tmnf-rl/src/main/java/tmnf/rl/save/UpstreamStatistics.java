package tmnf.rl.save;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tmnf.rl.save.SaveException.Reason;

/**
 * Reads {@code accumulated_stats.joblib}: a pickle of a dict of numbers and of dicts of numbers. All that it
 * may name is {@code collections.defaultdict} and {@code int}; anything else, NumPy's numbers too, is
 * refused. Nothing of the file is run. The one long method is a switch with a line for each opcode.
 */
final class UpstreamStatistics {

    private static final long MOST_BYTES = 1 << 20;
    private static final Set<String> NAMES = Set.of("collections defaultdict", "builtins int",
            "builtins float", "__builtin__ int", "__builtin__ long", "__builtin__ float");
    private static final String ADVICE = "its sums are not needed to go on";
    private static final Object MARK = new Object();

    private final String file;
    private final ByteBuffer in;
    private final List<Object> stack = new ArrayList<>();
    private final Map<Integer, Object> memo = new HashMap<>();

    private record Name(String name) {
    }

    private UpstreamStatistics(String file, byte[] pickle) {
        this.file = file;
        in = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Reads the file.
     *
     * @throws SaveException if it is something else
     */
    static UpstreamRun.Sums read(Path path) throws IOException {
        String file = path.getFileName().toString();
        if (Files.size(path) > MOST_BYTES) {
            throw new SaveException(Reason.FORMAT, file + " is longer than " + MOST_BYTES + " bytes",
                    List.of(), ADVICE);
        }
        UpstreamStatistics reader = new UpstreamStatistics(file, Files.readAllBytes(path));
        try {
            return reader.sums(reader.run());
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw reader.unsupported("it ends too early");
        } catch (ClassCastException | NullPointerException | IllegalArgumentException e) {
            throw reader.unsupported("it holds other values than numbers");
        }
    }

    private SaveException unsupported(String what) {
        return new SaveException(Reason.FORMAT, file + ": " + what, List.of(), ADVICE);
    }

    private UpstreamRun.Sums sums(Object root) throws SaveException {
        if (!(root instanceof Map<?, ?> map)) {
            throw unsupported("it is no dict");
        }
        String single = "cumul_number_single_memories_";
        Statistics.Counters counters = new Statistics.Counters(whole(map, "cumul_number_frames_played"),
                whole(map, "cumul_number_memories_generated"), whole(map, single + "used"),
                number(map, single + "should_have_been_used"),
                whole(map, single + "used_next_target_network_update"),
                whole(map, "cumul_number_batches_done"), whole(map, "cumul_number_target_network_updates"),
                number(map, "cumul_training_hours"));
        Map<String, Integer> best = new HashMap<>();
        Map<String, Double> means = new HashMap<>();
        times(map, "alltime_min_ms").forEach((name, ms) ->
                best.put((String) name, (int) Math.rint(((Number) ms).doubleValue())));
        times(map, "rolling_mean_ms").forEach((name, ms) ->
                means.put((String) name, ((Number) ms).doubleValue()));
        return new UpstreamRun.Sums(counters, best, means);
    }

    private static Map<?, ?> times(Map<?, ?> map, String key) {
        Object value = map.get(key);
        return value == null ? Map.of() : (Map<?, ?>) value;
    }

    private static double number(Map<?, ?> map, String key) {
        Object value = map.get(key);
        return value == null ? 0 : ((Number) value).doubleValue(); // a defaultdict of int
    }

    private static long whole(Map<?, ?> map, String key) {
        return (long) number(map, key);
    }

    /** Long because it is one switch, with a line for each opcode that such files have. */
    private Object run() throws SaveException {
        while (true) {
            int opcode = u1();
            switch (opcode) {
                case 0x80 -> u1();
                case 0x95 -> in.getLong();
                case '}' -> stack.add(new LinkedHashMap<>());
                case '(' -> stack.add(MARK);
                case ')' -> stack.add(List.of());
                case 'N' -> stack.add(null);
                case 'J' -> stack.add((long) in.getInt());
                case 'K' -> stack.add((long) u1());
                case 'M' -> stack.add((long) (in.getShort() & 0xFFFF));
                case 0x8a -> stack.add(integer());
                case 'G' -> stack.add(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
                case 'X' -> stack.add(text(in.getInt()));
                case 0x8c -> stack.add(text(u1()));
                case 'q' -> memo.put(u1(), top());
                case 'r' -> memo.put(in.getInt(), top());
                case 0x94 -> memo.put(memo.size(), top());
                case 'h' -> stack.add(memo.get(u1()));
                case 'j' -> stack.add(memo.get(in.getInt()));
                case 'c' -> stack.add(name(line(), line()));
                case 0x93 -> {
                    String last = (String) pop();
                    stack.add(name((String) pop(), last));
                }
                case 't' -> stack.add(toMark());
                case 0x85 -> stack.add(new ArrayList<>(List.of(pop())));
                case 's' -> set(List.of(pop(), pop()), true);
                case 'u' -> set(toMark(), false);
                case 'R' -> {
                    pop();
                    call(pop());
                }
                case '.' -> {
                    return pop();
                }
                default -> throw unsupported("the opcode 0x" + Integer.toHexString(opcode));
            }
        }
    }

    private void call(Object function) throws SaveException {
        if (!(function instanceof Name name) || !name.name().endsWith("defaultdict")) {
            throw unsupported("something is called");
        }
        stack.add(new LinkedHashMap<>());
    }

    private Name name(String module, String name) throws SaveException {
        String full = module + " " + name;
        if (!NAMES.contains(full)) {
            throw unsupported("it names " + full.replaceAll("\\p{Cntrl}", "?").replace(' ', '.'));
        }
        return new Name(full);
    }

    @SuppressWarnings("unchecked") // all maps on the stack are of this kind
    private void set(List<?> items, boolean valueFirst) {
        Map<Object, Object> map = (Map<Object, Object>) top();
        for (int i = 0; i < items.size(); i += 2) {
            map.put(items.get(valueFirst ? i + 1 : i), items.get(valueFirst ? i : i + 1));
        }
    }

    private List<Object> toMark() {
        int at = stack.lastIndexOf(MARK);
        List<Object> above = new ArrayList<>(stack.subList(at + 1, stack.size()));
        stack.subList(at, stack.size()).clear();
        return above;
    }

    private Object top() {
        return stack.get(stack.size() - 1);
    }

    private Object pop() {
        return stack.remove(stack.size() - 1);
    }

    private int u1() {
        return in.get() & 0xFF;
    }

    private long integer() {
        byte[] little = new byte[u1()];
        in.get(little);
        byte[] big = new byte[little.length + 1];
        for (int i = 0; i < little.length; i++) {
            big[big.length - 1 - i] = little[i];
        }
        big[0] = (byte) (little.length > 0 && little[little.length - 1] < 0 ? -1 : 0);
        return new BigInteger(big).longValueExact();
    }

    private String text(int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        for (int c = u1(); c != '\n'; c = u1()) {
            line.append((char) c);
        }
        return line.toString();
    }
}
