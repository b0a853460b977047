package tmnf.tminterface.sharedmemory;

/** A command as the client sends it: the number of its bytes, then a byte for each character of Latin-1. */
public record ClassicString(String command) {

    public ClassicString {
        Message.latin1(command);
    }

    static ClassicString read(Slot slot, int offset) throws MessageFormatException {
        return new ClassicString(slot.text(offset));
    }
}
