/**
 * Training from its settings to the run folder: {@link tmnf.rl.train.Trainer} finds where it begins, {@code
 * AttemptRun} has the threads, {@code Intake} takes races in, {@code Learning} learns from them. Non-null is
 * the default everywhere.
 */
package tmnf.rl.train;
