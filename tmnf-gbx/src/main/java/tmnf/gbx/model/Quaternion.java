package tmnf.gbx.model;

/** A rotation from the car's frame to the world: (x, y, z) is the axis times the sine of half the angle. */
public record Quaternion(float x, float y, float z, float w) {}
