package io.battdat.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads datatype messages (format specification, IV.A.2.d) of versions 1 to 5.
 *
 * <p>jHDF knows versions 1 to 3. HDF5 1.12 and later write version 4 and HDF5 2.0 writes version 5 when asked for their
 * newest format; the classes that tables are made of look the same in them as in version 3.
 */
final class DatatypeReader {
    private static final int COMPOUND = 6;
    private static final int MAX_VERSION = 5;
    private static final int MAX_NESTING = 64;
    private static final String PLACE = "datatype";

    private static final String[] CLASS_NAMES = {
        "integer",
        "float",
        "time",
        "string",
        "bitfield",
        "opaque",
        "compound",
        "reference",
        "enum",
        "variable-length",
        "array",
        "complex"
    };

    private final ByteBuffer buffer;
    private final HeapLayout heap;

    private DatatypeReader(ByteBuffer buffer, HeapLayout heap) {
        this.buffer = buffer;
        this.heap = heap;
    }

    /** The fields that every datatype starts with. */
    private record Head(int version, int dataClass, int classBits, int bytes) {
        boolean bit(int number) {
            return (classBits >>> number & 1) != 0;
        }
    }

    /** Whether a message describes a compound type. */
    static boolean isCompound(ByteBuffer message) {
        return (message.get(message.position()) & 0x0F) == COMPOUND;
    }

    /** Whether a compound type is how h5py and PyTables store complex numbers: two floats, r and i. */
    static boolean isComplexNumber(ByteBuffer message, HeapLayout heap) {
        return isComplexNumber(readCompound(message, heap).members());
    }

    private static boolean isComplexNumber(List<Member> members) {
        return members.size() == 2
                && members.get(0).name().equals("r")
                && members.get(1).name().equals("i")
                && members.get(0).type().equals(members.get(1).type())
                && members.get(0).type() instanceof ElementType.Number part
                && part.isFloat();
    }

    /**
     * Reads the type of a table's rows.
     *
     * @param heap of the file, for texts that are stored outside the rows
     */
    static RecordLayout readCompound(ByteBuffer message, HeapLayout heap) {
        DatatypeReader reader = new DatatypeReader(message, heap);
        Head head = reader.head();
        List<Member> members = reader.members(head, 0);
        Set<String> names = new HashSet<>();
        for (Member member : members) {
            if (!names.add(member.name())) {
                throw FormatProblem.corrupt(PLACE, "two columns have the name " + member.name());
            }
        }
        if (members.isEmpty()) {
            throw FormatProblem.corrupt(PLACE, "its rows have no columns");
        }
        return new RecordLayout(head.bytes, members);
    }

    /** Reads a type of any class; what is no table column comes out as {@link ElementType.Undecodable}. */
    static ElementType read(ByteBuffer message, HeapLayout heap) {
        return new DatatypeReader(message, heap).element(0);
    }

    private Head head() {
        int first = Byte.toUnsignedInt(buffer.get());
        int classBits = Byte.toUnsignedInt(buffer.get())
                | Byte.toUnsignedInt(buffer.get()) << 8
                | Byte.toUnsignedInt(buffer.get()) << 16;
        Head head = new Head(first >>> 4, first & 0x0F, classBits, buffer.getInt());
        if (head.version < 1 || head.version > MAX_VERSION || head.dataClass >= CLASS_NAMES.length) {
            throw FormatProblem.corrupt(
                    PLACE, "class " + head.dataClass + " in version " + head.version + " is not known");
        }
        if (head.bytes <= 0) {
            throw FormatProblem.corrupt(
                    PLACE,
                    "values of class " + name(head) + " have " + Integer.toUnsignedString(head.bytes) + " bytes");
        }
        return head;
    }

    private ElementType element(int nesting) {
        if (nesting > MAX_NESTING) {
            throw FormatProblem.corrupt(PLACE, "types are nested more than " + MAX_NESTING + " deep");
        }
        Head head = head();
        return switch (head.dataClass) {
            case 0 -> integer(head);
            case 1 -> floatingPoint(head);
            case 2 -> time(head);
            case 3 -> text(head);
            case 4 -> {
                buffer.getInt(); // bit offset and precision
                yield head.bytes == 1 ? new ElementType.Bool() : undecodable(head);
            }
            case 5 -> {
                skip(head.classBits & 0xFF); // tag
                yield undecodable(head);
            }
            case COMPOUND -> nestedCompound(head, nesting);
            case 7 -> undecodable(head);
            case 8 -> enumeration(head, nesting);
            case 9 -> variableLength(head, nesting);
            case 10 -> array(head, nesting);
            default -> complex(head, nesting);
        };
    }

