package tmnf.gbx.model;

/** What a file of the TrackMania Forever era can hold. Closed: nothing else is read. */
public sealed interface GbxContent permits Replay, Challenge, Ghost, MediaClip {}
