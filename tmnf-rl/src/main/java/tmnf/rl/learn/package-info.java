/**
 * Learning from transitions: {@link tmnf.rl.learn.LearnerStep}, its loss, target network, resets and how
 * often a transition is used. Non-null is the default everywhere.
 */
package tmnf.rl.learn;
