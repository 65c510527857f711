package io.battdat.hdf5;

import io.jhdf.GroupSymbolTableNode;
import io.jhdf.LocalHeap;
import io.jhdf.SymbolTableEntry;
import io.jhdf.object.message.LinkMessage;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The links of a group, by name: from a symbol table, from the header, or from dense storage. */
final class GroupLinks {
    private static final int CACHED_SOFT_LINK = 2;

    private GroupLinks() {}

    static boolean isGroup(ObjectHeader header) {
        return !header.all(ObjectHeader.SYMBOL_TABLE).isEmpty()
                || !header.all(ObjectHeader.LINK_INFO).isEmpty();
    }

    static Map<String, Link> read(GuardedStorage storage, ObjectHeader header) {
        Map<String, Link> links = new LinkedHashMap<>();
        Optional<ObjectHeader.Message> symbolTable = header.find(ObjectHeader.SYMBOL_TABLE);
        if (symbolTable.isPresent()) {
            readSymbolTable(storage, symbolTable.get().read(), links);
        }
        for (ObjectHeader.Message message : header.all(ObjectHeader.LINK)) {
            add(links, LinkMessage.fromBuffer(message.read(), storage.getSuperblock()));
        }
        Optional<ObjectHeader.Message> linkInfo = header.find(ObjectHeader.LINK_INFO);
        if (linkInfo.isPresent()) {
            readDense(storage, linkInfo.get().read(), links);
        }
        return links;
    }

    private static void readSymbolTable(GuardedStorage storage, ByteBuffer message, Map<String, Link> links) {
        long treeAddress = Bytes.unsigned(message, storage.getSizeOfOffsets());
        ByteBuffer names = new LocalHeap(storage, Bytes.unsigned(message, storage.getSizeOfOffsets())).getDataBuffer();
        BTreeV1.walk(storage, treeAddress, BTreeV1.GROUP_NODES, storage.getSizeOfLengths(), (key, nodeAddress) -> {
            for (SymbolTableEntry entry : new GroupSymbolTableNode(storage, nodeAddress).getSymbolTableEntries()) {
                String name = nameAt(names, entry.getLinkNameOffset(), nodeAddress);
                links.put(
                        name,
                        entry.getCacheType() == CACHED_SOFT_LINK
                                ? Link.soft(name, nameAt(names, entry.getLinkValueOffset(), nodeAddress))
                                : Link.hard(name, entry.getObjectHeaderAddress()));
            }
        });
    }

    private static String nameAt(ByteBuffer names, int offset, long nodeAddress) {
        if (offset < 0 || offset >= names.limit()) {
            throw FormatProblem.corrupt(
                    "symbol table node at address " + nodeAddress, "a link's name lies outside the group's heap");
        }
        ByteBuffer name = names.duplicate().position(offset);
        return Bytes.textUntilNul(name, name.remaining());
    }

    private static void readDense(GuardedStorage storage, ByteBuffer message, Map<String, Link> links) {
        Bytes.expectVersion(message.get(), 0, "link info message");
        boolean creationOrder = (message.get() & 0x01) != 0;
        if (creationOrder) {
            message.getLong();
        }
        long heapAddress = Bytes.unsigned(message, storage.getSizeOfOffsets());
        long treeAddress = Bytes.unsigned(message, storage.getSizeOfOffsets());
        DenseStorage.read(
                storage,
                heapAddress,
                treeAddress,
                DenseStorage.HeapId.OF_LINK,
                body -> add(links, LinkMessage.fromBuffer(body, storage.getSuperblock())));
    }

    private static void add(Map<String, Link> links, LinkMessage message) {
        String name = message.getLinkName();
        links.put(
                name,
                switch (message.getLinkType()) {
                    case HARD -> Link.hard(name, message.getHardLinkAddress());
                    case SOFT -> Link.soft(name, message.getSoftLink());
                    case EXTERNAL -> Link.external(name, message.getExternalFile() + ":" + message.getExternalPath());
                });
    }
}
