/** The log: set up after the command line is understood, started by whoever logs first. */
package tmnf.cli.log;
