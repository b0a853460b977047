/**
 * Greedy races with weights as they are: statistics, the best run, a picture, and, if it is asked for, a
 * film. Start at {@link tmnf.rl.eval.Evaluator}. Non-null is the default everywhere.
 */
package tmnf.rl.eval;
