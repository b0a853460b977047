/**
 * Races of captured datasets as if the driver had driven them: {@link tmnf.rl.demonstration.Demonstrations}
 * fills a buffer with them. Non-null is the default everywhere.
 */
package tmnf.rl.demonstration;
