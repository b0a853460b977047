/** {@code tmnf sim}: stand-ins for what the pipeline talks to. Non-null is the default everywhere. */
package tmnf.cli.sim;
