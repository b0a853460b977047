package tmnf.rl.save;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * How files are called after maps. A short name that every system takes stays as it is. In others accents are
 * taken off, each character that some system or locale refuses becomes an underscore, and a sum of the name
 * follows, so that maps whose names differ in such characters only have files of their own:
 *
 * <pre>
 * StarSnowD3 StadiumCar (3)   StarSnowD3 StadiumCar (3)
 * Été 1/2?                    Ete 1_2_-b059f9cb
 * </pre>
 */
public final class MapFiles {

    private static final int MOST = 100;
    private static final Pattern REFUSED = Pattern.compile("[^\\w.+ ()\\[\\]'!,&=@#-]|^\\.");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    /** Devices of Windows, whatever follows behind a dot. */
    private static final Set<String> DEVICES = Set.of("con", "prn", "aux", "nul");
    private static final Pattern NUMBERED_DEVICE = Pattern.compile("(com|lpt)\\d");

    private MapFiles() {
    }

    /** The beginning of the names of a map's files. */
    public static String name(String map) {
        boolean plain = map.length() <= MOST && !map.isEmpty() && !isDevice(map)
                && !REFUSED.matcher(map).find();
        if (plain) {
            return map;
        }
        CRC32 sum = new CRC32(); // of one form of the name: systems disagree about accents
        sum.update(Normalizer.normalize(map, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8));
        String ending = String.format(Locale.ROOT, "-%08x", sum.getValue());
        String letters = MARKS.matcher(Normalizer.normalize(map, Normalizer.Form.NFKD)).replaceAll("");
        String readable = (isDevice(letters) ? "_" : "") + REFUSED.matcher(letters).replaceAll("_");
        return readable.substring(0, Math.min(readable.length(), MOST - ending.length())) + ending;
    }

    private static boolean isDevice(String name) {
        int dot = name.indexOf('.');
        String stem = (dot < 0 ? name : name.substring(0, dot)).strip().toLowerCase(Locale.ROOT);
        return DEVICES.contains(stem) || NUMBERED_DEVICE.matcher(stem).matches();
    }
}
