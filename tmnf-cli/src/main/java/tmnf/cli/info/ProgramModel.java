package tmnf.cli.info;

import picocli.CommandLine;

/** Gives commands about the program the model of all commands; the root command implements it. */
public interface ProgramModel {

    /** The complete tree, also of the commands that this run doesn't name. */
    CommandLine completeTree();
}
