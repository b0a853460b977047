package tmnf.pretrain.cloning;

/** Weights that cloning cannot begin with; the message says where they are, what is wrong, what to do. */
public final class CloningException extends Exception {

    private static final long serialVersionUID = 1L;

    CloningException(String message) {
        super(message);
    }

    CloningException(String message, Throwable cause) {
        super(message, cause);
    }
}
