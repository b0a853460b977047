package tmnf.cli.config;

/** What the {@code config} commands need of the running program; its root command implements it. */
public interface ConfigAccess {

    /** Finds the files. */
    ConfigLoader loader();

    /** Every key there is. */
    ConfigKeys keys();
}
