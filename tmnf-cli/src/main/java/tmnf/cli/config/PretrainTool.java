package tmnf.cli.config;

import java.util.List;

/** The steps of pretraining, each with configuration files and variables of its own in the Python tool. */
enum PretrainTool {
    /** {@code tmnf pretrain}. */
    VISUAL("pretrain", "PRETRAIN_", "vis.yaml", "vis/pretrain_config.yaml"),
    /** {@code tmnf pretrain bc}. */
    CLONING("pretrain bc", "PRETRAIN_BC_", "bc.yaml", "bc/pretrain_config_bc.yaml");

    private static final String FOLDER = "pretrain/";

    private final String command;
    private final String variable;
    private final String file;
    private final String theirFile;

    PretrainTool(String command, String variable, String file, String theirFile) {
        this.command = command;
        this.variable = variable;
        this.file = FOLDER + file;
        this.theirFile = FOLDER + theirFile;
    }

    /** Those that a command asks for. */
    static List<PretrainTool> of(String command) {
        return command.equals(CLONING.command) ? List.of(CLONING)
                : command.equals(VISUAL.command) || command.startsWith(VISUAL.command + " ")
                        ? List.of(VISUAL) : List.of();
    }

    /** The words of the command. */
    String command() {
        return command;
    }

    /** The keys of the command, with a dot at the end. */
    String section() {
        return command.replace(' ', '.') + ".";
    }

    /** Prefix of the tool's variables. */
    String variable() {
        return variable;
    }

    /** Our file, below {@code config}. */
    String file() {
        return file;
    }

    /** The tool's, below {@code config_files}. */
    String theirFile() {
        return theirFile;
    }
}
