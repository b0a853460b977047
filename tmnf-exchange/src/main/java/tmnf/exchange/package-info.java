/**
 * Client of the TMNF-X exchange site, and the resumable download of its replays and tracks. The module holds
 * no code yet: this package marks its place in the graph of modules, where it may use {@code tmnf.gbx} only.
 * Non-null is the default everywhere.
 */
package tmnf.exchange;
