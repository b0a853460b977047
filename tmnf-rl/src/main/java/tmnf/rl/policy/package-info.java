/**
 * From an observation to an action: {@link tmnf.rl.policy.Decider}. Non-null is the default everywhere.
 */
package tmnf.rl.policy;
