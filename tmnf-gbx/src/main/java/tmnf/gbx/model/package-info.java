/**
 * What a TrackMania Forever file says, in plain values: replays, challenges, ghosts, input tapes, ghost
 * samples and MediaTracker clips. Nothing here knows the file format. Non-null is the default everywhere.
 */
package tmnf.gbx.model;
