/**
 * Captures frames of replays through the game, and owns the dataset that they form. Non-null is the default
 * everywhere.
 */
package tmnf.capture;