    private List<Member> members(Head head, int nesting) {
        int count = head.classBits & 0xFFFF;
        List<Member> members = new ArrayList<>();
        long memberBytes = 0;
        for (int i = 0; i < count; i++) {
            String name = name(head.version < 3);
            long offset = head.version < 3
                    ? Integer.toUnsignedLong(buffer.getInt())
                    : Bytes.unsigned(buffer, bytesToHold(head.bytes));
            int[] dimensions = head.version == 1 ? dimensionsOfVersion1() : new int[0];
            ElementType type = element(nesting + 1 + dimensions.length);
            if (dimensions.length > 0) {
                type = array(type, dimensions);
            }
            if (offset < 0 || offset + type.bytes() > head.bytes) {
                throw FormatProblem.corrupt(
                        PLACE,
                        "column " + name + " ends at byte " + (offset + type.bytes()) + " of a row of " + head.bytes);
            }
            memberBytes += type.bytes();
            if (memberBytes > head.bytes) {
                throw FormatProblem.corrupt(PLACE, "its columns have more bytes than a row of " + head.bytes);
            }
            members.add(new Member(name, (int) offset, type));
        }
        return members;
    }

    /** Version 1 keeps the dimensions of an array in the member: their number, and room for four. */
    private int[] dimensionsOfVersion1() {
        int count = Byte.toUnsignedInt(buffer.get());
        skip(3 + 4 + 4);
        int[] room = {buffer.getInt(), buffer.getInt(), buffer.getInt(), buffer.getInt()};
        if (count > room.length) {
            throw FormatProblem.corrupt(PLACE, "an array has " + count + " dimensions, more than version 1 allows");
        }
        return java.util.Arrays.copyOf(room, count);
    }

    /** Bytes that the offset of a member takes from version 3 on: as few as hold the size of the row. */
    private static int bytesToHold(int size) {
        return (31 - Integer.numberOfLeadingZeros(size)) / 8 + 1;
    }

    private ElementType integer(Head head) {
        boolean bigEndian = head.bit(0);
        boolean signed = head.bit(3);
        int bitOffset = Short.toUnsignedInt(buffer.getShort());
        int precision = Short.toUnsignedInt(buffer.getShort());
        if (bitOffset != 0 || precision != 8L * head.bytes) {
            return undecodable(head, "integer of " + precision + " bits in " + head.bytes + " bytes");
        }
        return switch (head.bytes) {
            // a single byte has no order; leaving it out keeps equal layouts equal
            case 1 ->
                new ElementType.Number(signed ? ElementType.NumberFormat.INT8 : ElementType.NumberFormat.UINT8, false);
            case 2 ->
                new ElementType.Number(
                        signed ? ElementType.NumberFormat.INT16 : ElementType.NumberFormat.UINT16, bigEndian);
            case 4 ->
                new ElementType.Number(
                        signed ? ElementType.NumberFormat.INT32 : ElementType.NumberFormat.UINT32, bigEndian);
            case 8 ->
                new ElementType.Number(
                        signed ? ElementType.NumberFormat.INT64 : ElementType.NumberFormat.UINT64, bigEndian);
            default -> undecodable(head, "integer of " + head.bytes + " bytes");
        };
    }

    private ElementType floatingPoint(Head head) {
        boolean bigEndian = head.bit(0);
        boolean vax = head.bit(6);
        int bitOffset = Short.toUnsignedInt(buffer.getShort());
        int precision = Short.toUnsignedInt(buffer.getShort());
        skip(1); // where the exponent stands
        int exponentBits = Byte.toUnsignedInt(buffer.get());
        skip(1); // where the mantissa stands
        int mantissaBits = Byte.toUnsignedInt(buffer.get());
        skip(Integer.BYTES); // bias
        if (bitOffset == 0 && !vax) {
            if (head.bytes == 2 && exponentBits == 5 && mantissaBits == 10) {
                return new ElementType.Number(ElementType.NumberFormat.FLOAT16, bigEndian);
            } else if (head.bytes == 4 && exponentBits == 8 && mantissaBits == 23) {
                return new ElementType.Number(ElementType.NumberFormat.FLOAT32, bigEndian);
            } else if (head.bytes == 8 && exponentBits == 11 && mantissaBits == 52) {
                return new ElementType.Number(ElementType.NumberFormat.FLOAT64, bigEndian);
            }
        }
        return undecodable(head, "float of " + precision + " bits in " + head.bytes + " bytes");
    }

    private static ElementType text(Head head) {
        int padding = head.classBits & 0x0F;
        if (padding > 2) {
            throw FormatProblem.corrupt(PLACE, "a text is padded in way " + padding + ", which is not known");
        }
        return new ElementType.Text(head.bytes, padding == 2);
    }

    /** PyTables' way to store times; the library itself neither defines nor converts them. */
    private ElementType time(Head head) {
        int precision = Short.toUnsignedInt(buffer.getShort());
        boolean known = head.bytes == Integer.BYTES || head.bytes == Long.BYTES;
        return known && precision == Byte.SIZE * head.bytes
                ? new ElementType.Time(head.bytes, head.bit(0))
                : undecodable(head, "time of " + precision + " bits in " + head.bytes + " bytes");
    }

    private ElementType nestedCompound(Head head, int nesting) {
        List<Member> members = members(head, nesting);
        if (isComplexNumber(members)) {
            return new ElementType.Compound(
                    head.bytes,
                    List.of(
                            renamed(members.get(0), ElementType.Compound.REAL),
                            renamed(members.get(1), ElementType.Compound.IMAGINARY)));
        }
        long names = members.stream().map(Member::name).distinct().count();
        return members.isEmpty() || names < members.size()
                ? undecodable(head, "compound with members of the same name, or without any")
                : new ElementType.Compound(head.bytes, members);
    }

