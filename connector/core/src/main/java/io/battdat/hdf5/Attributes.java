package io.battdat.hdf5;

import io.jhdf.GlobalHeap;
import io.jhdf.object.message.DataSpace;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The attributes of a group or table. Only their names are read at first; an attribute is parsed when it is asked for,
 * so that one with an odd type (PyTables pickles what is neither text nor number) does no harm.
 */
final class Attributes {
    private final GuardedStorage storage;
    private final Map<String, ByteBuffer> bodies = new LinkedHashMap<>();

    private Attributes(GuardedStorage storage) {
        this.storage = storage;
    }

    static Attributes read(GuardedStorage storage, ObjectHeader header) {
        Attributes attributes = new Attributes(storage);
        for (ObjectHeader.Message message : header.all(ObjectHeader.ATTRIBUTE)) {
            attributes.add(message.read());
        }
        Optional<ObjectHeader.Message> info = header.find(ObjectHeader.ATTRIBUTE_INFO);
        if (info.isPresent()) {
            attributes.addDense(info.get().read());
        }
        return attributes;
    }

    private void addDense(ByteBuffer message) {
        Bytes.expectVersion(message.get(), 0, "attribute info message");
        boolean creationOrder = (message.get() & 0x01) != 0;
        if (creationOrder) {
            message.getShort();
        }
        long heapAddress = Bytes.unsigned(message, storage.getSizeOfOffsets());
        long treeAddress = Bytes.unsigned(message, storage.getSizeOfOffsets());
        DenseStorage.read(storage, heapAddress, treeAddress, DenseStorage.HeapId.OF_ATTRIBUTE, this::add);
    }

    /** Reads the name only (format specification, IV.A.2.m). */
    private void add(ByteBuffer body) {
        bodies.put(new Parts(body).name, body);
    }

    /** What an attribute message consists of, cut into pieces; versions 1 to 3 differ in padding and flags. */
    private static final class Parts {
        private final String name;
        private final boolean sharedType;
        private final boolean sharedSpace;
        private final ByteBuffer type;
        private final ByteBuffer space;
        private final ByteBuffer value;

        Parts(ByteBuffer body) {
            ByteBuffer buffer = body.duplicate().order(body.order());
            int version = buffer.get();
            if (version < 1 || version > 3) {
                throw FormatProblem.corrupt("attribute message", "version " + version + " is not known");
            }
            int flags = buffer.get();
            sharedType = version > 1 && (flags & 0x01) != 0;
            sharedSpace = version > 1 && (flags & 0x02) != 0;
            int nameBytes = Short.toUnsignedInt(buffer.getShort());
            int typeBytes = Short.toUnsignedInt(buffer.getShort());
            int spaceBytes = Short.toUnsignedInt(buffer.getShort());
            if (version == 3) {
                buffer.get(); // character set of the name; PyTables says ASCII and writes UTF-8
            }
            name = Bytes.textUntilNul(cut(buffer, nameBytes, version), nameBytes);
            type = cut(buffer, typeBytes, version);
            space = cut(buffer, spaceBytes, version);
            value = buffer.slice().order(buffer.order());
        }

        /** Version 1 pads each part to eight bytes. */
        private static ByteBuffer cut(ByteBuffer buffer, int bytes, int version) {
            ByteBuffer part = buffer.slice(buffer.position(), bytes).order(buffer.order());
            int stored = version == 1 ? (bytes + 7) / 8 * 8 : bytes;
            buffer.position(Math.min(buffer.limit(), buffer.position() + stored));
            return part;
        }
    }

    Set<String> names() {
        return bodies.keySet();
    }

    boolean has(String name) {
        return bodies.containsKey(name);
    }

