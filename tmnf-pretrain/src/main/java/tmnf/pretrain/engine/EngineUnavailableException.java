package tmnf.pretrain.engine;

/** PyTorch could not be started; the message says why and what to do. */
public final class EngineUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    EngineUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
