/**
 * {@code tmnf doctor}: looks at this machine, at the game, and, if it is asked to, at the exchange site.
 * Non-null is the default everywhere.
 */
package tmnf.cli.doctor;