    private static Member renamed(Member member, String name) {
        return new Member(name, member.offset(), member.type());
    }

    private ElementType variableLength(Head head, int nesting) {
        element(nesting + 1);
        if ((head.classBits & 0x0F) != 1) {
            return undecodable(head, "variable-length array");
        }
        if (head.bytes != heap.referenceBytes()) {
            throw FormatProblem.corrupt(
                    PLACE, "a reference to a text has " + head.bytes + " bytes, not " + heap.referenceBytes());
        }
        return new ElementType.VariableText(heap);
    }

    /** The complex numbers of HDF5 2.0: two floats of one type, real and imaginary part unless bits 1 and 2 are set. */
    private ElementType complex(Head head, int nesting) {
        ElementType part = element(nesting + 1);
        boolean rectangular = (head.classBits & 0x06) == 0;
        return rectangular
                        && head.bytes == 2L * part.bytes()
                        && part instanceof ElementType.Number number
                        && number.isFloat()
                ? ElementType.Compound.complex(number)
                : undecodable(head);
    }

    /** An enum, or h5py's booleans, which are one of a byte. */
    private ElementType enumeration(Head head, int nesting) {
        ElementType base = element(nesting + 1);
        int count = head.classBits & 0xFFFF;
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            labels.add(name(head.version < 3));
        }
        if (base.bytes() != head.bytes) {
            throw FormatProblem.corrupt(
                    PLACE, "an enum of " + head.bytes + " bytes is made of integers of " + base.bytes());
        }
        if (!(base instanceof ElementType.Number number) || number.isFloat()) {
            skip(Math.multiplyExact(count, base.bytes()));
            return undecodable(head, "enum of " + base);
        }
        Map<Long, String> byValue = new TreeMap<>();
        for (String label : labels) {
            if (byValue.put(integer(number), label) != null) {
                throw FormatProblem.corrupt(PLACE, "an enum has two labels for one value, " + label + " and another");
            }
        }
        return head.bytes == 1 && byValue.equals(Map.of(0L, "FALSE", 1L, "TRUE"))
                ? new ElementType.Bool()
                : new ElementType.Enumeration(number, byValue);
    }

    private long integer(ElementType.Number type) {
        ByteBuffer value = buffer.slice(buffer.position(), type.bytes())
                .order(type.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        skip(type.bytes());
        return switch (type.format()) {
            case INT8 -> value.get();
            case UINT8 -> Byte.toUnsignedLong(value.get());
            case INT16 -> value.getShort();
            case UINT16 -> Short.toUnsignedLong(value.getShort());
            case INT32 -> value.getInt();
            case UINT32 -> Integer.toUnsignedLong(value.getInt());
            case INT64, UINT64 -> value.getLong();
            case FLOAT16, FLOAT32, FLOAT64 -> throw new IllegalArgumentException("a float is no integer");
        };
    }

    private ElementType array(Head head, int nesting) {
        int[] dimensions = new int[Byte.toUnsignedInt(buffer.get())];
        if (head.version == 2) {
            skip(3);
        }
        for (int i = 0; i < dimensions.length; i++) {
            dimensions[i] = buffer.getInt();
        }
        if (head.version == 2) {
            skip(Math.multiplyExact(Integer.BYTES, dimensions.length)); // permutation, never used
        }
        // each dimension makes columns nest one deeper
        ElementType array = array(element(nesting + 1 + dimensions.length), dimensions);
        if (array.bytes() != head.bytes) {
            throw FormatProblem.corrupt(PLACE, "an array of " + array.bytes() + " bytes claims " + head.bytes);
        }
        return array;
    }

    private static ElementType array(ElementType element, int[] dimensions) {
        long bytes = element.bytes();
        List<Integer> lengths = new ArrayList<>();
        for (int dimension : dimensions) {
            bytes *= Integer.toUnsignedLong(dimension);
            if (dimension <= 0 || bytes > Integer.MAX_VALUE) {
                throw FormatProblem.corrupt(
                        PLACE, "an array has the dimensions " + java.util.Arrays.toString(dimensions));
            }
            lengths.add(dimension);
        }
        return new ElementType.Array(element, lengths);
    }

    private String name(boolean padded) {
        int start = buffer.position();
        int end = start;
        while (buffer.get(end) != 0) {
            end++;
        }
        String name = Bytes.textUntilNul(buffer, end - start);
        int stored = end - start + 1;
        buffer.position(start + (padded ? (stored + 7) / 8 * 8 : stored));
        return name;
    }

    private void skip(int bytes) {
        buffer.position(buffer.position() + bytes);
    }

    private static ElementType undecodable(Head head) {
        return undecodable(head, name(head));
    }

    private static ElementType undecodable(Head head, String description) {
        return new ElementType.Undecodable(head.bytes, description);
    }

    private static String name(Head head) {
        return CLASS_NAMES[head.dataClass].toLowerCase(Locale.ROOT);
    }
}
