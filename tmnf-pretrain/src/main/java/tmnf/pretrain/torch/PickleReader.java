package tmnf.pretrain.torch;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the pickle program of a file on a stack of values, as far as files of tensors need it. A program can
 * build lists, dicts, tuples, numbers and texts; what it may name and call is in {@link PickleCalls}, and is
 * done here, never by code of the file.
 *
 * <pre>
 * opcode            argument            what it does
 * PROTO, FRAME      u8, u64             nothing
 * GLOBAL            two lines           pushes a name of a module
 * NONE .. BINFLOAT  value               pushes it; integers are little-endian, floats big-endian
 * MARK              -                   remembers the height of the stack
 * TUPLE, APPENDS .. -                   takes what is above the mark
 * BINPUT, BINGET .. index               keeps the top of the stack, pushes what was kept
 * BINPERSID         -                   exchanges a description of a storage for it
 * REDUCE, BUILD     -                   calls a name, gives a state to a value
 * STOP              -                   ends; the top of the stack is the result
 * </pre>
 *
 * <p>Confined to one thread. The one long method is a switch with a line for each opcode.
 */
final class PickleReader {

    private static final int MAX_INTEGER_BYTES = 64;
    private static final int MAX_PROTOCOL = 5;

    /** A list while it is filled. */
    static final class Items extends ArrayList<Object> {
        private static final long serialVersionUID = 1L;
    }

    private final ByteBuffer in;
    private final PickleCalls calls;
    private final PickleFaults faults;
    private final TorchLimits limits;
    private final List<Object> stack = new ArrayList<>();
    private final Deque<Integer> marks = new ArrayDeque<>();
    private final Map<Integer, Object> memo = new HashMap<>();
    private int operations;

    PickleReader(byte[] program, PickleFaults faults, PickleCalls calls, TorchLimits limits) {
        in = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
        this.calls = calls;
        this.faults = faults;
        this.limits = limits;
    }

    /**
     * The result of the program: values still in the making, with cycles where the file made some. Long
     * because it is one switch, with a line for each opcode that tensor files have.
     */
    Object read() throws IOException {
        while (true) {
            faults.at(in.position());
            if (++operations > limits.operations()) {
                throw faults.limit("more than " + limits.operations() + " operations");
            }
            int opcode = u1();
            switch (opcode) {
                case 0x80 -> protocol();
                case 0x95 -> take(Long.BYTES);
                case 'c' -> push(calls.global(line(), line()));
                case 0x93 -> stackGlobal();
                case 'N' -> push(null);
                case 0x88 -> push(Boolean.TRUE);
                case 0x89 -> push(Boolean.FALSE);
                case 'J' -> push((long) take(Integer.BYTES).getInt());
                case 'K' -> push((long) u1());
                case 'M' -> push((long) (take(Short.BYTES).getShort() & 0xFFFF));
                case 0x8a -> push(integer(u1()));
                case 'G' -> push(take(Double.BYTES).order(ByteOrder.BIG_ENDIAN).getDouble());
                case 'X' -> push(text(length()));
                case 0x8c -> push(text(u1()));
                case '(' -> mark();
                case ')' -> push(new TorchTuple(List.of()));
                case 't' -> push(new TorchTuple(popToMark()));
                case 0x85 -> push(new TorchTuple(popSome(1)));
                case 0x86 -> push(new TorchTuple(popSome(2)));
                case 0x87 -> push(new TorchTuple(popSome(3)));
                case ']' -> push(new Items());
                case 'a' -> append(popSome(1));
                case 'e' -> append(popToMark());
                case '}' -> push(new PickleCalls.Entries(false));
                case 's' -> setItems(popSome(2));
                case 'u' -> setItems(popToMark());
                case 'q' -> put(u1());
                case 'r' -> put(length());
                case 0x94 -> put(memo.size());
                case 'h' -> get(u1());
                case 'j' -> get(length());
                case 'Q' -> push(calls.persistent(pop()));
                case 'R' -> reduce();
                case 'b' -> build();
                case '.' -> {
                    return result();
                }
                default -> throw faults.unsupported("the opcode 0x" + Integer.toHexString(opcode)
                        + " is not among those of tensor files");
            }
        }
    }

    private void protocol() throws TorchFormatException {
        int protocol = u1();
        if (protocol > MAX_PROTOCOL) {
            throw faults.unsupported("pickle protocol " + protocol);
        }
    }

    private Object result() throws TorchFormatException {
        Object result = pop();
        if (!stack.isEmpty() || !marks.isEmpty()) {
            throw faults.damaged("the program ends with values left over");
        }
        return result;
    }

