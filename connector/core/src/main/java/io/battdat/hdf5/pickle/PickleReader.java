package io.battdat.hdf5.pickle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads pickles of texts, whole numbers, None, lists and tuples, in protocols 0 (which PyTables writes) to 2.
 * Instructions and arguments are those of Python's {@code pickletools} module.
 *
 * <p>Nothing is called, imported or constructed by name: there is no code here that could. Only texts can be referred back
 * to, so that a value is a tree no larger than its pickle; a list that is used twice, or holds itself, is refused.
 */
public final class PickleReader {
    /** Longer pickles are refused. An attribute in the old file format, which pandas writes, ends at 64 KiB. */
    public static final int MAX_BYTES = 256 << 10;

    /** Lists in lists. Column names are two lists and a tuple deep. */
    private static final int MAX_DEPTH = 4;

    private static final int NEWEST_PROTOCOL = 2;

    private final Arguments arguments;
    private final List<Slot> stack = new ArrayList<>();
    private final Map<Integer, Pickled.Text> memo = new HashMap<>();

    /** What stands on the stack. */
    private sealed interface Slot {}

    /** The place from which on values go into the next list or tuple. */
    private record Mark() implements Slot {}

    /** A value that is complete. */
    private record Value(Pickled value) implements Slot {}

    /** A list to which items are appended, until another list or a tuple takes it. */
    private record OpenList(List<Pickled> items) implements Slot {}

    private PickleReader(byte[] pickle) {
        this.arguments = new Arguments(pickle);
    }

    /**
     * Reads one pickle.
     *
     * @throws PickleException if it is longer than {@link #MAX_BYTES}, damaged, or holds anything but texts, whole numbers
     *     of 64 bits, None, and lists and tuples of these, four deep at most
     */
    public static Pickled read(byte[] pickle) throws PickleException {
        if (pickle.length > MAX_BYTES) {
            throw new PickleException(
                    "a pickle of " + pickle.length + " bytes is not read; names of columns take at most " + MAX_BYTES);
        }
        return new PickleReader(pickle).run();
    }

    private Pickled run() throws PickleException {
        while (true) {
            int position = arguments.position();
            char instruction = (char) arguments.unsignedByte();
            switch (instruction) {
                case '.' -> {
                    return result();
                }
                case 0x80 -> checkProtocol(arguments.unsignedByte());
                case '(' -> stack.add(new Mark());
                case 'N' -> push(new Pickled.None());
                case 'I' -> push(new Pickled.Int(arguments.number()));
                case 'L' -> push(new Pickled.Int(arguments.longNumber()));
                case 'K' -> push(new Pickled.Int(arguments.unsignedByte()));
                case 'M' -> push(new Pickled.Int(arguments.unsignedShort()));
                case 'J' -> push(new Pickled.Int(arguments.signedInt()));
                case 'V' -> push(new Pickled.Text(RawUnicode.decode(arguments.line())));
                case 'X' -> push(new Pickled.Text(arguments.utf8()));
                case ']' -> stack.add(new OpenList(new ArrayList<>()));
                case 'l' -> stack.add(new OpenList(popToMark()));
                case 'a' -> append(List.of(pop()));
                case 'e' -> append(popToMark());
                case ')' -> tuple(List.of());
                case 't' -> tuple(popToMark());
                case 0x85, 0x86, 0x87 -> tuple(pop(instruction - 0x84));
                case 'p' -> put(arguments.memoKey());
                case 'q' -> put(arguments.unsignedByte());
                case 'r' -> put(arguments.signedInt());
                case 'g' -> get(arguments.memoKey());
                case 'h' -> get(arguments.unsignedByte());
                case 'j' -> get(arguments.signedInt());
                default -> throw unknown(instruction, position);
            }
        }
    }

    /** Whatever else Python can do, such as to import and call a function, is not done. */
    private static PickleException unknown(char instruction, int position) {
        String shown = instruction > ' ' && instruction < 0x7F ? "'" + instruction + "'" : "";
        return new PickleException(
                "its pickle has instruction " + (int) instruction + (shown.isEmpty() ? "" : " " + shown) + " at byte "
                        + position + "; only texts, numbers, lists and tuples are read, nothing is run");
    }

    private Pickled result() throws PickleException {
        Pickled result = pop();
        if (!stack.isEmpty() || arguments.hasMore()) {
            throw new PickleException("its pickle goes on after its end");
        }
        return result;
    }

    private static void checkProtocol(int protocol) throws PickleException {
        if (protocol > NEWEST_PROTOCOL) {
            throw new PickleException("its pickle is of protocol " + protocol + ", newer than PyTables writes");
        }
    }

    private void push(Pickled value) {
        stack.add(new Value(value));
    }

    private Slot popSlot() throws PickleException {
        if (stack.isEmpty()) {
            throw new PickleException("its pickle takes a value where there is none");
        }
        return stack.remove(stack.size() - 1);
    }

    private Pickled pop() throws PickleException {
        return complete(popSlot());
    }

    /** The topmost values, the lowest first. */
    private List<Pickled> pop(int count) throws PickleException {
        List<Pickled> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(0, pop());
        }
        return values;
    }

    /** The values above the topmost mark, which goes with them. */
    private List<Pickled> popToMark() throws PickleException {
        int mark = stack.lastIndexOf(new Mark());
        if (mark < 0) {
            throw new PickleException("its pickle ends a list that it did not begin");
        }
        List<Slot> above = stack.subList(mark + 1, stack.size());
        List<Pickled> values = new ArrayList<>();
        for (Slot slot : above) {
            values.add(complete(slot));
        }
        above.clear();
        stack.remove(mark);
        return values;
    }

    private static Pickled complete(Slot slot) throws PickleException {
        if (slot instanceof Value complete) {
            return complete.value;
        }
        if (slot instanceof OpenList list) {
            return checkDepth(new Pickled.Items(list.items));
        }
        throw new PickleException("its pickle takes a value where there is none");
    }

    private void tuple(List<Pickled> items) throws PickleException {
        push(checkDepth(new Pickled.Items(items)));
    }

    private static Pickled checkDepth(Pickled.Items items) throws PickleException {
        if (depth(items) > MAX_DEPTH) {
            throw new PickleException("its pickle has lists more than " + MAX_DEPTH + " deep");
        }
        return items;
    }

    /** Calls itself no deeper than one more than is allowed: what is in the list has passed {@link #checkDepth}. */
    private static int depth(Pickled value) {
        int depth = 0;
        if (value instanceof Pickled.Items list) {
            for (Pickled item : list.items()) {
                depth = Math.max(depth, depth(item));
            }
            depth++;
        }
        return depth;
    }

    private void append(List<Pickled> items) throws PickleException {
        if (stack.isEmpty() || !(stack.get(stack.size() - 1) instanceof OpenList list)) {
            throw new PickleException("its pickle appends to what is no list");
        }
        list.items.addAll(items);
    }

    /** Notes a text to be referred to; Python notes lists, too, to which nothing here refers. */
    private void put(int key) throws PickleException {
        if (stack.isEmpty() || stack.get(stack.size() - 1) instanceof Mark) {
            throw new PickleException("its pickle takes a value where there is none");
        }
        memo.remove(key);
        if (stack.get(stack.size() - 1) instanceof Value noted && noted.value instanceof Pickled.Text text) {
            memo.put(key, text);
        }
    }

    private void get(int key) throws PickleException {
        Pickled.Text text = memo.get(key);
        if (text == null) {
            throw new PickleException("its pickle refers back to value " + key + ", which is no text");
        }
        push(text);
    }
}
