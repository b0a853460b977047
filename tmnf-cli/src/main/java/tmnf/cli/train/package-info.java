/**
 * {@code tmnf train}, {@code eval} and {@code compare}: a driver learns in games, races with what it has
 * learned, and its trainings are held against each other. What is computed is in {@code tmnf.rl}. Non-null is
 * the default everywhere.
 */
package tmnf.cli.train;
