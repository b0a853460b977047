/** {@code tmnf capture}: options, plan, run and report; all work is in {@code tmnf.capture}. */
package tmnf.cli.capture;
