/** The world around one run: streams, variables, places, terminal. Non-null is the default everywhere. */
package tmnf.cli.env;
