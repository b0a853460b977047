package tmnf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What DJL offers and nobody may call: docs/design/pretrain.md says why. */
class TamedEngineTest {

    /** Swaps a tensor's storage, clips on one side, spoils infinite gradients, or ends the process. */
    private static final Set<String> BANNED = Set.of("copyTo", "optClipGrad", "zeroGradients",
            "newGradientCollector", "getGradientFunctionNames");
    /**
     * With a number: DJL lends its memory to PyTorch and takes it back at once, but backward reads it. Only
     * the optimisers, which never record, may.
     */
    private static final Set<String> LENDING = Set.of("mul", "muli", "div", "divi", "pow", "powi", "maximum",
            "minimum");
    private static final String NEVER_RECORDS = "tmnf.pretrain.optim";
    private static final List<String> BUFFERS = List.of("java.nio.", "[");

    @Test
    void nothingDangerousIsCalled() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("tmnf.pretrain", "tmnf.rl");
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : classes) {
            for (JavaMethodCall call : type.getMethodCallsFromSelf()) {
                String owner = call.getTargetOwner().getName();
                boolean fills = call.getName().equals("set") && owner.endsWith(".NDArray")
                        && call.getTarget().getRawParameterTypes().size() == 1
                        && BUFFERS.stream().anyMatch(
                                call.getTarget().getRawParameterTypes().get(0).getName()::startsWith);
                boolean lends = LENDING.contains(call.getName())
                        && !type.getPackageName().equals(NEVER_RECORDS)
                        && call.getTarget().getRawParameterTypes().stream()
                                .anyMatch(parameter -> parameter.isEquivalentTo(Number.class));
                if (owner.startsWith("ai.djl.") && (lends || BANNED.contains(call.getName()) || fills)) {
                    wrong.add(call.getDescription());
                }
            }
        }

        assertThat(classes).isNotEmpty();
        assertThat(wrong).isEmpty();
    }
}
