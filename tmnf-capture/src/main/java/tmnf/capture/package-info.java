/**
 * Captures frames of replays through the game and owns the dataset that they form. The module holds no code
 * yet: this package marks its place in the graph of modules, where it may use {@code tmnf.gbx} and {@code
 * tmnf.tminterface}. Non-null is the default everywhere.
 */
package tmnf.capture;
