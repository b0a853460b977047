/** {@code tmnf train}: the agent learns in games. Non-null is the default everywhere. */
package tmnf.cli.train;