    /**
     * A text attribute, however it is stored: of fixed or variable length, padded with NULs or spaces, a scalar or an
     * array of one element. Without such an attribute: empty. An attribute with no value (PyTables' empty text): "".
     *
     * @throws FormatProblem if it is no text, several texts, or no UTF-8
     */
    Optional<String> text(String name) {
        ByteBuffer body = bodies.get(name);
        if (body == null) {
            return Optional.empty();
        }
        String place = "attribute " + name;
        Parts parts = new Parts(body);
        ByteBuffer type = parts.sharedType ? TableInfoReader.committedDatatype(storage, parts.type) : parts.type;
        boolean variable = isVariableText(type);
        if (!variable
                && !(DatatypeReader.read(type.duplicate().order(type.order()), storage.heapLayout())
                        instanceof ElementType.Text)) {
            throw FormatProblem.corrupt(place, "it is no text");
        }
        if (parts.sharedSpace) {
            throw FormatProblem.corrupt(place, "it shares its dataspace, which no text does");
        }
        long count =
                DataSpace.readDataSpace(parts.space, storage.getSuperblock()).getTotalLength();
        if (count == 0) {
            return Optional.of("");
        }
        if (count != 1) {
            throw FormatProblem.corrupt(place, "it holds " + count + " texts, not one");
        }
        return Optional.of(
                variable
                        ? variableText(parts.value, place)
                        : fixedText(
                                (ElementType.Text) DatatypeReader.read(type, storage.heapLayout()),
                                parts.value,
                                place));
    }

    /** Whether there is a text attribute of that value; one with an odd type has none. */
    boolean isText(String name, String value) {
        try {
            return text(name).equals(Optional.of(value));
        } catch (FormatProblem e) {
            return false;
        }
    }

    /**
     * The bytes of a text attribute of fixed length, whatever they are: PyTables stores the pickles of values that are
     * neither text nor number as ASCII texts (tables/attributeset.py). Without such an attribute: empty.
     *
     * @throws FormatProblem if it is no such text, or several
     */
    Optional<byte[]> bytes(String name) {
        ByteBuffer body = bodies.get(name);
        if (body == null) {
            return Optional.empty();
        }
        String place = "attribute " + name;
        Parts parts = new Parts(body);
        if (parts.sharedType
                || parts.sharedSpace
                || !(DatatypeReader.read(parts.type, storage.heapLayout()) instanceof ElementType.Text type)
                || DataSpace.readDataSpace(parts.space, storage.getSuperblock()).getTotalLength() != 1) {
            throw FormatProblem.corrupt(place, "it is no text of fixed length");
        }
        return Optional.of(fixedBytes(type, parts.value, place));
    }

    /** Class 9 (variable length) of kind 1 (text), in the first two bytes of a datatype. */
    private static boolean isVariableText(ByteBuffer type) {
        return (type.get(0) & 0x0F) == 9 && (type.get(1) & 0x0F) == 1;
    }

    private static byte[] fixedBytes(ElementType.Text type, ByteBuffer value, String place) {
        if (value.remaining() < type.bytes()) {
            throw FormatProblem.corrupt(place, "its text of " + type.bytes() + " bytes is cut short");
        }
        byte[] bytes = new byte[type.bytes()];
        value.get(bytes);
        return bytes;
    }

    private static String fixedText(ElementType.Text type, ByteBuffer value, String place) {
        byte[] bytes = fixedBytes(type, value, place);
        int length = 0;
        if (type.spacePadded()) {
            length = bytes.length;
            while (length > 0 && bytes[length - 1] == ' ') {
                length--;
            }
        } else {
            // PyTables writes texts without a terminator and says "null-terminated": the end of the field ends it too.
            while (length < bytes.length && bytes[length] != 0) {
                length++;
            }
        }
        return decode(ByteBuffer.wrap(bytes, 0, length), place);
    }

    private String variableText(ByteBuffer value, String place) {
        long length = Integer.toUnsignedLong(value.getInt());
        long heapAddress = Bytes.unsigned(value, storage.getSizeOfOffsets());
        int index = value.getInt();
        if (length == 0) {
            return "";
        }
        ByteBuffer object = new GlobalHeap(storage, heapAddress).getObjectData(index);
        if (length > object.remaining()) {
            throw FormatProblem.corrupt(
                    place, "its text of " + length + " bytes is longer than the heap object it is in");
        }
        return decode(object.limit(object.position() + (int) length), place);
    }

    private static String decode(ByteBuffer bytes, String place) {
        try {
            CharBuffer text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(bytes);
            return text.toString();
        } catch (CharacterCodingException e) {
            throw FormatProblem.corrupt(place, "its text is not UTF-8");
        }
    }
}
