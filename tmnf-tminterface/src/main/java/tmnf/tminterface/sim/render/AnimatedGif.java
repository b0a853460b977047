package tmnf.tminterface.sim.render;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Writes frames as an animated GIF that begins again when it is over, with the writer of the JDK. All frames
 * share one palette; what does not change from one to the next is left transparent, which packs well.
 */
final class AnimatedGif {

    private static final String FORMAT = "javax_imageio_gif_image_1.0";
    private static final String STREAM_FORMAT = "javax_imageio_gif_stream_1.0";
    private static final int CENTISECOND_MS = 10;

    private AnimatedGif() {
    }

    /**
     * The bytes of the file.
     *
     * @param frames pixels of each, 0xRRGGBB, rows from the top; at least one
     * @param frameMs how long each is shown, a multiple of 10
     */
    static byte[] of(List<int[]> frames, int width, int height, int frameMs) throws IOException {
        Palette256 palette = Palette256.of(frames);
        IndexColorModel colours = palette.model();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(screen(writer, width, height, colours));
            byte[] before = new byte[width * height];
            for (int i = 0; i < frames.size(); i++) {
                byte[] now = palette.indices(frames.get(i));
                byte[] written = now.clone();
                for (int at = 0; i > 0 && at < now.length; at++) {
                    written[at] = now[at] == before[at] ? (byte) Palette256.TRANSPARENT : now[at];
                }
                BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED,
                        colours);
                image.getRaster().setDataElements(0, 0, width, height, written);
                writer.writeToSequence(new IIOImage(image, null, metadata(writer, image, frameMs, i == 0)),
                        null);
                before = now;
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** What all frames share; without it each has the palette once more. */
    private static IIOMetadata screen(ImageWriter writer, int width, int height, IndexColorModel colours)
            throws IIOInvalidTreeException {
        IIOMetadataNode root = new IIOMetadataNode(STREAM_FORMAT);
        root.appendChild(node("Version", "value", "89a"));
        root.appendChild(node("LogicalScreenDescriptor", "logicalScreenWidth", Integer.toString(width),
                "logicalScreenHeight", Integer.toString(height), "colorResolution",
                Integer.toString(Byte.SIZE), "pixelAspectRatio", "0"));
        IIOMetadataNode table = node("GlobalColorTable", "sizeOfGlobalColorTable",
                Integer.toString(colours.getMapSize()), "backgroundColorIndex", "0", "sortFlag", "FALSE");
        for (int i = 0; i < colours.getMapSize(); i++) {
            table.appendChild(node("ColorTableEntry", "index", Integer.toString(i), "red",
                    Integer.toString(colours.getRed(i)), "green", Integer.toString(colours.getGreen(i)),
                    "blue", Integer.toString(colours.getBlue(i))));
        }
        root.appendChild(table);
        IIOMetadata metadata = writer.getDefaultStreamMetadata(null);
        metadata.mergeTree(STREAM_FORMAT, root);
        return metadata;
    }

    private static IIOMetadataNode node(String name, String... attributes) {
        IIOMetadataNode node = new IIOMetadataNode(name);
        for (int i = 0; i < attributes.length; i += 2) {
            node.setAttribute(attributes[i], attributes[i + 1]);
        }
        return node;
    }

    private static IIOMetadata metadata(ImageWriter writer, BufferedImage image, int frameMs, boolean first)
            throws IIOInvalidTreeException {
        // Not createFromRenderedImage, which gives all images of bytes the same palette.
        IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), null);
        IIOMetadataNode root = new IIOMetadataNode(FORMAT);
        root.appendChild(node("GraphicControlExtension", "disposalMethod", "doNotDispose", "userInputFlag",
                "FALSE", "transparentColorFlag", "TRUE", "delayTime",
                Integer.toString(frameMs / CENTISECOND_MS), "transparentColorIndex",
                Integer.toString(Palette256.TRANSPARENT)));
        if (first) { // the block of Netscape that says how often it is shown: 0 for without end
            IIOMetadataNode loop = node("ApplicationExtension", "applicationID", "NETSCAPE",
                    "authenticationCode", "2.0");
            loop.setUserObject(new byte[] {1, 0, 0});
            IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
            extensions.appendChild(loop);
            root.appendChild(extensions);
        }
        metadata.mergeTree(FORMAT, root);
        return metadata;
    }
}
