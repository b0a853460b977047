package tmnf.gbx.model;

/** A cell of the block grid; in Stadium one cell is 32 x 8 x 32 metres. */
public record BlockCoord(int x, int y, int z) {}
