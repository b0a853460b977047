/**
 * What the author of a command needs: start at {@link tmnf.cli.command.TmnfCommand}. Non-null is the default
 * everywhere.
 */
package tmnf.cli.command;
