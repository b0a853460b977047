/**
 * Decides what is captured, how, and what exists already. Talks to no game, and writes nothing but missing
 * files of zone centres. Non-null is the default everywhere.
 */
package tmnf.capture.plan;
