package tmnf.rl.inject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import tmnf.pretrain.cloning.OutputOrder;
import tmnf.pretrain.run.EncoderFacts;
import tmnf.pretrain.run.EncoderText;
import tmnf.pretrain.run.MetaException;
import tmnf.pretrain.run.PolicyFacts;
import tmnf.rl.inject.InjectionException.Reason;
import tmnf.rl.inject.InjectionPlan.Warning;

/**
 * Holds what a cloned part was made for against the driver that it goes into: which action each output is,
 * and what stands where in the numbers. Shapes do not tell it.
 */
final class ClonedMeaning {

    private static final String FRAMES = "FRAMES";
    private static final String ADVICE = "clone with the configuration of this training (tmnf pretrain bc"
            + " --rl-config-path), or give the one that it was cloned with";

    private final PolicyFacts driver;
    private final List<Warning> warnings;

    /**
     * For a driver.
     *
     * @param warnings where they go, each once
     */
    ClonedMeaning(PolicyFacts driver, List<Warning> warnings) {
        this.driver = driver;
        this.warnings = warnings;
    }

    /**
     * How outputs come into the driver's order; empty where they are in it, or nobody knows.
     *
     * @throws InjectionException if they are for other actions
     */
    Optional<OutputOrder> outputs(Path file, Optional<EncoderFacts> facts) throws InjectionException {
        PolicyFacts policy = policy(facts);
        refuse(file + ": its outputs are for other actions than inputs.actions of the configuration",
                policy.otherActions(driver));
        tellOfDecision(file, policy);
        return OutputOrder.between(policy.actions(), driver.actions());
    }

    /** Whether nobody tells which action each output is for. */
    boolean isSilent(Optional<EncoderFacts> facts) {
        return policy(facts).actions().isEmpty() && !driver.actions().isEmpty();
    }

    /**
     * Looks at what the numbers beside the picture are.
     *
     * @throws InjectionException if other ones stand in the same places
     */
    void requireNumbers(Path file, Optional<EncoderFacts> facts) throws InjectionException {
        PolicyFacts policy = policy(facts);
        refuse(file + ": it was made for other numbers beside the picture than those of the configuration",
                policy.otherPlaces(driver));
        tellOfDecision(file, policy); // it sees what was pressed at the last ones
        policy.otherMeasures(driver).forEach(gap -> warn("MEASURES", file, gap, "the same numbers stand for"
                + " other places"));
    }

    private void tellOfDecision(Path file, PolicyFacts policy) {
        policy.otherDecision(driver).ifPresent(gap -> warn("DECISION", file, gap, "a key is held for another"
                + " time than it learned"));
    }

    /**
     * Tells of heads that were fitted to several frames, once for all files.
     *
     * @param combine what became of the encoder that goes with them; empty: not known
     */
    void tellOfFrames(Path file, int frames, Optional<Combine> combine) {
        if (frames > 1 && warnings.stream().noneMatch(each -> each.code().equals(FRAMES))) {
            warnings.add(new Warning(FRAMES, file + ": its heads were fitted to " + frames + " frames at a"
                    + " time, and the driver sees one: what moved from one to the next is lost"
                    + combine.map(how -> how == Combine.SUM ? ", and it answers as to " + frames
                    + " equal frames" : ", and of the answer to them 1/" + frames + " is left, which"
                    + " --combine sum keeps").orElse("") + ". Clone with n_stack 1 for a network to drive"
                    + " with"));
        }
    }

    /** What the text beside a file tells; empty if there is none. */
    static Optional<EncoderFacts> factsBeside(Path file) throws IOException, InjectionException {
        return facts(file.resolveSibling(EncoderText.NAME));
    }

    /** What a text tells; empty if it is not there. */
    static Optional<EncoderFacts> facts(Path text) throws IOException, InjectionException {
        try {
            return Files.exists(text) ? Optional.of(EncoderFacts.read(text)) : Optional.empty();
        } catch (MetaException e) {
            throw new InjectionException(Reason.META, e.getMessage(), "mend it or move it away");
        }
    }

    private static PolicyFacts policy(Optional<EncoderFacts> facts) {
        return facts.map(EncoderFacts::policy).orElse(PolicyFacts.NONE);
    }

    private static void refuse(String what, List<PolicyFacts.Gap> gaps) throws InjectionException {
        if (!gaps.isEmpty()) {
            List<Difference> differences = new ArrayList<>();
            gaps.forEach(gap -> differences.add(new Difference(gap.key(), gap.is(), gap.shouldBe())));
            throw new InjectionException(Reason.MISMATCH, what, ADVICE, differences);
        }
    }

    /** Of files of the same run once. */
    private void warn(String code, Path file, PolicyFacts.Gap gap, String meaning) {
        Warning warning = new Warning(code, file.resolveSibling(EncoderText.NAME) + ": cloned with"
                + " another driver: " + gap.key() + " was " + gap.is() + " and is " + gap.shouldBe()
                + " here, so " + meaning);
        if (!warnings.contains(warning)) {
            warnings.add(warning);
        }
    }
}
