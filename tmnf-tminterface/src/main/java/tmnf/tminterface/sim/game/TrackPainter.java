package tmnf.tminterface.sim.game;

import java.util.Optional;
import java.util.function.Supplier;

import tmnf.tminterface.sim.race.Race;
import tmnf.tminterface.sim.render.Camera;
import tmnf.tminterface.sim.render.FrameRenderer;
import tmnf.tminterface.sim.render.RaceView;
import tmnf.tminterface.sim.render.TrackScene;

/** Draws races on one track. Its scene is built for the first frame, so that who wants none pays for none. */
final class TrackPainter implements FramePainter {

    private final Supplier<TrackScene> scene;
    private final Optional<GhostCar> ghost;
    private final RaceView view = new RaceView();
    private FrameRenderer renderer; // null: no frame so far

    TrackPainter(Supplier<TrackScene> scene, Optional<GhostCar> ghost) {
        this.scene = scene;
        this.ghost = ghost;
    }

    @Override
    public void paint(Race race, Picture picture, byte[] bgra) {
        if (renderer == null) {
            renderer = new FrameRenderer(scene.get());
        }
        look(race);
        view.hud(picture.hud());
        renderer.render(view, Camera.of(picture.camera()), picture.width(), picture.height(), bgra);
    }

    private void look(Race race) {
        view.of(race);
        ghost.flatMap(other -> other.at(race.raceTimeMs()))
                .ifPresentOrElse(view::ghost, view::withoutGhost);
    }
}
