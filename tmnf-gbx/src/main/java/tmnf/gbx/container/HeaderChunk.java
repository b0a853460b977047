package tmnf.gbx.container;

/** A chunk of a file's header; {@code id} as stored, {@code heavy} if the game loads it only on demand. */
public record HeaderChunk(int id, boolean heavy, byte[] data) {}
