package tmnf.tminterface.sim.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.Samples;
import tmnf.gbx.model.GhostSamples;
import tmnf.gbx.model.Quaternion;
import tmnf.gbx.model.Replay;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.sim.physics.Pose;
import tmnf.tminterface.sim.track.BuiltInTracks;
import tmnf.tminterface.sim.track.ChallengeTracks;
import tmnf.tminterface.sim.track.RoadLine;
import tmnf.tminterface.sim.track.TrackException;

/**
 * Keeps the pictures in {@code docs/sim-pictures.md} like those that are drawn. After a change, write them
 * anew with {@code ./mvnw -q test -pl tmnf-tminterface -am -Dtest=SimPicturesTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dtmnf.test.jvm=-Dtmnf.regenerate=true}, and look at them.
 */
class SimPicturesTest {

    private static final int WIDTH = 480;
    private static final int HEIGHT = 360;
    /** A moment of a real race on a real map. */
    private static final int SAMPLE = 22;

    @Test
    void theBuiltInTrackLooksAsInTheDocs() throws IOException {
        RoadLine line = BuiltInTracks.line("hairpins");
        RaceView view = onGround(new RaceView().car(RoadPoses.at(line, 646, 1.5, 0.06))
                .ghost(RoadPoses.at(line, 662, -3, -0.05)).steer(0.5f).raceTimeMs(24_530)
                .speedMetresPerSecond(47.2f).checkpoints(1, 2).hud(true));

        compare("sim-hairpins.png", TrackScene.of(BuiltInTracks.track("hairpins")), view);
    }

    @Test
    void theRealMapLooksAsInTheDocs() throws IOException, TrackException {
        Optional<Path> samples = Samples.folder();
        assumeTrue(samples.isPresent(), "SKIPPED: no sample files (set TMNF_SAMPLES)");
        Path replays = samples.get().resolve("replays");
        Replay replay = GbxFiles.readReplay(replays.resolve("Drarker_B13-Obstacle.95.Replay.gbx")).content();
        Replay other = GbxFiles.readReplay(replays.resolve("user_B13-Obstacle.Replay.gbx")).content();
        GhostSamples car = replay.ghosts().get(0).samples();
        RaceView view = onGround(new RaceView().car(pose(car, SAMPLE))
                .ghost(pose(other.ghosts().get(0).samples(), SAMPLE + 2)).steer((float) car.steer(SAMPLE))
                .raceTimeMs(car.timeMs(SAMPLE)).speedMetresPerSecond((float) car.forwardSpeed(SAMPLE))
                .checkpoints(0, 3).hud(true));

        compare("sim-real-map.png",
                TrackScene.of(ChallengeTracks.of(replay.challenge().orElseThrow())), view);
    }

    private static RaceView onGround(RaceView view) {
        for (int wheel = 0; wheel < RaceView.WHEELS; wheel++) {
            view.damper(wheel, 0.08f);
        }
        return view;
    }

    private static Pose pose(GhostSamples samples, int i) {
        Quaternion q = samples.rotation(i);
        double x = q.x();
        double y = q.y();
        double z = q.z();
        double w = q.w();
        return new Pose(samples.position(i),
                vector(1 - 2 * (y * y + z * z), 2 * (x * y + w * z), 2 * (x * z - w * y)),
                vector(2 * (x * y - w * z), 1 - 2 * (x * x + z * z), 2 * (y * z + w * x)),
                vector(2 * (x * z + w * y), 2 * (y * z - w * x), 1 - 2 * (x * x + y * y)));
    }

    private static Vec3 vector(double x, double y, double z) {
        return new Vec3((float) x, (float) y, (float) z);
    }

    private static void compare(String name, TrackScene scene, RaceView view) throws IOException {
        byte[] bgra = new byte[4 * WIDTH * HEIGHT];
        new FrameRenderer(scene).render(view, Camera.BEHIND_NEAR, WIDTH, HEIGHT, bgra);
        Path docs = Path.of(System.getProperty("tmnf.root", "..")).resolve("docs/images");
        File file = docs.resolve(name).toFile();
        if (Boolean.getBoolean("tmnf.regenerate")) {
            Files.createDirectories(file.toPath().getParent());
            ImageIO.write(image(bgra), "png", file);
        }

        BufferedImage kept = ImageIO.read(file);
        int alike = 0;
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            int rgb = kept.getRGB(i % WIDTH, i / WIDTH);
            alike += Math.abs((rgb >> 16 & 0xFF) - (bgra[4 * i + 2] & 0xFF)) < 12
                    && Math.abs((rgb & 0xFF) - (bgra[4 * i] & 0xFF)) < 12 ? 1 : 0;
        }
        assertThat((double) alike / (WIDTH * HEIGHT))
                .as("%s is stale: run SimPicturesTest with -Dtmnf.test.jvm=-Dtmnf.regenerate=true", file)
                .isGreaterThan(0.9);
    }

    private static BufferedImage image(byte[] bgra) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            image.setRGB(i % WIDTH, i / WIDTH, (bgra[4 * i + 2] & 0xFF) << 16 | (bgra[4 * i + 1] & 0xFF) << 8
                    | bgra[4 * i] & 0xFF);
        }
        return image;
    }
}
