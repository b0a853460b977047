package tmnf.tminterface.sharedmemory;

/** Why a call failed, as the header of a message says it. */
public enum ErrorCode {
    NONE(0, "no error"),
    RESPONSE_TOO_LONG(1,
            "the message is too long for the mapping; start the game with a larger /serversize"),
    CLIENT_ALREADY_REGISTERED(2, "another client is registered; deregister it in the game's console"),
    NO_EVENT_BUFFER(3, "no event buffer available; start a race or a validation first"),
    NO_PLAYER_INFO(4, "no player info available; start a race or a validation first"),
    COMMAND_ALREADY_REGISTERED(5, "the command is already registered; choose another name"),
    /** Any other number. */
    UNKNOWN(-1, "an error that TMInterface 1 does not document");

    private final int code;
    private final String meaning;

    ErrorCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** The number in the header. */
    public int code() {
        return code;
    }

    /** The reason and what to do about it. */
    public String meaning() {
        return meaning;
    }

    static ErrorCode of(int code) {
        for (ErrorCode value : values()) {
            if (value.code == code && value != UNKNOWN) {
                return value;
            }
        }
        return UNKNOWN;
    }
}
