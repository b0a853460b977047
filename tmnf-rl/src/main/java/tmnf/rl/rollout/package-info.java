/**
 * What one race left, and what is learned from it: {@link tmnf.rl.rollout.Rollout}, rewards and transitions.
 * Non-null is the default everywhere.
 */
package tmnf.rl.rollout;
