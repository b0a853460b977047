/**
 * What captured frames are labelled with: the actions that were pressed, {@link
 * tmnf.pretrain.label.FrameActions}, and what is made of them for windows of frames. No native code. Non-null
 * is the default everywhere.
 */
package tmnf.pretrain.label;
