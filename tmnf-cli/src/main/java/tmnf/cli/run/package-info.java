/**
 * How a command is run: streams, envelope, errors, progress, signals, help. Non-null is the default
 * everywhere.
 */
package tmnf.cli.run;
