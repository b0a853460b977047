package tmnf.tminterface.sharedmemory;

/** The fake game for the benchmarks, which live in a package of their own. */
public final class GameStandIn {

    private GameStandIn() {}

    public static GameCommands create() {
        return new FakeGame();
    }
}
