/**
 * Puts what was pretrained into the driver's network: an encoder into a new pair of weights, {@link
 * tmnf.rl.inject.EncoderInjection}, or encoder and cloned heads where a training begins, {@link
 * tmnf.rl.inject.PretrainedParts}. Needs no native code. Non-null is the default everywhere. Source:
 * pretraining note, section 11.
 */
package tmnf.rl.inject;
