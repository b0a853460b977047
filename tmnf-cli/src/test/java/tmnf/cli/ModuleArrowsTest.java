package tmnf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Holds the design's table: who may use whom, which foreign code is allowed where, and who may touch the
 * process.
 */
class ModuleArrowsTest {

    private static final Map<String, Set<String>> ARROWS = Map.of(
            "gbx", Set.of(),
            "exchange", Set.of("gbx"),
            "tminterface", Set.of("gbx"),
            "capture", Set.of("gbx", "tminterface"),
            "pretrain", Set.of("gbx", "tminterface", "capture"),
            "rl", Set.of("gbx", "tminterface", "capture", "pretrain"),
            "cli", Set.of("gbx", "exchange", "tminterface", "capture", "pretrain", "rl"));

    private static final Map<String, List<String>> FOREIGN = Map.of(
            "gbx", List.of("io.airlift.", "com.fasterxml.jackson.core.", "org.slf4j."),
            "exchange", List.of("okhttp3.", "okio.", "kotlin.", "com.fasterxml.jackson.", "org.slf4j.",
                    "com.sun.net.httpserver."),
            "tminterface", List.of("com.sun.jna.", "org.slf4j."),
            "capture", List.of("com.sun.jna.", "com.twelvemonkeys.", "com.fasterxml.jackson.", "org.slf4j."),
            "pretrain", List.of("ai.djl.", "com.twelvemonkeys.", "com.fasterxml.jackson.", "org.slf4j."),
            "rl", List.of("ai.djl.", "com.sun.jna.", "com.sun.management.", "com.fasterxml.jackson.",
                    "org.slf4j."),
            "cli", List.of("picocli.", "com.fasterxml.jackson.", "org.yaml.snakeyaml.", "ch.qos.logback.",
                    "org.slf4j."));

    private static final Set<String> PROCESS = Set.of("java.lang.System.exit", "java.lang.System.getenv",
            "java.lang.System.out", "java.lang.System.err", "java.lang.System.setOut",
            "java.lang.System.setErr", "java.lang.Runtime.exit", "java.lang.Runtime.halt",
            "java.lang.Runtime.addShutdownHook", "java.lang.Throwable.printStackTrace");

    private static JavaClasses classes;

    @BeforeAll
    static void readClasses() {
        classes = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages("tmnf");
    }

    @Test
    void allModulesAreSeen() {
        Set<String> seen = new TreeSet<>();
        classes.forEach(type -> seen.add(module(type)));

        assertThat(seen).containsExactlyInAnyOrderElementsOf(ARROWS.keySet());
    }

    @Test
    void onlyTheArrowsOfTheDesignExist() {
        Set<String> wrong = new TreeSet<>();
        eachDependency((from, to, dependency) -> {
            if (to.getPackageName().startsWith("tmnf.") && !module(from).equals(module(to))
                    && !ARROWS.get(module(from)).contains(module(to))) {
                wrong.add(dependency.getDescription());
            }
        });

        assertThat(wrong).isEmpty();
    }

    @Test
    void learningSeesOfCaptureOnlyTheDataset() {
        Set<String> wrong = new TreeSet<>();
        eachDependency((from, to, dependency) -> {
            if (Set.of("pretrain", "rl").contains(module(from))
                    && to.getPackageName().startsWith("tmnf.capture")
                    && !(to.getPackageName() + ".").startsWith("tmnf.capture.dataset.")) {
                wrong.add(dependency.getDescription());
            }
        });

        assertThat(wrong).isEmpty();
    }

    @Test
    void foreignCodeStaysWhereTheDesignAllowsIt() {
        Set<String> wrong = new TreeSet<>();
        eachDependency((from, to, dependency) -> {
            String name = to.getName();
            boolean known = name.startsWith("java.") || name.startsWith("javax.") || name.startsWith("tmnf.")
                    || to.isPrimitive() || FOREIGN.get(module(from)).stream().anyMatch(name::startsWith);
            if (!known) {
                wrong.add(dependency.getDescription());
            }
        });

        assertThat(wrong).isEmpty();
    }

    @Test
    void librariesNeverPrintExitOrReadTheEnvironment() {
        // The main loop of a user's own program: it says goodbye to the game when that program is ended.
        String mainLoop = "tmnf.tminterface.sharedmemory.RunClient";
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : classes) {
            if (!module(type).equals("cli") && !type.getName().equals(mainLoop)) {
                processAccesses(type, wrong);
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void inTheCommandLineOnlyFourClassesTouchTheProcess() {
        Set<String> wrong = new TreeSet<>();
        Set<String> allowed = Set.of("tmnf.cli.Main", "tmnf.cli.env.SystemEnvironment",
                "tmnf.cli.run.Session", "tmnf.cli.run.Reporter");
        for (JavaClass type : classes) {
            if (module(type).equals("cli") && !allowed.contains(type.getName())) {
                processAccesses(type, wrong);
            }
        }

        assertThat(wrong).isEmpty();
    }

    private static void processAccesses(JavaClass type, Set<String> found) {
        for (JavaAccess<?> access : type.getAccessesFromSelf()) {
            String target = access.getTargetOwner().getName() + "." + access.getTarget().getName();
            boolean throwable = access.getTargetOwner().isAssignableTo(Throwable.class)
                    && access.getTarget().getName().equals("printStackTrace");
            if (PROCESS.contains(target) || throwable) {
                found.add(access.getDescription());
            }
        }
    }

    private static void eachDependency(Visitor visitor) {
        for (JavaClass type : classes) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                visitor.visit(type, dependency.getTargetClass().getBaseComponentType(), dependency);
            }
        }
    }

    private static String module(JavaClass type) {
        String rest = type.getPackageName().substring("tmnf.".length());
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }

    /** Looks at one dependency. */
    @FunctionalInterface
    private interface Visitor {
        void visit(JavaClass from, JavaClass to, Dependency dependency);
    }
}
