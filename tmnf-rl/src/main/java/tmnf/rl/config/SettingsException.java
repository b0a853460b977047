package tmnf.rl.config;

/** A configuration that cannot be used; the message names the key with its sections and what to write. */
public final class SettingsException extends Exception {

    private static final long serialVersionUID = 1;

    SettingsException(String message) {
        super(message);
    }
}