    private void stackGlobal() throws TorchFormatException {
        List<Object> names = popSome(2);
        if (!(names.get(0) instanceof String module) || !(names.get(1) instanceof String name)) {
            throw faults.damaged("a global is not named by texts");
        }
        push(calls.global(module, name));
    }

    private void reduce() throws TorchFormatException {
        List<Object> call = popSome(2);
        push(calls.call(call.get(0), call.get(1)));
    }

    /** The state of a state_dict is its version numbers; nothing reads them. */
    private void build() throws TorchFormatException {
        Object state = pop();
        if (!(top() instanceof PickleCalls.Entries entries) || !entries.isOrdered()
                || !(state instanceof PickleCalls.Entries)) {
            throw faults.unsupported("a state is given to something else than an OrderedDict");
        }
    }

    private void append(List<Object> values) throws TorchFormatException {
        if (!(top() instanceof Items items)) {
            throw faults.damaged("something is appended to what is no list");
        }
        items.addAll(values);
    }

    private void setItems(List<Object> pairs) throws TorchFormatException {
        if (!(top() instanceof PickleCalls.Entries entries) || pairs.size() % 2 != 0) {
            throw faults.damaged("entries without a dict, or a key without a value");
        }
        for (int i = 0; i < pairs.size(); i += 2) {
            Object key = pairs.get(i);
            if (!(key instanceof String || key instanceof Number || key instanceof Boolean)) {
                throw faults.unsupported("a key that is neither text nor number");
            }
            entries.put(key, pairs.get(i + 1));
        }
    }

    private void mark() {
        marks.push(stack.size());
    }

    private void push(Object value) {
        stack.add(value);
    }

    private Object top() throws TorchFormatException {
        if (stack.size() <= floor()) {
            throw faults.damaged("a value is missing on the stack");
        }
        return stack.get(stack.size() - 1);
    }

    private Object pop() throws TorchFormatException {
        Object top = top();
        stack.remove(stack.size() - 1);
        return top;
    }

    /** What lies below the last mark is not to be touched. */
    private int floor() {
        return marks.isEmpty() ? 0 : marks.peek();
    }

    private List<Object> popSome(int count) throws TorchFormatException {
        if (stack.size() - count < floor()) {
            throw faults.damaged("a value is missing on the stack");
        }
        return popFrom(stack.size() - count);
    }

    private List<Object> popToMark() throws TorchFormatException {
        if (marks.isEmpty()) {
            throw faults.damaged("a mark is missing on the stack");
        }
        return popFrom(marks.pop());
    }

    private List<Object> popFrom(int height) {
        List<Object> above = stack.subList(height, stack.size());
        List<Object> popped = new ArrayList<>(above);
        above.clear();
        return popped;
    }

    private void put(int index) throws TorchFormatException {
        memo.put(index, top());
        if (memo.size() > limits.memo()) {
            throw faults.limit("more than " + limits.memo() + " values are kept");
        }
    }

    private void get(int index) throws TorchFormatException {
        if (!memo.containsKey(index)) {
            throw faults.damaged("the value " + index + " was never kept");
        }
        push(memo.get(index));
    }

    private ByteBuffer take(int count) throws TorchFormatException {
        if (count > in.remaining()) {
            throw faults.damaged("the program ends in the middle");
        }
        ByteBuffer taken = in.slice(in.position(), count).order(ByteOrder.LITTLE_ENDIAN);
        in.position(in.position() + count);
        return taken;
    }

    private int u1() throws TorchFormatException {
        return take(1).get() & 0xFF;
    }

    private int length() throws TorchFormatException {
        int length = take(Integer.BYTES).getInt();
        if (length < 0) {
            throw faults.damaged("a length or index of 2 GiB or more");
        }
        return length;
    }

    private String text(int bytes) throws TorchFormatException {
        ByteBuffer taken = take(bytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(taken).toString();
        } catch (CharacterCodingException e) {
            throw faults.damaged("a text is not UTF-8");
        }
    }

    private String line() throws TorchFormatException {
        int end = in.position();
        while (end < in.limit() && in.get(end) != '\n') {
            end++;
        }
        String line = text(end - in.position());
        take(1);
        return line;
    }

    /** Two's complement, little-endian; a {@code Long} where it fits. */
    private Object integer(int bytes) throws TorchFormatException {
        if (bytes > MAX_INTEGER_BYTES) {
            throw faults.limit("an integer of " + bytes + " bytes");
        }
        ByteBuffer taken = take(bytes);
        byte[] bigEndian = new byte[bytes + 1];
        for (int i = 0; i < bytes; i++) {
            bigEndian[bytes - i] = taken.get(i);
        }
        bigEndian[0] = (byte) (bytes == 0 ? 0 : bigEndian[1] >> 7);
        BigInteger value = new BigInteger(bigEndian);
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }
}
