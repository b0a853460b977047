/** Runs the game plugin {@code TmnfLink.as} in the plugin host and drives it, by hand-made bytes and by our client. */
package tmnf.tminterface.plugin;
