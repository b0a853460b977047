/**
 * What an encoder is trained for: {@link tmnf.pretrain.objective.Objective} and its kinds. Non-null is the
 * default everywhere.
 */
package tmnf.pretrain.objective;
