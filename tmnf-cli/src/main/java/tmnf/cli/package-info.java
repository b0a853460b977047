/**
 * The {@code tmnf} command line, and the only code of the project that prints, exits, reads the environment
 * or installs signal handlers. Commands live in one package a command group and extend {@link
 * tmnf.cli.command.TmnfCommand}; what they compute lives in the libraries. Non-null is the default
 * everywhere.
 */
package tmnf.cli;
