package tmnf.gbx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tmnf.gbx.container.ClassIds;
import tmnf.gbx.container.GbxWriter;
import tmnf.gbx.model.GbxContent;

/** Files made to cost more than they are worth: deep, repetitive, or larger unpacked than any heap. */
class HostileFilesTest {

    @Test
    void replaysWithinReplaysAreNotFollowed() throws GbxFormatException {
        byte[] file = new byte[0];
        for (int i = 0; i < 3_000; i++) {
            file = replayAround(file);
        }

        GbxFile<GbxContent> read = GbxFiles.read("nested", file, GbxReadOptions.FULL);

        assertThat(read.warnings()).extracting(GbxWarning::code)
                .containsExactly(GbxWarning.Code.EMBEDDED_UNREADABLE);
    }

    /** A replay that is not packed and has nothing but an embedded file. */
    private static byte[] replayAround(byte[] embedded) {
        GbxWriter out = new GbxWriter();
        out.bytes("GBX".getBytes(StandardCharsets.US_ASCII));
        out.u16(6);
        out.bytes("BUUR".getBytes(StandardCharsets.US_ASCII));
        out.i32(ClassIds.CGameCtnReplayRecord);
        out.i32(0);
        out.i32(1);
        out.i32(0);
        out.i32(ClassIds.CGameCtnReplayRecord | 0x002);
        out.i32(embedded.length);
        out.bytes(embedded);
        out.i32(0xFACADE01);
        return out.toByteArray();
    }
}
