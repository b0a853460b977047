/**
 * Runs the game plugin {@code TmnfLink.as} in the plugin host and drives it, by bytes made by hand and by our
 * client.
 */
package tmnf.tminterface.plugin;
