/**
 * Decides what is captured, how, and what exists already. Talks to no game and writes nothing. Non-null is
 * the default everywhere.
 */
package tmnf.capture.plan;
