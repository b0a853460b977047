/** Replays as TMInterface scripts. Non-null is the default everywhere. */
package tmnf.gbx.script;
