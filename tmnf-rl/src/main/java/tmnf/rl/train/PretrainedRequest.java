package tmnf.rl.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import tmnf.rl.inject.InjectionException;
import tmnf.rl.inject.PretrainedFiles;
import tmnf.rl.save.RunStart;

/**
 * Pretrained parts that a training is asked to begin with. The configuration's are for a run that begins with
 * nothing; the encoder that was asked for by itself goes into weights that are there, too, and is refused
 * where a run goes on.
 *
 * @param configured of the configuration
 * @param initFrom an encoder that was asked for by itself, instead of the configuration's
 */
public record PretrainedRequest(PretrainedFiles configured, Optional<Path> initFrom) {

    /** Nothing is asked for. */
    public static final PretrainedRequest NONE = new PretrainedRequest(PretrainedFiles.NONE,
            Optional.empty());

    /**
     * What is used of it.
     *
     * @param files that are to be read
     * @param left what is not used, in a sentence; empty: nothing
     */
    public record Use(PretrainedFiles files, String left) {
    }

    /**
     * What is used where a run begins.
     *
     * @throws InjectionException if an encoder was asked for by itself, and the run goes on
     */
    public Use at(RunStart.Kind start) throws InjectionException {
        if (start == RunStart.Kind.FRESH) {
            return new Use(initFrom.map(configured::withEncoder).orElse(configured), "");
        }
        if (start.goesOn() && initFrom.isPresent()) {
            throw new InjectionException(InjectionException.Reason.GOES_ON, "the run goes on from what it"
                    + " has learned: " + initFrom.get() + " is for a fresh one",
                    "leave out --init-from to go on, or begin another run with --run-name");
        }
        List<Path> all = configured.all();
        return new Use(initFrom.map(PretrainedFiles::ofEncoder).orElse(PretrainedFiles.NONE), all.isEmpty()
                ? "" : all.stream().map(Path::toString).collect(Collectors.joining(", "))
                + (start.goesOn() ? (all.size() == 1 ? " is" : " are") + " not put in again: the run goes on"
                : (all.size() == 1 ? " is" : " are") + " not put in: the run begins with weights that are"
                + " there"));
    }
}
