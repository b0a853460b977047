/**
 * Pretraining from its settings to the run folder: the loop over epochs, early stopping, resuming. Non-null
 * is the default everywhere.
 */
package tmnf.pretrain.train;
