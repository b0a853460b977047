package tmnf.gbx.model;

/** The three-part name that the game gives to maps, decorations, vehicles and collection entries. */
public record Ident(String id, String collection, String author) {

    public static final Ident EMPTY = new Ident("", "", "");
}
