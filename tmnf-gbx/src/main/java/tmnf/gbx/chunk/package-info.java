/**
 * Readers and writers of replays, ghosts and challenges, and the reader of MediaTracker clips, chunk by
 * chunk; and how an intro is taken out of a challenge. Non-null is the default everywhere.
 */
package tmnf.gbx.chunk;
