/**
 * Commands that make something new of replays: scripts, maps, reference lines. Non-null is the default
 * everywhere.
 */
package tmnf.cli.convert;
