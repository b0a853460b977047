package tmnf.gbx.model;

/** When a ghost passed a checkpoint, and its stunt score then; the last one of a ghost is the finish. */
public record CheckpointTime(int timeMs, int stuntsScore) {}
