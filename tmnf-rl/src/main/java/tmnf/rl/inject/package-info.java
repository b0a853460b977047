/**
 * Puts a pretrained encoder into the driver's network: {@link tmnf.rl.inject.EncoderInjection}. Needs no
 * native code. Non-null is the default everywhere. Source: pretraining note, section 11.
 */
package tmnf.rl.inject;
