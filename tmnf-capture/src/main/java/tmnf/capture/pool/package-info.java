/**
 * Many replays on many games: workers, retries, escalation, and the report. Start at {@link
 * tmnf.capture.pool.CaptureRunner}. Non-null is the default.
 */
package tmnf.capture.pool;
