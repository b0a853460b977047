/**
 * The folder of a run: {@link tmnf.rl.save.SaveFolder} writes and reads checkpoints of weights, optimiser and
 * statistics, all or nothing, {@link tmnf.rl.save.UpstreamRun} reads those of the original, {@link
 * tmnf.rl.save.BestRuns} keeps the best races. Non-null is the default everywhere. Source: training note,
 * sections 9.4, 9.6, 9.7 and 10.
 */
package tmnf.rl.save;
