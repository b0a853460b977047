package tmnf.gbx.model;

/** The picture on a block (a sign, say): a text and two file references. */
public record BlockSkin(String text, FileRef pack, FileRef parent) {}
