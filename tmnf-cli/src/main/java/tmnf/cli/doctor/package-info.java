/** {@code tmnf doctor}: looks at this machine and at the game. Non-null is the default everywhere. */
package tmnf.cli.doctor;
