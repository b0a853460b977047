/**
 * Everything that talks like TMInterface: both clients and both game sides ({@code protocol}, {@code link},
 * {@code sharedmemory}), the state they exchange, scripts, the float observation, launching games, and below
 * {@code sim} a game that is simulated. This package itself is empty. The module uses {@code tmnf.gbx} only.
 * Non-null is the default everywhere.
 */
package tmnf.tminterface;
