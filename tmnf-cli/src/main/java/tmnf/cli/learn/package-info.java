/** {@code tmnf pretrain}: from frames to an encoder. Non-null is the default everywhere. */
package tmnf.cli.learn;
