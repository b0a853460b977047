/**
 * {@code tmnf capture} and {@code tmnf validate}: options, plan, run and report; all work is in {@code
 * tmnf.capture}.
 */
package tmnf.cli.capture;
