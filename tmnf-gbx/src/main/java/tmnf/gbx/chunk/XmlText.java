package tmnf.gbx.chunk;

/** Text in the XML of a file's header. */
final class XmlText {

    /** Program version that our files claim, the last one of TrackMania Forever. */
    static final String EXE_VERSION = "2.11.26";

    private XmlText() {}

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
