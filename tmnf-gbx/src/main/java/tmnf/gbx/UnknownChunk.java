package tmnf.gbx;

/**
 * A skippable chunk that no reader knows, as stored: written by a map extender, a patched game or a later
 * version.
 *
 * @param id chunk id, the class part normalised
 * @param payload its bytes; do not modify
 */
public record UnknownChunk(int id, byte[] payload) {}
