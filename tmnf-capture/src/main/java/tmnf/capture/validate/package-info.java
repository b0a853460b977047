/**
 * One replay, driven twice: with the inputs that the game validated, and with the script that a capture would
 * use. The first is the capture, both together tell whether scripts can be trusted. Non-null is the default.
 */
package tmnf.capture.validate;
