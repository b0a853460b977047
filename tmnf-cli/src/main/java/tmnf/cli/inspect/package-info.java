/**
 * {@code tmnf inspect}: what a file says, of the game or of learning, or a dataset, for people and for
 * scripts. Non-null is the default everywhere.
 */
package tmnf.cli.inspect;
