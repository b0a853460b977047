package tmnf.pretrain.torch;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the pickle program of a file on a stack of values, as far as files of tensors need it. A program can
 * build lists, dicts, tuples, numbers and texts; what it may name and call is in {@link PickleCalls}, and is
 * done here, never by code of the file. Whatever else it names or makes is a {@link TorchOpaque}: what is
 * done to it takes its arguments off the stack and does nothing.
 *
 * <pre>
 * opcode            argument            what it does
 * PROTO, FRAME      u8, u64             nothing
 * GLOBAL            two lines           pushes a name of a module
 * NONE .. BINFLOAT  value               pushes it; integers are little-endian, floats big-endian
 * BINBYTES, SET ..  bytes, items        pushes an opaque value
 * MARK, POP         -                   remembers the height of the stack, drops its top
 * TUPLE, APPENDS .. -                   takes what is above the mark
 * BINPUT, BINGET .. index               keeps the top of the stack, pushes what was kept
 * BINPERSID         -                   exchanges a description of a storage for it
 * REDUCE, NEWOBJ    -                   calls a name
 * BUILD             -                   gives a state to a value
 * STOP              -                   ends; the top of the stack is the result
 * </pre>
 *
 * <p>Confined to one thread. The one long method is a switch with a line for each opcode.
 */
final class PickleReader {

    private static final int MAX_PROTOCOL = 5;

    /** A list while it is filled. */
    static final class Items extends ArrayList<Object> {
        private static final long serialVersionUID = 1L;
    }

    private final PickleInput in;
    private final PickleCalls calls;
    private final PickleFaults faults;
    private final TorchLimits limits;
    private final List<Object> stack = new ArrayList<>();
    private final Deque<Integer> marks = new ArrayDeque<>();
    private final Map<Integer, Object> memo = new HashMap<>();
    private int operations;

    PickleReader(byte[] program, PickleFaults faults, PickleCalls calls, TorchLimits limits) {
        in = new PickleInput(program, faults);
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
            int opcode = in.u1();
            switch (opcode) {
                case 0x80 -> protocol();
                case 0x95 -> in.take(Long.BYTES);
                case 'c' -> push(calls.global(in.line(), in.line()));
                case 0x93 -> stackGlobal();
                case 'N' -> push(null);
                case 0x88 -> push(Boolean.TRUE);
                case 0x89 -> push(Boolean.FALSE);
                case 'J' -> push((long) in.take(Integer.BYTES).getInt());
                case 'K' -> push((long) in.u1());
                case 'M' -> push((long) (in.take(Short.BYTES).getShort() & 0xFFFF));
                case 0x8a -> push(in.integer(in.u1()));
                case 0x8b -> push(in.integer(in.length()));
                case 'G' -> push(in.take(Double.BYTES).order(ByteOrder.BIG_ENDIAN).getDouble());
                case 'X' -> push(in.text(in.length()));
                case 0x8c -> push(in.text(in.u1()));
                case 0x8d -> push(in.text(in.longLength()));
                case 'C' -> bytes(in.u1());
                case 'B' -> bytes(in.length());
                case 0x8e, 0x96 -> bytes(in.longLength());
                case '(' -> mark();
                case '0' -> drop();
                case '1' -> popToMark();
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
                case 'q' -> put(in.u1());
                case 'r' -> put(in.length());
                case 0x94 -> put(memo.size());
                case 'h' -> get(in.u1());
                case 'j' -> get(in.length());
                case 'Q' -> push(calls.persistent(pop()));
                case 0x8f -> push(calls.opaque("builtins.set"));
                case 0x90 -> addItems(popToMark());
                case 0x91 -> frozenSet();
                case 'R', 0x81 -> call(popSome(2));
                case 0x92 -> call(popSome(3).subList(0, 2));
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
        int protocol = in.u1();
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

    /** Function or class, and the arguments. */
    private void call(List<Object> call) throws TorchFormatException {
        push(calls.call(call.get(0), call.get(1)));
    }

    /** The state of a state_dict is its version numbers; nothing reads them, nor any of an opaque value. */
    private void build() throws TorchFormatException {
        Object state = pop();
        boolean versions = top() instanceof PickleCalls.Entries entries && entries.isOrdered()
                && (state instanceof PickleCalls.Entries || state instanceof TorchOpaque);
        if (!versions && !(top() instanceof TorchOpaque)) {
            throw faults.unsupported("a state is given to something else than an OrderedDict");
        }
    }

    private void bytes(int length) throws TorchFormatException {
        in.take(length);
        push(calls.opaque("builtins.bytes"));
    }

    private void addItems(List<Object> items) throws TorchFormatException {
        if (!(top() instanceof TorchOpaque)) {
            throw faults.damaged(items.size() + " items are put into what is no set");
        }
    }

    private void frozenSet() throws TorchFormatException {
        popToMark();
        push(calls.opaque("builtins.frozenset"));
    }

    private void append(List<Object> values) throws TorchFormatException {
        if (top() instanceof Items items) {
            items.addAll(values);
        } else if (!(top() instanceof TorchOpaque)) {
            throw faults.damaged("something is appended to what is no list");
        }
    }

    private void setItems(List<Object> pairs) throws TorchFormatException {
        if (pairs.size() % 2 != 0 || !(top() instanceof PickleCalls.Entries
                || top() instanceof TorchOpaque)) {
            throw faults.damaged("entries without a dict, or a key without a value");
        }
        if (top() instanceof PickleCalls.Entries entries) {
            for (int i = 0; i < pairs.size(); i += 2) {
                entries.put(calls.key(pairs.get(i)), pairs.get(i + 1));
            }
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

    /** What Python's own writer does with a value that it had written while it wrote its parts. */
    private void drop() throws TorchFormatException {
        if (!marks.isEmpty() && stack.size() == marks.peek()) {
            marks.pop();
        } else {
            pop();
        }
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
}
