package tmnf.pretrain.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a probe says of frames that the system does not let it delete. */
class LeftDecodedFramesTest {

    @TempDir
    private Path folder;

    @Test
    void whereFramesStayIsSaid() throws IOException {
        Files.writeString(folder.resolve("frames.u8"), "frames");
        List<String> warnings = new ArrayList<>();

        DecodedFrames.warnOfLeft(folder, new EncoderProbe.Progress() {
            @Override
            public void decoded(long frames, long all) {
            }

            @Override
            public void begins(String what) {
            }

            @Override
            public void warning(String message) {
                warnings.add(message);
            }
        });

        assertThat(warnings).singleElement().asString().startsWith("the decoded frames could not be deleted: "
                + "6 bytes are left in " + folder + ". Delete it, or leave it to the next probe");
    }
}
