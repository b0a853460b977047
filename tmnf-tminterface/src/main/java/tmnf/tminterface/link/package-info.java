/**
 * Both ends of the TMInterface 2 socket protocol: {@link tmnf.tminterface.link.GameLink} is the client with
 * its turn rules, {@link tmnf.tminterface.link.PluginServer} the plugin's side of the same rules. Bytes come
 * and go through a {@link tmnf.tminterface.link.Wire}, time through a {@link tmnf.tminterface.link.LinkTime},
 * so that tests need neither sockets nor patience. Every wait has a deadline and a name. Non-null is the
 * default everywhere.
 */
package tmnf.tminterface.link;
