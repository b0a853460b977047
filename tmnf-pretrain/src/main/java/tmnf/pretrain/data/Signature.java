package tmnf.pretrain.data;

import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;

/** SHA-256 over names, sizes and times of files, or whatever else texts tell. Confined to one thread. */
public final class Signature {

    private final MessageDigest digest;

    /** Of nothing yet. */
    public Signature() {
        digest = digest();
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Of the first bytes of an array alone, as hexadecimal. */
    static String of(byte[] bytes, int count) {
        MessageDigest of = digest();
        of.update(bytes, 0, count);
        return HexFormat.of().formatHex(of.digest());
    }

    /** The files of a replay, in order of their names. */
    public void add(String track, String replay, SortedMap<String, BasicFileAttributes> files) {
        text(track + "/" + replay);
        files.forEach((name, attributes) -> text(name + "/" + attributes.size() + "/"
                + attributes.lastModifiedTime().toMillis()));
    }

    /** What another one gave, or a name. */
    void add(String hex) {
        text(hex);
    }

    /** No name has a slash or the end mark in it, so what is hashed can be read in one way only. */
    private void text(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    /** As hexadecimal; nothing can be added afterwards. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
